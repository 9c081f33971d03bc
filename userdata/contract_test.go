package userdata_test

import (
	"reflect"
	"testing"

	"github.com/smileapi/smile-go/internal/contract"
	"github.com/smileapi/smile-go/internal/contracttest"
	"github.com/smileapi/smile-go/userdata"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// models are the types for the schemas of data points.
var models = map[string]any{
	"Identity": userdata.Identity{}, "IdentityPayload": userdata.Identity{}, "IdentityListData": userdata.FirstPage[userdata.Identity]{},
	"Transaction": userdata.Transaction{}, "TransactionPayload": userdata.Transaction{}, "TransactionListData": userdata.FirstPage[userdata.Transaction]{},
	"Rating": userdata.Rating{}, "RatingPayload": userdata.Rating{},
	"Document": userdata.Document{}, "DocumentPayload": userdata.Document{}, "DocumentListData": userdata.FirstPage[userdata.Document]{},
	"Employment": userdata.Employment{}, "EmploymentPayload": userdata.Employment{}, "EmploymentListData": userdata.FirstPage[userdata.Employment]{},
	"Income": userdata.Income{}, "IncomePayload": userdata.Income{}, "IncomeListData": userdata.FirstPage[userdata.Income]{},
	"Contribution": userdata.Contribution{}, "ContributionPayload": userdata.Contribution{}, "ContributionListData": userdata.FirstPage[userdata.Contribution]{},
	"Liability": userdata.Liability{}, "LiabilityPayload": userdata.Liability{}, "LiabilityListData": userdata.FirstPage[userdata.Liability]{},
	"Eincome": userdata.EstimatedIncome{}, "EincomePayload": userdata.EstimatedIncome{}, "EincomeListData": userdata.FirstPage[userdata.EstimatedIncome]{},
	"Insight": userdata.Insight{}, "InsightPayload": userdata.Insight{}, "ObjectFeature": userdata.InsightFeatures{},
	"Link": userdata.Link{}, "LinkPayload": userdata.Link{}, "LinkListData": userdata.FirstPage[userdata.Link]{},
	"ObjectReferenceMetadata": userdata.Metadata{}, "RefAddress": userdata.Address{}, "UserSession": userdata.Session{},
	"AllDatapointPayload": userdata.Payload{}, "AccountPayload": userdata.AccountPayload{}, "UserPayload": userdata.UserPayload{},
	"BetaSignalItem": userdata.Item{}, "AlphaFootprintItem": userdata.Item{}, "BetaMaw3Item": userdata.Item{},
	"RefDatapoint": userdata.Datapoint(""), "RefSourceType": userdata.SourceType(""), "RefCountry": userdata.Country(""),
	"RefCurrency": userdata.Currency(""), "RefPayPeriod": userdata.PayPeriod(""), "RefGender": userdata.Gender(""),
	"RefMaritalStatus": userdata.MaritalStatus(""), "RefContactType": userdata.ContactType(""), "RefPhoneType": userdata.PhoneType(""),
	"SessionChannel": userdata.SessionChannel(""), "UserSessionStatus": userdata.SessionStatus(""),
}

// Each type stands for a data point wherever it occurs: with its metadata in lists, and without in
// payloads.
func TestModelsFollowTheContract(t *testing.T) {
	t.Parallel()
	payload := func() *contracttest.Exception {
		return contracttest.Extra("*Payload.metadata", "the same type stands in lists, where it has metadata")
	}
	exceptions := map[string][]*contracttest.Exception{
		"AccountPayload": {payload(), contracttest.Extra("ObjectReferenceMetadata2.*", "one type for both kinds of metadata")},
	}
	for _, schema := range []string{
		"IdentityPayload", "TransactionPayload", "RatingPayload", "DocumentPayload", "EmploymentPayload", "IncomePayload",
		"ContributionPayload", "LiabilityPayload", "EincomePayload", "InsightPayload", "LinkPayload", "AllDatapointPayload", "UserPayload",
	} {
		exceptions[schema] = []*contracttest.Exception{payload()}
	}
	for schema, model := range models {
		t.Run(schema, func(t *testing.T) {
			t.Parallel()
			contracttest.CheckModel(t, schema, model, exceptions[schema]...)
		})
	}
}

// What was read can be stored as JSON and read again, without loss.
func TestModelsComeBackFromJSON(t *testing.T) {
	t.Parallel()
	for schema, model := range models {
		t.Run(schema, func(t *testing.T) {
			t.Parallel()
			contracttest.CheckRoundTrip(t, schema, reflect.TypeOf(model))
		})
	}
}

// The constants of an enumeration are those of the contract, no more and no less.
func TestEnumerationsFollowTheContract(t *testing.T) {
	t.Parallel()
	checkEnum(t, path{"RefGender"}, userdata.GenderMale, userdata.GenderFemale, userdata.GenderNonBinary)
	checkEnum(t, path{"RefMaritalStatus"}, userdata.MaritalStatusDivorced, userdata.MaritalStatusMarried, userdata.MaritalStatusSeparated, userdata.MaritalStatusSingle, userdata.MaritalStatusWidowed, userdata.MaritalStatusLifetimePartner)
	checkEnum(t, path{"RefContactType"}, userdata.ContactTypePrimary, userdata.ContactTypeSecondary, userdata.ContactTypeWork, userdata.ContactTypePersonal)
	checkEnum(t, path{"RefPhoneType"}, userdata.PhoneTypeMobile, userdata.PhoneTypeFixed, userdata.PhoneTypeUnspecified)
	checkEnum(t, path{"RefPayPeriod"}, userdata.PayPeriodHourly, userdata.PayPeriodDaily, userdata.PayPeriodWeekly, userdata.PayPeriodSemimonthly, userdata.PayPeriodMonthly, userdata.PayPeriodBimonthly, userdata.PayPeriodQuarterly, userdata.PayPeriodAnnually, userdata.PayPeriodVariable, userdata.PayPeriodUnspecified)
	checkEnum(t, path{"RefSourceType"}, userdata.SourceAccount, userdata.SourceUpload, userdata.SourceArchive, userdata.SourceSocialSecurity)
	checkEnum(t, path{"RefDatapoint"}, userdata.DatapointIdentities, userdata.DatapointTransactions, userdata.DatapointRatings, userdata.DatapointEmployments, userdata.DatapointDocuments, userdata.DatapointIncomes, userdata.DatapointContributions, userdata.DatapointEstimatedIncomes, userdata.DatapointLiabilities, userdata.DatapointLinks, userdata.DatapointInsights)
	checkEnum(t, path{"SessionChannel"}, userdata.SessionChannelWinkSite, userdata.SessionChannelDefault)
	checkEnum(t, path{"UserSessionStatus"}, userdata.SessionStatusInProgress, userdata.SessionStatusCompleted, userdata.SessionStatusRevoked)
	checkEnum(t, path{"IdentityPayload", "citizenship"}, userdata.CitizenshipCitizen, userdata.CitizenshipResidentAlien, userdata.CitizenshipNonResidentAlien, userdata.CitizenshipUndocumented, userdata.CitizenshipOthers)
	checkEnum(t, path{"IdentityPayload", "socialProfiles", "type"}, userdata.SocialNetworkTwitter, userdata.SocialNetworkFacebook, userdata.SocialNetworkLinkedIn, userdata.SocialNetworkOthers)
	checkEnum(t, path{"RefAddress", "type"}, userdata.AddressTypePrimary, userdata.AddressTypeSecondary)
	checkEnum(t, path{"RefAddress", "tags"}, userdata.AddressTagPrimary, userdata.AddressTagSecondary, userdata.AddressTagHome, userdata.AddressTagWork, userdata.AddressTagMailing, userdata.AddressTagForeign, userdata.AddressTagBilling, userdata.AddressTagPermanent, userdata.AddressTagShipping)
	for _, schema := range []string{"BetaSignalItem", "AlphaFootprintItem", "BetaMaw3Item"} {
		checkEnum(t, path{schema, "valueType"}, userdata.ValueString, userdata.ValueNumber, userdata.ValueBoolean)
	}
	checkEnum(t, path{"DocumentPayload", "documentType"}, userdata.DocumentTypeIdentification, userdata.DocumentTypePayslip, userdata.DocumentTypeClearance, userdata.DocumentTypeCertificate)
}

// Country and Currency have the constants of a few values only.
func TestCountriesAndCurrenciesAreInTheContract(t *testing.T) {
	t.Parallel()
	for _, country := range []userdata.Country{
		userdata.CountryIndia, userdata.CountryIndonesia, userdata.CountryMalaysia, userdata.CountryMexico, userdata.CountryPhilippines, userdata.CountrySingapore, userdata.CountryThailand, userdata.CountryVietnam,
	} {
		assert.Contains(t, path{"RefCountry"}.enum(t), string(country))
	}
	for _, currency := range []userdata.Currency{
		userdata.CurrencyIDR, userdata.CurrencyINR, userdata.CurrencyMXN, userdata.CurrencyMYR, userdata.CurrencyPHP, userdata.CurrencySGD, userdata.CurrencyTHB, userdata.CurrencyUSD, userdata.CurrencyVND,
	} {
		assert.Contains(t, path{"RefCurrency"}.enum(t), string(currency))
	}
}

func checkEnum[T ~string](t *testing.T, where path, constants ...T) {
	t.Helper()
	values := make([]string, len(constants))
	for i, constant := range constants {
		values[i] = string(constant)
	}
	assert.ElementsMatch(t, where.enum(t), values, where)
}

// path leads from a named schema through properties, and through the items of lists.
type path []string

func (p path) enum(t *testing.T) []string {
	t.Helper()
	c := contract.Load()
	schema := &contract.Schema{Ref: p[0]}
	for _, property := range p[1:] {
		schema = c.Resolve(schema).Properties[property]
		if items := c.Resolve(schema).Items; items != nil {
			schema = items
		}
	}
	schema = c.Resolve(schema)
	require.NotNil(t, schema, p)
	require.NotEmpty(t, schema.Enum, p)
	return schema.Enum
}
