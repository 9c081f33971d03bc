package alpha_test

import (
	"encoding/json"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/smileapi/smile-go"
	"github.com/smileapi/smile-go/alpha"
	"github.com/smileapi/smile-go/internal/previewtest"
	"github.com/smileapi/smile-go/preview"
	"github.com/smileapi/smile-go/userdata"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// serve is a client of a server that answers with data.
func serve(t *testing.T, data ...string) (*alpha.Client, *previewtest.API) {
	t.Helper()
	var answers []previewtest.Answer
	for _, d := range data {
		answers = append(answers, previewtest.Data(strings.ReplaceAll(d, "CONSENT", previewtest.ConsentJSON)))
	}
	api := previewtest.Serve(t, answers...)
	return alpha.New(api.Client(t)), api
}

func pointer[T any](value T) *T { return &value }

var agreed = preview.Consent{
	Type: "Terms And Conditions", Version: "1", ConsentedAt: time.Date(2021, time.April, 14, 9, 30, 24, 0, time.UTC), ConsentedWith: "I agree",
}

const agreedJSON = `{"type":"Terms And Conditions","version":1,"consentedWith":"I agree","consentedAt":"2021-04-14T09:30:24Z","consentTemplateId":null}`

func TestTheRequestOfAFootprint(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name, meta string
		want       alpha.FootprintParams
		again      string // how it is written; as it was read, if that is empty
	}{
		{
			"an e-mail address",
			`{"emailAddress":"maria@example.org","countryCode":"PH","templateId":"tpl-email-footprint","footprintItemsTimeout":5,"consent":CONSENT}`,
			&alpha.EmailFootprintParams{EmailAddress: "maria@example.org", CountryCode: "PH", TemplateID: alpha.TemplateEmailFootprint, ItemsTimeout: 5, Consent: consent}, "",
		},
		{
			"an e-mail address by an older template", `{"emailAddress":"maria@example.org","countryCode":"PH","templateId":"tpl-ftp005001","consent":CONSENT}`,
			&alpha.EmailFootprintParams{EmailAddress: "maria@example.org", CountryCode: "PH", TemplateID: alpha.TemplateEmailFootprintLegacy1, Consent: consent}, "",
		},
		{
			"an e-mail address by the oldest template",
			`{"emailAddress":"maria@example.org","countryCode":"PH","templateId":"footprintTpl-61e10d070e07a4ea96e9430668d4bb9f","consent":CONSENT}`,
			&alpha.EmailFootprintParams{EmailAddress: "maria@example.org", CountryCode: "PH", TemplateID: alpha.TemplateEmailFootprintLegacy2, Consent: consent}, "",
		},
		{
			"a phone number, which comes as a number, and nulls",
			`{"emailAddress":null,"mobileNumber":639171234567,"countryCode":null,"templateId":"tpl-mobile-footprint","footprintItemsTimeout":"7","consent":CONSENT}`,
			&alpha.MobileFootprintParams{MobileNumber: "639171234567", TemplateID: alpha.TemplateMobileFootprint, ItemsTimeout: 7, Consent: consent},
			`{"mobileNumber":"639171234567","countryCode":"","templateId":"tpl-mobile-footprint","footprintItemsTimeout":7,"consent":CONSENT}`,
		},
		{
			"a phone number by an older template", `{"mobileNumber":"639171234567","countryCode":"PH","templateId":"tpl-ftp005002","consent":CONSENT}`,
			&alpha.MobileFootprintParams{MobileNumber: "639171234567", CountryCode: "PH", TemplateID: alpha.TemplateMobileFootprintLegacy, Consent: consent}, "",
		},
		{
			"both", `{"emailAddress":"maria@example.org","mobileNumber":"639171234567","countryCode":"PH","templateId":"tpl-score-footprint","consent":CONSENT}`,
			&alpha.ScoreFootprintParams{
				EmailAddress: "maria@example.org", MobileNumber: "639171234567", CountryCode: "PH", TemplateID: alpha.TemplateScoreFootprint, Consent: consent,
			}, "",
		},
		{
			"a template that is not known", `{"templateId":"tpl-ours","consent":CONSENT,"depth":12345678901234567890.10,"who":{"passport":"P7","ages":[1e3,null]}}`,
			other("tpl-ours", consent, map[string]any{
				"depth": json.Number("12345678901234567890.10"),
				"who":   map[string]any{"passport": "P7", "ages": []any{json.Number("1e3"), nil}},
			}), "",
		},
		{
			"no template", `{"consent":CONSENT,"depth":1}`, other("", consent, map[string]any{"depth": json.Number("1")}),
			`{"templateId":"","consent":CONSENT,"depth":1}`,
		},
		{
			"a template that is a number", `{"templateId":17,"consent":CONSENT}`, other("17", consent, map[string]any{}),
			`{"templateId":"17","consent":CONSENT}`,
		},
		{"null", `null`, nil, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			products, _ := serve(t, `{"id":"footprint-1","status":"COMPLETED","requestMeta":`+test.meta+`}`)
			var reply smile.Response
			record, err := products.Footprints.Get(t.Context(), "footprint-1", smile.WithResponse(&reply))
			require.NoError(t, err)
			assert.Empty(t, reply.Malformed)
			assert.Equal(t, test.want, record.RequestMeta.Params)
			assert.Equal(t, userdata.RecordStatusCompleted, record.Status)

			again, err := json.Marshal(record.RequestMeta)
			require.NoError(t, err)
			if test.again == "" {
				test.again = test.meta
			}
			assert.JSONEq(t, strings.ReplaceAll(test.again, "CONSENT", previewtest.ConsentJSON), string(again))
		})
	}
}

func TestARecordWithoutItsRequest(t *testing.T) {
	t.Parallel()
	products, _ := serve(t, `{"id":"footprint-1","status":"PROCESSING"}`)
	record, err := products.Footprints.Get(t.Context(), "footprint-1")
	require.NoError(t, err)
	assert.Nil(t, record.RequestMeta.Params)
	text, err := json.Marshal(record)
	require.NoError(t, err)
	assert.JSONEq(t, `{"id":"footprint-1","status":"PROCESSING"}`, string(text))
}

func TestAMalformedValueOfARequestCostsItselfAlone(t *testing.T) {
	t.Parallel()
	const items = `"items":[{"name":"email.registered","value":true,"valueType":"BOOLEAN"}]`
	for _, test := range []struct {
		name, meta  string
		path, value string
		want        alpha.FootprintParams
	}{
		{
			"of a known template", `{"emailAddress":"maria@example.org","countryCode":"PH","templateId":"tpl-email-footprint","footprintItemsTimeout":"soon","consent":CONSENT}`,
			"footprintItemsTimeout", `"soon"`,
			&alpha.EmailFootprintParams{EmailAddress: "maria@example.org", CountryCode: "PH", TemplateID: alpha.TemplateEmailFootprint, Consent: consent},
		},
		{
			"of a consent", `{"mobileNumber":"639171234567","countryCode":"PH","templateId":"tpl-ftp005002","consent":{"consentedAt":"yesterday","consentedWith":"I agree"}}`,
			"consent.consentedAt", `"yesterday"`,
			&alpha.MobileFootprintParams{
				MobileNumber: "639171234567", CountryCode: "PH", TemplateID: alpha.TemplateMobileFootprintLegacy, Consent: preview.Consent{ConsentedWith: "I agree"},
			},
		},
		{
			"of a template that is not known", `{"templateId":"tpl-ours","depth":1.50,"consent":{"version":[],"consentedWith":"I agree"}}`,
			"consent.version", `[]`,
			other("tpl-ours", preview.Consent{ConsentedWith: "I agree"}, map[string]any{"depth": json.Number("1.50")}),
		},
		{"of no request", `"tpl-ours"`, "", `"tpl-ours"`, nil},
		{"of many requests", `[1,2]`, "", `[1,2]`, nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			products, _ := serve(t, `{"items":[{"id":"footprint-1","requestMeta":null},{"id":"footprint-2","requestMeta":`+test.meta+`,`+items+`}]}`)
			var reply smile.Response
			page, err := products.Footprints.List(t.Context(), nil, smile.WithResponse(&reply))
			require.NoError(t, err)
			require.Len(t, page.Items, 2)
			assert.Equal(t, "footprint-2", page.Items[1].ID)
			assert.Equal(t, test.want, page.Items[1].RequestMeta.Params)
			assert.Len(t, page.Items[1].Items, 1)
			path := "data.items[1].requestMeta"
			if test.path != "" {
				path += "." + test.path
			}
			assert.Equal(t, []userdata.Malformed{{Path: path, Value: json.RawMessage(test.value)}}, reply.Malformed)
		})
	}
}

func TestTheItemsOfAFootprint(t *testing.T) {
	t.Parallel()
	products, _ := serve(t, `{"id":"footprint-1","status":"COMPLETED","items":[
		{"name":"email.registered","value":"false","valueType":"BOOLEAN"},{"name":"email.score","value":0.50,"valueType":"NUMBER"},
		{"name":"email.breaches","value":3,"valueType":"NUMBER"},{"name":"email.creationTime","value":"2021-04-14T09:30:24Z","valueType":"STRING"},
		{"name":"email.slow","value":null,"valueType":"STRING"}]}`)
	footprint, err := products.Footprints.Get(t.Context(), "footprint-1")
	require.NoError(t, err)
	get := func(name string) userdata.Item {
		item, ok := footprint.Items.Get(name)
		require.True(t, ok, name)
		return item
	}
	registered, err := get("email.registered").Bool()
	require.NoError(t, err)
	assert.False(t, registered)
	score, err := get("email.score").Decimal()
	require.NoError(t, err)
	assert.Equal(t, "0.50", score.String())
	breaches, err := get("email.breaches").Int()
	require.NoError(t, err)
	assert.EqualValues(t, 3, breaches)
	created, err := get("email.creationTime").Time()
	require.NoError(t, err)
	assert.Equal(t, agreed.ConsentedAt, created)
	_, err = get("email.slow").Decimal()
	assert.ErrorIs(t, err, userdata.ErrNoValue)
	_, err = get("email.registered").Int()
	assert.ErrorAs(t, err, new(*userdata.ItemTypeError))
}

// theExample is a signal of the API's documents, with two figures that its schema does not have.
const theExample = `{"id":"signal-e3","createdAt":"2021-04-14T09:30:24Z","status":"COMPLETED","resultCode":"","resultMessage":"",
	"requestMeta":{"phone":"+639178902345","consent":` + agreedJSON + `},"result":{"events_arbitrary_day30":0,"events_preloan_day30":0}}`

func TestASignal(t *testing.T) {
	t.Parallel()
	products, _ := serve(t, theExample)
	signal, err := products.Signals.Get(t.Context(), "signal-e3")
	require.NoError(t, err)
	assert.Equal(t, preview.Record{ID: "signal-e3", CreatedAt: agreed.ConsentedAt, Status: userdata.RecordStatusCompleted}, signal.Record)
	assert.Equal(t, alpha.SignalCreateParams{Phone: "+639178902345", Consent: agreed}, signal.RequestMeta)
	arbitrary, ok := signal.Result.Named().Get("events_arbitrary_day30")
	require.True(t, ok)
	assert.Equal(t, userdata.Item{Name: "events_arbitrary_day30", Value: "0", ValueType: userdata.ValueNumber}, arbitrary)
	assert.Nil(t, signal.Result.EventsOverdueDay30)
	assert.False(t, signal.Result.IsZero(), "there are figures without a field")
	out, err := json.Marshal(signal.Result)
	require.NoError(t, err)
	assert.Contains(t, string(out), `"events_arbitrary_day30":0`)
}

func TestSignalsInAList(t *testing.T) {
	t.Parallel()
	for name, item := range map[string]string{"in another object": `{"signal":` + theExample + `}`, "as they are": theExample} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			products, _ := serve(t, `{"nextCursor":null,"items":[`+item+`,{"id":"signal-2","status":"PROCESSING","result":null}]}`)
			page, err := products.Signals.List(t.Context(), nil)
			require.NoError(t, err)
			require.Len(t, page.Items, 2)
			assert.Equal(t, "signal-e3", page.Items[0].ID)
			assert.Equal(t, agreed, page.Items[0].RequestMeta.Consent)
			assert.Len(t, page.Items[0].Result.Named(), 2)
			assert.Equal(t, "signal-2", page.Items[1].ID)
			assert.Zero(t, page.Items[1].Result)
			assert.Empty(t, page.Items[1].Result.Named())
		})
	}
}

func TestASignalWithAMalformedFigure(t *testing.T) {
	t.Parallel()
	const signal = `{"id":"signal-1","result":{"events_overdue_day30":"often","events_debt_day30_amount":7.0,"events_overdue_days_since_last":null,"new":1.50}}`
	for path, item := range map[string]string{"data.items[0].signal.result.events_overdue_day30": `{"signal":` + signal + `}`, "data.items[0].result.events_overdue_day30": signal} {
		products, _ := serve(t, `{"items":[`+item+`]}`)
		var reply smile.Response
		page, err := products.Signals.List(t.Context(), nil, smile.WithResponse(&reply))
		require.NoError(t, err)
		require.Len(t, page.Items, 1)
		result := page.Items[0].Result
		assert.Equal(t, "signal-1", page.Items[0].ID)
		assert.Nil(t, result.EventsOverdueDay30)
		assert.Equal(t, pointer(7), result.EventsDebtDay30Amount)
		assert.Nil(t, result.EventsOverdueDaysSinceLast)
		assert.Equal(t, userdata.Items{
			{Name: "events_overdue_day30", Value: "often", ValueType: userdata.ValueString},
			{Name: "events_debt_day30_amount", Value: "7.0", ValueType: userdata.ValueNumber},
			{Name: "events_overdue_days_since_last"},
			{Name: "new", Value: "1.50", ValueType: userdata.ValueNumber},
		}, result.Named())
		assert.Equal(t, []userdata.Malformed{{Path: path, Value: json.RawMessage(`"often"`)}}, reply.Malformed)
	}
}

// What the API writes in place of a figure is in no field, can be asked for, and goes out again.
func TestSignalFeaturesThatTheAPIDoesNotHave(t *testing.T) {
	t.Parallel()
	var features alpha.SignalFeatures
	const document = `{"events_overdue_day30":-999,"events_debt_day30_amount":-998,"new":-998.0,"events_overdue_day90":3}`
	require.NoError(t, json.Unmarshal([]byte(document), &features))
	assert.Nil(t, features.EventsOverdueDay30)
	assert.Nil(t, features.EventsDebtDay30Amount)
	assert.Equal(t, pointer(3), features.EventsOverdueDay90)
	assert.Equal(t, userdata.AbsentNoData, features.Absence("events_overdue_day30"))
	assert.Equal(t, userdata.AbsentNotComputed, features.Absence("events_debt_day30_amount"))
	assert.Equal(t, userdata.AbsentNotComputed, features.Absence("new"))
	assert.Zero(t, features.Absence("events_overdue_day90"))
	out, err := json.Marshal(features)
	require.NoError(t, err)
	assert.Equal(t, document, string(out))
}

func TestSignalFeaturesThatWereNotRead(t *testing.T) {
	t.Parallel()
	features := alpha.SignalFeatures{EventsOverdueDay30: pointer(0), EventsDebtDay90Amount: pointer(12)}
	assert.Equal(t, userdata.Items{
		{Name: "events_overdue_day30", Value: "0", ValueType: userdata.ValueNumber}, {Name: "events_debt_day90_amount", Value: "12", ValueType: userdata.ValueNumber},
	}, features.Named())
	assert.False(t, features.IsZero())
	assert.True(t, alpha.SignalFeatures{}.IsZero())
	assert.Empty(t, alpha.SignalFeatures{}.Named())

	read := features
	require.NoError(t, json.Unmarshal([]byte(`null`), &read))
	assert.Zero(t, read)
	assert.Error(t, json.Unmarshal([]byte(`{"events_overdue_day30":"often"}`), &read))
}

func TestAVerification(t *testing.T) {
	t.Parallel()
	products, _ := serve(t, `{"id":"ver-1","createdAt":"2021-04-14T09:30:24Z","updatedAt":"2021-04-14T09:31:24Z","status":"COMPLETED","errorMessage":null,
		"requestMeta":{"firstName":"George2","lastName":"Smith","middleName":null,"fullName":"George2 Smith","additionalData":{
			"ids":[{"idType":"prclicense_ph","idSubType":"NURSE","idNumber":1234567890}],"dob":"1990-01-01","gender":"Female","address":null,
			"employer":null,"employmentStatus":null,"email":"someone@gmail.com","phone":639123456789},"consent":`+agreedJSON+`},
		"result":{"finalMatches":true,"names":{"firstNameMatches":true,"lastNameMatches":false,"middleNameMatches":null,"fullNameMatches":true},
			"additionalData":{"ids":[{"idType":"prclicense_ph","idSubtype":"NURSE","idNumber":1234567890,"matches":true}],"dobMatches":true,
			"genderMatches":false,"addressMatches":null,
			"phoneMatches":{"value":639123456789,"matches":true,"disposable":false,"deliverable":null,"active":true,"provider":"Smart","freeProvider":false},
			"emailMatches":{"value":"someone@gmail.com","matches":null,"disposable":null,"deliverable":null,"active":null,"provider":null,"freeProvider":null}}}}`)
	var reply smile.Response
	verification, err := products.Verifications.Get(t.Context(), "ver-1", smile.WithResponse(&reply))
	require.NoError(t, err)
	assert.Empty(t, reply.Malformed)
	assert.Equal(t, &alpha.Verification{
		ID: "ver-1", CreatedAt: agreed.ConsentedAt, UpdatedAt: agreed.ConsentedAt.Add(time.Minute), Status: userdata.RecordStatusCompleted,
		RequestMeta: alpha.VerificationCreateParams{
			FirstName: "George2", LastName: "Smith", FullName: "George2 Smith",
			AdditionalData: alpha.VerificationAdditionalData{
				Email: "someone@gmail.com", Phone: "639123456789", DOB: userdata.NewDate(1990, time.January, 1), Gender: userdata.GenderFemale,
				IDs: []alpha.VerificationID{{IDType: "prclicense_ph", IDSubType: alpha.PRCNurse, IDNumber: "1234567890"}},
			},
			Consent: agreed,
		},
		Result: alpha.VerificationResult{
			FinalMatches: true,
			Names:        alpha.NameMatches{FirstNameMatches: pointer(true), LastNameMatches: pointer(false), FullNameMatches: pointer(true)},
			AdditionalData: alpha.VerificationAdditionalDataMatches{
				IDs:        []alpha.IDMatch{{IDNumber: "1234567890", IDType: "prclicense_ph", IDSubtype: alpha.PRCNurse, Matches: pointer(true)}},
				DOBMatches: pointer(true), GenderMatches: pointer(false),
				PhoneMatches: alpha.ContactMatch{
					Value: "639123456789", Matches: pointer(true), Disposable: pointer(false), Active: pointer(true), Provider: "Smart", FreeProvider: pointer(false),
				},
				EmailMatches: alpha.ContactMatch{Value: "someone@gmail.com"},
			},
		},
	}, verification)
}

func TestAVerificationThatIsWaitedFor(t *testing.T) {
	t.Parallel()
	const started = `{"id":"ver-1","status":"PROCESSING","result":null}`
	wait := func(t *testing.T, end string) (*alpha.Verification, error) {
		products, api := serve(t, started, end)
		verification, err := products.Verifications.Wait(t.Context(), "ver-1", &smile.WaitParams{Interval: time.Microsecond})
		assert.Len(t, api.Sent(), 2)
		assert.Equal(t, "GET /alpha/verifications/ver-1", api.Sent()[1].Call)
		return verification, err
	}
	verification, err := wait(t, `{"id":"ver-1","status":"COMPLETED","result":{"finalMatches":false}}`)
	require.NoError(t, err)
	assert.False(t, verification.Result.FinalMatches)

	verification, err = wait(t, `{"id":"ver-1","status":"ERROR","errorMessage":"639123456789 is not served"}`)
	var failure *preview.RecordError
	require.ErrorAs(t, err, &failure)
	assert.Equal(t, &preview.RecordError{ID: "ver-1", Message: "639123456789 is not served"}, failure)
	assert.NotContains(t, err.Error(), "639123456789")
	assert.Equal(t, userdata.RecordStatusError, verification.Status)
}

func TestOtherRecords(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name, data string
		get        func(*alpha.Client) (any, error)
		want       any
	}{
		{
			"a warning",
			`{"id":"maw-1","status":"COMPLETED","resultCode":"SUCCESS","requestMeta":{"mobileNumber":"639171234567","countryCode":"PH",
			  "templateId":"mawTpl-xxxxxxxxxxxxxxx","consent":` + agreedJSON + `},"items":[
			  {"date":"2021-04-14","level":"2","source":"seat","duration":"10","platformId":"p1"},{"date":null,"level":5,"source":"sms","duration":null,"platformId":"p2"}]}`,
			func(c *alpha.Client) (any, error) { return c.MAWs.Get(t.Context(), "maw-1") },
			&alpha.MAW{
				Record: preview.Record{ID: "maw-1", Status: userdata.RecordStatusCompleted, ResultCode: userdata.ResultSuccess},
				RequestMeta: alpha.MAWCreateParams{
					MobileNumber: "639171234567", CountryCode: "PH", TemplateID: "mawTpl-xxxxxxxxxxxxxxx", Consent: agreed,
				},
				Items: []alpha.LoanApplication{
					{Date: userdata.NewDate(2021, time.April, 14), Level: preview.LenderLevelSecondaryWhitelist, PlatformID: "p1", Duration: "10", Source: "seat"},
					{Level: preview.LenderLevelBlacklist, PlatformID: "p2", Source: "sms"},
				},
			},
		},
		{
			"a look at the blacklist",
			`{"id":"blacklist-1","status":"COMPLETED","requestMeta":{"mobileNumber":"639171234567","countryCode":"PH","applicationDate":"2021-04-14",
			  "templateId":"tpl-blk002001","consent":` + agreedJSON + `},"result":{"hit":true,"dates":["2021-04-14","2021-03-14"]}}`,
			func(c *alpha.Client) (any, error) { return c.Blacklists.Get(t.Context(), "blacklist-1") },
			&alpha.Blacklist{
				Record: preview.Record{ID: "blacklist-1", Status: userdata.RecordStatusCompleted},
				RequestMeta: alpha.BlacklistCreateParams{
					MobileNumber: "639171234567", CountryCode: "PH", ApplicationDate: userdata.NewDate(2021, time.April, 14), TemplateID: alpha.TemplateBlacklist, Consent: agreed,
				},
				Result: alpha.BlacklistResult{Hit: true, Dates: []userdata.Date{userdata.NewDate(2021, time.April, 14), userdata.NewDate(2021, time.March, 14)}},
			},
		},
		{
			"a bank account, with codes that the schema does not have",
			`{"id":"vld-1","status":"COMPLETED","resultCode":"PASSED","resultMessage":null,"result":{"type":"BankAccount","matchScore":100,
			  "matchScoreDescription":"Strong Match"},"requestMeta":{"name":"George","idType":"national_id","idNumber":"","countryCode":"PH","bic":"",
			  "iban":"AT610904300234573201","accountNumber":"","templateId":"tpl-vld006001","consent":` + agreedJSON + `}}`,
			func(c *alpha.Client) (any, error) { return c.Validations.Get(t.Context(), "vld-1") },
			&alpha.Validation{
				Record: preview.Record{ID: "vld-1", Status: userdata.RecordStatusCompleted, ResultCode: "PASSED"},
				Result: alpha.ValidationResult{Type: alpha.ValidationBankAccount, MatchScore: 100, MatchScoreDescription: "Strong Match"},
				RequestMeta: alpha.BankAccountParams{
					Name: "George", IDType: "national_id", CountryCode: "PH", IBAN: "AT610904300234573201", TemplateID: alpha.TemplateBankAccountValidation, Consent: agreed,
				},
			},
		},
		{
			"social security",
			`{"id":"ss-1","status":"COMPLETED","resultCode":"SUCCESS","result":{"fullName":"John Doe","curp":"DOEJ800101HDFXXX01","nss":"12345678901",
			  "reportDate":"2024-01-15","employerName":"ABC","employerRegistration":"R1","state":"SINALOA","contributionDays":365,
			  "contributionBaseAmount":50000.10,"currency":"MXN"},"requestMeta":{"emailAddress":"john@example.com","fullName":"John Doe",
			  "mobileNumber":"529559991234","curp":"DOEJ800101HDFXXX01","templateId":"tpl-sss003001","consent":` + agreedJSON + `}}`,
			func(c *alpha.Client) (any, error) { return c.SocialSecurities.Get(t.Context(), "ss-1") },
			&alpha.SocialSecurity{
				Record: preview.Record{ID: "ss-1", Status: userdata.RecordStatusCompleted, ResultCode: userdata.ResultSuccess},
				Result: alpha.SocialSecurityResult{
					FullName: "John Doe", CURP: "DOEJ800101HDFXXX01", NSS: "12345678901", ReportDate: userdata.NewDate(2024, time.January, 15), EmployerName: "ABC",
					EmployerRegistration: "R1", State: "SINALOA", ContributionDays: pointer(365), ContributionBaseAmount: userdata.NewDecimal(5000010, 2), Currency: "MXN",
				},
				RequestMeta: alpha.SocialSecurityCreateParams{
					EmailAddress: "john@example.com", FullName: "John Doe", MobileNumber: "529559991234", CURP: "DOEJ800101HDFXXX01",
					TemplateID: alpha.TemplateSocialSecurity, Consent: agreed,
				},
			},
		},
		{
			"social security that is not known yet", `{"id":"ss-1","status":"PROCESSING","resultCode":null,"resultMessage":null,"result":null,"requestMeta":null}`,
			func(c *alpha.Client) (any, error) { return c.SocialSecurities.Get(t.Context(), "ss-1") },
			&alpha.SocialSecurity{Record: preview.Record{ID: "ss-1", Status: userdata.RecordStatusProcessing}},
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			products, _ := serve(t, test.data)
			got, err := test.get(products)
			require.NoError(t, err)
			assert.Equal(t, test.want, got)
		})
	}
}

func TestForms(t *testing.T) {
	t.Parallel()
	products, api := serve(t, `{"id":"form-1","createdAt":"2021-04-14T09:30:24Z","name":null,"userId":"u-1","winkSiteId":"ws-1","winkSiteSessionId":"wss-1",
		"reference":"form_1","data":{"monthlyIncome":50000.10,"employer":"ABC"}}`)
	form, err := products.Forms.Get(t.Context(), "form-1")
	require.NoError(t, err)
	assert.Equal(t, "GET /alpha/forms/form-1", api.Sent()[0].Call)
	assert.Equal(t, []string{"u-1", "ws-1", "wss-1", "form_1"}, []string{form.UserID, form.WinkSiteID, form.WinkSiteSessionID, form.Reference})
	items, err := form.Items()
	require.NoError(t, err)
	assert.Equal(t, userdata.Items{
		{Name: "monthlyIncome", Value: "50000.10", ValueType: userdata.ValueNumber}, {Name: "employer", Value: "ABC", ValueType: userdata.ValueString},
	}, items)

	form.Data = json.RawMessage(`["of another form"]`)
	_, err = form.Items()
	require.Error(t, err)
	assert.NotContains(t, err.Error(), "another form")
}

func TestEmployers(t *testing.T) {
	t.Parallel()
	products, api := serve(t, `[{"businessName":"ABC Inc.","registrations":[{"number":1507304,"organization":"dti_ph","status":"Registered","date":"2020-02-10",
		"scope":"Philippines"}],"matchPercentage":100,"sources":["DTI"],"verificationStatus":"VERIFIED"},{"businessName":"ABCD"}]`)
	basics, err := products.Employers.QueryBasics(t.Context(), "abc & co")
	require.NoError(t, err)
	registrations := []alpha.EmployerRegistration{{
		Number: "1507304", Organization: "dti_ph", Date: userdata.NewDate(2020, time.February, 10), Scope: "Philippines", Status: alpha.EmployerRegistered,
	}}
	assert.Equal(t, []alpha.EmployerSummary{
		{
			BusinessName: "ABC Inc.", Registrations: registrations, MatchPercentage: 100,
			Sources: []alpha.EmployerSource{alpha.EmployerSourceDTI}, VerificationStatus: alpha.EmployerVerified,
		},
		{BusinessName: "ABCD"},
	}, basics)
	assert.Equal(t, previewtest.Sent{Call: "GET /alpha/employerBasics/query", Query: url.Values{"keyword": {"abc & co"}}}, api.Sent()[0])

	products, api = serve(t, `[{"businessName":"ABC Inc.","shortName":"ABC","isicCode":"ISIC-K","psicCode":64191,"businessAddress":{"city":"Anytown","latitude":null},
		"contactPersons":[{"contactName":"John Doe","position":"Owner","contactEmail":"john@abc.com","contactPhone":"+639123456789"}],
		"licenses":[{"licenseNumber":"1","licenseType":"Transfer Agent","licenseIssuedDate":"2020-02-10","licenseStatus":"Active"}]}]`)
	employers, err := products.Employers.Query(t.Context(), "ABC Inc.")
	require.NoError(t, err)
	assert.Equal(t, []alpha.Employer{{
		BusinessName: "ABC Inc.", ShortName: "ABC", ISICCode: "ISIC-K", PSICCode: "64191", BusinessAddress: userdata.Address{City: "Anytown"},
		ContactPersons: []alpha.EmployerContactPerson{{ContactName: "John Doe", Position: "Owner", ContactEmail: "john@abc.com", ContactPhone: "+639123456789"}},
		Licenses:       []alpha.EmployerLicense{{LicenseNumber: "1", LicenseType: "Transfer Agent", LicenseIssuedDate: userdata.NewDate(2020, time.February, 10), LicenseStatus: "Active"}},
	}}, employers)
	assert.Equal(t, previewtest.Sent{Call: "GET /alpha/employers/query", Query: url.Values{"businessName": {"ABC Inc."}}}, api.Sent()[0])
}

func TestEmployersThatAreNotFound(t *testing.T) {
	t.Parallel()
	products, _ := serve(t, `[]`)
	employers, err := products.Employers.Query(t.Context(), "nobody")
	require.NoError(t, err)
	assert.Empty(t, employers)
	products, _ = serve(t, `null`)
	_, err = products.Employers.Query(t.Context(), "nobody")
	assert.ErrorIs(t, err, smile.ErrMalformedResponse)
}

func TestTheNamesOfEmployers(t *testing.T) {
	t.Parallel()
	products, api := serve(t, `[]`)
	for name, wanted := range map[string]bool{
		"": false, "ab": false, "éé": false, "ééé": true, "abc": true, strings.Repeat("é", 255): true, strings.Repeat("a", 256): false,
	} {
		before := len(api.Sent())
		_, basics := products.Employers.QueryBasics(t.Context(), name)
		_, full := products.Employers.Query(t.Context(), name)
		if wanted {
			assert.NoError(t, basics)
			assert.NoError(t, full)
			assert.Len(t, api.Sent(), before+2)
			continue
		}
		assert.Equal(t, &smile.ParameterError{Operation: "query-employer-basics", Field: "keyword", Problem: "must have 3 to 255 characters"}, basics)
		assert.Equal(t, &smile.ParameterError{Operation: "query-employer", Field: "businessName", Problem: "must have 3 to 255 characters"}, full)
		assert.Len(t, api.Sent(), before)
	}
}
