package alpha_test

import (
	"context"
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

var consent = previewtest.Consent

// call is a create by the method that a service has for it.
func call[P, T any](operation string, params P, method func(*alpha.Client) func(context.Context, P, ...smile.RequestOption) (*T, error)) previewtest.Create {
	return previewtest.Create{Operation: operation, Params: params, Do: func(ctx context.Context, client *smile.Client) error {
		_, err := method(alpha.New(client))(ctx, params)
		return err
	}}
}

func signal(p *alpha.SignalCreateParams) previewtest.Create {
	return call("create-alpha-signal", p, func(c *alpha.Client) func(context.Context, *alpha.SignalCreateParams, ...smile.RequestOption) (*alpha.Signal, error) {
		return c.Signals.Create
	})
}

func footprint(p alpha.FootprintParams) previewtest.Create {
	return call("create-alpha-footprint", p, func(c *alpha.Client) func(context.Context, alpha.FootprintParams, ...smile.RequestOption) (*alpha.Footprint, error) {
		return c.Footprints.Create
	})
}

func warning(p *alpha.MAWCreateParams) previewtest.Create {
	return call("create-alpha-maw", p, func(c *alpha.Client) func(context.Context, *alpha.MAWCreateParams, ...smile.RequestOption) (*alpha.MAW, error) {
		return c.MAWs.Create
	})
}

func blacklist(p *alpha.BlacklistCreateParams) previewtest.Create {
	return call("create-alpha-blacklist", p, func(c *alpha.Client) func(context.Context, *alpha.BlacklistCreateParams, ...smile.RequestOption) (*alpha.Blacklist, error) {
		return c.Blacklists.Create
	})
}

func account(p *alpha.BankAccountParams) previewtest.Create {
	return call("alpha-validate-bank-account", p, func(c *alpha.Client) func(context.Context, *alpha.BankAccountParams, ...smile.RequestOption) (*alpha.Validation, error) {
		return c.Validations.ValidateBankAccount
	})
}

func socialSecurity(p *alpha.SocialSecurityCreateParams) previewtest.Create {
	return call("create-social-security", p, func(c *alpha.Client) func(context.Context, *alpha.SocialSecurityCreateParams, ...smile.RequestOption) (*alpha.SocialSecurity, error) {
		return c.SocialSecurities.Create
	})
}

func verification(p *alpha.VerificationCreateParams) previewtest.Create {
	return call("create-verification", p, func(c *alpha.Client) func(context.Context, *alpha.VerificationCreateParams, ...smile.RequestOption) (*alpha.Verification, error) {
		return c.Verifications.Create
	})
}

// other are footprint params of no known type.
func other(template preview.TemplateID, consent preview.Consent, fields map[string]any) *alpha.OtherFootprintParams {
	return &alpha.OtherFootprintParams{OtherTemplate: preview.OtherTemplate{TemplateID: template, Consent: consent, Fields: fields}}
}

// creates are sound calls of every operation and type of params, and what they send.
var creates = []struct {
	name   string
	create previewtest.Create
	call   string
	body   string
}{
	{
		"a signal", signal(&alpha.SignalCreateParams{Phone: "+639171234567", Consent: consent}),
		"POST /alpha/signals", `{"phone":"+639171234567","consent":CONSENT}`,
	},
	{
		"a signal of a number that is given without its plus", signal(&alpha.SignalCreateParams{Phone: "639171234567", Consent: consent}),
		"POST /alpha/signals", `{"phone":"+639171234567","consent":CONSENT}`,
	},
	{
		"a footprint of an e-mail address", footprint(&alpha.EmailFootprintParams{EmailAddress: "maria@example.org", CountryCode: "PH", Consent: consent}),
		"POST /alpha/footprints", `{"emailAddress":"maria@example.org","countryCode":"PH","templateId":"tpl-email-footprint","consent":CONSENT}`,
	},
	{
		"a footprint of an e-mail address by an older template, in time",
		footprint(&alpha.EmailFootprintParams{EmailAddress: "maria@example.org", CountryCode: "PH", TemplateID: alpha.TemplateEmailFootprintLegacy1, ItemsTimeout: 30, Consent: consent}),
		"POST /alpha/footprints",
		`{"emailAddress":"maria@example.org","countryCode":"PH","templateId":"tpl-ftp005001","footprintItemsTimeout":30,"consent":CONSENT}`,
	},
	{
		"a footprint of an e-mail address by a template of one's own",
		footprint(&alpha.EmailFootprintParams{EmailAddress: "maria@example.org", CountryCode: "PH", TemplateID: "tpl-ours", Consent: consent}),
		"POST /alpha/footprints", `{"emailAddress":"maria@example.org","countryCode":"PH","templateId":"tpl-ours","consent":CONSENT}`,
	},
	{
		"a footprint of a phone number", footprint(&alpha.MobileFootprintParams{MobileNumber: "+639171234567", CountryCode: "PH", ItemsTimeout: 1, Consent: consent}),
		"POST /alpha/footprints",
		`{"mobileNumber":"639171234567","countryCode":"PH","templateId":"tpl-mobile-footprint","footprintItemsTimeout":1,"consent":CONSENT}`,
	},
	{
		"a footprint of a phone number by an older template",
		footprint(&alpha.MobileFootprintParams{MobileNumber: "639171234567", CountryCode: "PH", TemplateID: alpha.TemplateMobileFootprintLegacy, Consent: consent}),
		"POST /alpha/footprints", `{"mobileNumber":"639171234567","countryCode":"PH","templateId":"tpl-ftp005002","consent":CONSENT}`,
	},
	{
		"a footprint of both",
		footprint(&alpha.ScoreFootprintParams{EmailAddress: "maria@example.org", MobileNumber: "+639171234567", CountryCode: "PH", ItemsTimeout: 7, Consent: consent}),
		"POST /alpha/footprints",
		`{"emailAddress":"maria@example.org","mobileNumber":"639171234567","countryCode":"PH","templateId":"tpl-score-footprint",
		  "footprintItemsTimeout":7,"consent":CONSENT}`,
	},
	{
		"a footprint by a template that is not known", footprint(other("tpl-ours", consent, map[string]any{"passport": "P7654321", "depth": 3, "tags": []string{"first", "second"}})),
		"POST /alpha/footprints", `{"templateId":"tpl-ours","consent":CONSENT,"passport":"P7654321","depth":3,"tags":["first","second"]}`,
	},
	{
		"a warning", warning(&alpha.MAWCreateParams{MobileNumber: "+639171234567", CountryCode: "PH", Consent: consent}),
		"POST /alpha/maws", `{"mobileNumber":"639171234567","countryCode":"PH","templateId":"tpl-maw002001","consent":CONSENT}`,
	},
	{
		"a warning by an older template",
		warning(&alpha.MAWCreateParams{
			MobileNumber: "639171234567", CountryCode: "TH", TemplateID: alpha.TemplateMAWLegacy, Consent: consent,
		}),
		"POST /alpha/maws",
		`{"mobileNumber":"639171234567","countryCode":"TH","templateId":"mawTpl-bfc93eb72d24860bf62429a1dd06708d","consent":CONSENT}`,
	},
	{
		"a look at the blacklist", blacklist(&alpha.BlacklistCreateParams{MobileNumber: "+639171234567", Consent: consent}),
		"POST /alpha/blacklists", `{"mobileNumber":"639171234567","consent":CONSENT}`,
	},
	{
		"a look at the blacklist of a day",
		blacklist(&alpha.BlacklistCreateParams{
			MobileNumber: "639171234567", CountryCode: "PH", TemplateID: alpha.TemplateBlacklist, ApplicationDate: userdata.NewDate(2025, time.March, 9), Consent: consent,
		}),
		"POST /alpha/blacklists",
		`{"mobileNumber":"639171234567","countryCode":"PH","templateId":"tpl-blk002001","applicationDate":"2025-03-09","consent":CONSENT}`,
	},
	{
		"a bank account by its IBAN", account(&alpha.BankAccountParams{Name: "Maria Cruz", IBAN: "DE89370400440532013000", BIC: "COBADEFFXXX", Consent: consent}),
		"POST /alpha/validations/validateBankAccount",
		`{"name":"Maria Cruz","iban":"DE89370400440532013000","bic":"COBADEFFXXX","consent":CONSENT}`,
	},
	{
		"a bank account by its number",
		account(&alpha.BankAccountParams{
			Name: "Maria Cruz", IDType: alpha.ValidationNationalID, IDNumber: "ID-778899", CountryCode: "PH", AccountNumber: "0042133700",
			TemplateID: alpha.TemplateBankAccountValidation, Consent: consent,
		}),
		"POST /alpha/validations/validateBankAccount",
		`{"name":"Maria Cruz","idType":"NATIONAL_ID","idNumber":"ID-778899","countryCode":"PH","accountNumber":"0042133700",
		  "templateId":"tpl-vld006001","consent":CONSENT}`,
	},
	{
		"social security",
		socialSecurity(&alpha.SocialSecurityCreateParams{EmailAddress: "maria@example.org", FullName: "Maria Cruz", MobileNumber: "+525512345678", CURP: "CUMA900202MDFRRR07", Consent: consent}),
		"POST /alpha/socialSecurities",
		`{"emailAddress":"maria@example.org","fullName":"Maria Cruz","mobileNumber":"525512345678","curp":"CUMA900202MDFRRR07",
		  "templateId":"tpl-sss003001","consent":CONSENT}`,
	},
	{
		"social security by the hash of a number, computed here",
		socialSecurity(&alpha.SocialSecurityCreateParams{
			EmailAddress: "maria@example.org", FullName: "Maria Cruz", MobileNumber: "+525512345678", HashMobileNumber: true, CURP: "CUMA900202MDFRRR07", Consent: consent,
		}),
		"POST /alpha/socialSecurities",
		`{"emailAddress":"maria@example.org","fullName":"Maria Cruz","mobileNumber":"22a697723931dcb005758b71f08bfe98","curp":"CUMA900202MDFRRR07",
		  "templateId":"tpl-sss003001","consent":CONSENT}`,
	},
	{
		"social security by the hash of a number, computed before",
		socialSecurity(&alpha.SocialSecurityCreateParams{
			EmailAddress: "maria@example.org", FullName: "Maria Cruz", MobileNumber: "0123456789ABCDEF0123456789abcdef", HashMobileNumber: true,
			CURP: "CUMA900202MDFRRR07", TemplateID: "tpl-ours", Consent: consent,
		}),
		"POST /alpha/socialSecurities",
		`{"emailAddress":"maria@example.org","fullName":"Maria Cruz","mobileNumber":"0123456789ABCDEF0123456789abcdef","curp":"CUMA900202MDFRRR07",
		  "templateId":"tpl-ours","consent":CONSENT}`,
	},
	{
		"a verification of little", verification(&alpha.VerificationCreateParams{FullName: "Maria Cruz", Consent: consent}),
		"POST /alpha/verifications", `{"fullName":"Maria Cruz","consent":CONSENT}`,
	},
	{
		"a verification of everything",
		verification(&alpha.VerificationCreateParams{
			FirstName: "Maria", MiddleName: "Lopez", LastName: "Cruz", Suffix: "Jr.", FullName: "Maria Lopez Cruz Jr.",
			AdditionalData: alpha.VerificationAdditionalData{
				Email: "maria@example.org", Phone: "+639171234567", DOB: userdata.NewDate(1990, time.February, 2), Gender: userdata.GenderFemale,
				Address: "7 Mabini St", Employer: "Acme Corp", EmploymentStatus: alpha.EmploymentSelfEmployed,
				IDs: []alpha.VerificationID{
					{IDType: "tin_ph", IDNumber: "TIN-556677"}, {IDType: "prclicense_ph", IDSubType: alpha.PRCNurse, IDNumber: "PRC-112233"},
				},
			},
			Consent: consent,
		}),
		"POST /alpha/verifications",
		`{"firstName":"Maria","middleName":"Lopez","lastName":"Cruz","suffix":"Jr.","fullName":"Maria Lopez Cruz Jr.","additionalData":{
		  "email":"maria@example.org","phone":"639171234567","dob":"1990-02-02","gender":"Female","address":"7 Mabini St","employer":"Acme Corp",
		  "employmentStatus":"SELF-EMPLOYED","ids":[{"idType":"tin_ph","idNumber":"TIN-556677"},
		  {"idType":"prclicense_ph","idSubType":"NURSE","idNumber":"PRC-112233"}]},"consent":CONSENT}`,
	},
}

func TestWhatIsSent(t *testing.T) {
	t.Parallel()
	for _, test := range creates {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			previewtest.Sends(t, test.create, test.call, test.body)
		})
	}
}

func TestATemplateThatNeedsNothingElse(t *testing.T) {
	t.Parallel()
	previewtest.Sends(t, footprint(other("tpl-ours", consent, nil)), "POST /alpha/footprints", `{"templateId":"tpl-ours","consent":CONSENT}`)
}

func TestWhatMayHaveArrivedIsNotSentAgain(t *testing.T) {
	t.Parallel()
	for _, test := range creates {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			previewtest.IsPaidOnce(t, test.create)
		})
	}
}

func TestFailuresNameNobody(t *testing.T) {
	t.Parallel()
	for _, test := range creates {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			previewtest.NamesNobody(t, test.create)
		})
	}
}

func TestWhatIsRefused(t *testing.T) {
	t.Parallel()
	const (
		number = preview.PhoneNumber("+639171234567")
		hash   = preview.PhoneNumber("0123456789abcdef0123456789abcdef")
		email  = "maria@example.org"
		curp   = "CUMA900202MDFRRR07"
	)
	undated := preview.Consent{ConsentedWith: "I agree"}
	unquoted := preview.Consent{ConsentedAt: consent.ConsentedAt, ConsentedWith: " "}
	ids := func(ids ...alpha.VerificationID) *alpha.VerificationCreateParams {
		return &alpha.VerificationCreateParams{AdditionalData: alpha.VerificationAdditionalData{IDs: ids}, Consent: consent}
	}
	for _, test := range []struct {
		name   string
		create previewtest.Create
		field  string
	}{
		{"a signal of nil", signal(nil), "phone"},
		{"a signal of nobody", signal(&alpha.SignalCreateParams{Consent: consent}), "phone"},
		{"a signal of a number without its country", signal(&alpha.SignalCreateParams{Phone: "09171234567", Consent: consent}), "phone"},
		{"a signal of a number with blanks", signal(&alpha.SignalCreateParams{Phone: "+63 917 1234567", Consent: consent}), "phone"},
		{"a signal by a hash", signal(&alpha.SignalCreateParams{Phone: hash, Consent: consent}), "phone"},
		{"a signal without consent", signal(&alpha.SignalCreateParams{Phone: number}), "consent.consentedAt"},
		{"a signal with an undated consent", signal(&alpha.SignalCreateParams{Phone: number, Consent: undated}), "consent.consentedAt"},
		{"a signal with a consent to nothing", signal(&alpha.SignalCreateParams{Phone: number, Consent: unquoted}), "consent.consentedWith"},

		{"a footprint of nil", footprint(nil), "params"},
		{"a footprint of an e-mail address of nil", footprint((*alpha.EmailFootprintParams)(nil)), "emailAddress"},
		{"a footprint of a phone number of nil", footprint((*alpha.MobileFootprintParams)(nil)), "mobileNumber"},
		{"a footprint of both of nil", footprint((*alpha.ScoreFootprintParams)(nil)), "emailAddress"},
		{"a footprint of another template of nil", footprint((*alpha.OtherFootprintParams)(nil)), "templateId"},
		{"an e-mail address with a name", footprint(&alpha.EmailFootprintParams{EmailAddress: "Maria <maria@example.org>", CountryCode: "PH", Consent: consent}), "emailAddress"},
		{"an e-mail address without a country", footprint(&alpha.EmailFootprintParams{EmailAddress: email, Consent: consent}), "countryCode"},
		{"an e-mail address that waits too long", footprint(&alpha.EmailFootprintParams{EmailAddress: email, CountryCode: "PH", ItemsTimeout: 31, Consent: consent}), "footprintItemsTimeout"},
		{"an e-mail address that waits for less than nothing", footprint(&alpha.EmailFootprintParams{EmailAddress: email, CountryCode: "PH", ItemsTimeout: -1, Consent: consent}), "footprintItemsTimeout"},
		{"an e-mail address without consent", footprint(&alpha.EmailFootprintParams{EmailAddress: email, CountryCode: "PH"}), "consent.consentedAt"},
		{"an e-mail address with the template of numbers", footprint(&alpha.EmailFootprintParams{EmailAddress: email, CountryCode: "PH", TemplateID: alpha.TemplateMobileFootprint, Consent: consent}), "templateId"},
		{"a number with the template of both", footprint(&alpha.MobileFootprintParams{MobileNumber: number, CountryCode: "PH", TemplateID: alpha.TemplateScoreFootprint, Consent: consent}), "templateId"},
		{"a number by its hash", footprint(&alpha.MobileFootprintParams{MobileNumber: hash, CountryCode: "PH", Consent: consent}), "mobileNumber"},
		{"a number without a country", footprint(&alpha.MobileFootprintParams{MobileNumber: number, Consent: consent}), "countryCode"},
		{"a number that waits too long", footprint(&alpha.MobileFootprintParams{MobileNumber: number, CountryCode: "PH", ItemsTimeout: 31, Consent: consent}), "footprintItemsTimeout"},
		{"a number without consent", footprint(&alpha.MobileFootprintParams{MobileNumber: number, CountryCode: "PH"}), "consent.consentedAt"},
		{"both with an older template of one", footprint(&alpha.ScoreFootprintParams{EmailAddress: email, MobileNumber: number, CountryCode: "PH", TemplateID: alpha.TemplateEmailFootprintLegacy2, Consent: consent}), "templateId"},
		{"both without an e-mail address", footprint(&alpha.ScoreFootprintParams{MobileNumber: number, CountryCode: "PH", Consent: consent}), "emailAddress"},
		{"both without a number", footprint(&alpha.ScoreFootprintParams{EmailAddress: email, CountryCode: "PH", Consent: consent}), "mobileNumber"},
		{"both without a country", footprint(&alpha.ScoreFootprintParams{EmailAddress: email, MobileNumber: number, Consent: consent}), "countryCode"},
		{"both that wait too long", footprint(&alpha.ScoreFootprintParams{EmailAddress: email, MobileNumber: number, CountryCode: "PH", ItemsTimeout: 31, Consent: consent}), "footprintItemsTimeout"},
		{"both without consent", footprint(&alpha.ScoreFootprintParams{EmailAddress: email, MobileNumber: number, CountryCode: "PH"}), "consent.consentedAt"},
		{"another template without its name", footprint(other("", consent, nil)), "templateId"},
		{"another template that is named twice", footprint(other("tpl-ours", consent, map[string]any{"templateId": "tpl-ours"})), "templateId"},
		{"another template with two consents", footprint(other("tpl-ours", consent, map[string]any{"consent": "yes, of course"})), "consent"},
		{"another template without consent", footprint(other("tpl-ours", preview.Consent{}, nil)), "consent.consentedAt"},
		{"another template with what is no JSON", footprint(other("tpl-ours", consent, map[string]any{"channel": make(chan int)})), "body"},

		{"a warning of nil", warning(nil), "mobileNumber"},
		{"a warning by a hash", warning(&alpha.MAWCreateParams{MobileNumber: hash, CountryCode: "PH", Consent: consent}), "mobileNumber"},
		{"a warning without a country", warning(&alpha.MAWCreateParams{MobileNumber: number, Consent: consent}), "countryCode"},
		{"a warning without consent", warning(&alpha.MAWCreateParams{MobileNumber: number, CountryCode: "PH"}), "consent.consentedAt"},

		{"a blacklist of nil", blacklist(nil), "mobileNumber"},
		{"a blacklist by a hash", blacklist(&alpha.BlacklistCreateParams{MobileNumber: hash, Consent: consent}), "mobileNumber"},
		{"a blacklist without consent", blacklist(&alpha.BlacklistCreateParams{MobileNumber: number}), "consent.consentedAt"},

		{"an account of nil", account(nil), "name"},
		{"an account of nobody", account(&alpha.BankAccountParams{Name: " ", IBAN: "DE89370400440532013000", CountryCode: "DE", Consent: consent}), "name"},
		{"an account without a number", account(&alpha.BankAccountParams{Name: "Maria", CountryCode: "DE", Consent: consent}), "iban"},
		{"an account nowhere", account(&alpha.BankAccountParams{Name: "Maria", AccountNumber: "0042133700", Consent: consent}), "countryCode"},
		{"an ID of no kind", account(&alpha.BankAccountParams{Name: "Maria", IDNumber: "ID-778899", AccountNumber: "0042133700", CountryCode: "PH", Consent: consent}), "idType"},
		{"a BIC that is too short", account(&alpha.BankAccountParams{Name: "Maria", AccountNumber: "0042133700", BIC: "COBADEF", Consent: consent}), "bic"},
		{"a BIC in small letters", account(&alpha.BankAccountParams{Name: "Maria", AccountNumber: "0042133700", BIC: "cobadeff", Consent: consent}), "bic"},
		{"a BIC of 9 letters", account(&alpha.BankAccountParams{Name: "Maria", AccountNumber: "0042133700", BIC: "COBADEFFX", Consent: consent}), "bic"},
		{"an IBAN with blanks", account(&alpha.BankAccountParams{Name: "Maria", IBAN: "DE89 3704 0044 0532 0130 00", CountryCode: "DE", Consent: consent}), "iban"},
		{"an IBAN that is too short", account(&alpha.BankAccountParams{Name: "Maria", IBAN: "DE893704004405", CountryCode: "DE", Consent: consent}), "iban"},
		{"an IBAN that is too long", account(&alpha.BankAccountParams{Name: "Maria", IBAN: "DE89370400440532013000370400440532013", CountryCode: "DE", Consent: consent}), "iban"},
		{"an account without consent", account(&alpha.BankAccountParams{Name: "Maria", AccountNumber: "0042133700", CountryCode: "PH"}), "consent.consentedAt"},

		{"social security of nil", socialSecurity(nil), "fullName"},
		{"social security of nobody", socialSecurity(&alpha.SocialSecurityCreateParams{MobileNumber: number, EmailAddress: email, CURP: curp, Consent: consent}), "fullName"},
		{"social security without a number", socialSecurity(&alpha.SocialSecurityCreateParams{FullName: "Maria", EmailAddress: email, CURP: curp, Consent: consent}), "mobileNumber"},
		{"social security by the hash of nothing", socialSecurity(&alpha.SocialSecurityCreateParams{FullName: "Maria", EmailAddress: email, CURP: curp, HashMobileNumber: true, Consent: consent}), "mobileNumber"},
		{"social security by the hash of what is no number", socialSecurity(&alpha.SocialSecurityCreateParams{FullName: "Maria", MobileNumber: "0551234", EmailAddress: email, CURP: curp, HashMobileNumber: true, Consent: consent}), "mobileNumber"},
		{"social security by half a hash", socialSecurity(&alpha.SocialSecurityCreateParams{FullName: "Maria", MobileNumber: hash[:31], EmailAddress: email, CURP: curp, Consent: consent}), "mobileNumber"},
		{"social security without an e-mail address", socialSecurity(&alpha.SocialSecurityCreateParams{FullName: "Maria", MobileNumber: number, CURP: curp, Consent: consent}), "emailAddress"},
		{"a CURP in small letters", socialSecurity(&alpha.SocialSecurityCreateParams{FullName: "Maria", MobileNumber: number, EmailAddress: email, CURP: "cuma900202mdfrrr07", Consent: consent}), "curp"},
		{"a CURP that is too long", socialSecurity(&alpha.SocialSecurityCreateParams{FullName: "Maria", MobileNumber: number, EmailAddress: email, CURP: curp + "1", Consent: consent}), "curp"},
		{"social security without consent", socialSecurity(&alpha.SocialSecurityCreateParams{FullName: "Maria", MobileNumber: number, EmailAddress: email, CURP: curp}), "consent.consentedAt"},

		{"a verification of nil", verification(nil), "consent.consentedAt"},
		{"a verification of what is no e-mail address", verification(&alpha.VerificationCreateParams{AdditionalData: alpha.VerificationAdditionalData{Email: "maria.example.org"}, Consent: consent}), "additionalData.email"},
		{"a verification of a hash", verification(&alpha.VerificationCreateParams{AdditionalData: alpha.VerificationAdditionalData{Phone: hash}, Consent: consent}), "additionalData.phone"},
		{"a verification of an ID of no kind", verification(ids(alpha.VerificationID{IDNumber: "TIN-556677"})), "additionalData.ids[0].idType"},
		{"a verification of an ID without a number", verification(ids(alpha.VerificationID{IDType: "tin_ph", IDNumber: "TIN-556677"}, alpha.VerificationID{IDType: "sss_ph"})), "additionalData.ids[1].idNumber"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			previewtest.Refuses(t, test.create, test.field)
		})
	}
}

func TestACreateThatIsAcceptedTwice(t *testing.T) {
	t.Parallel()
	api := previewtest.Serve(t, previewtest.Failure(503), previewtest.Data(`{"id":"signal-1"}`))
	signal, err := alpha.New(api.Client(t)).Signals.Create(t.Context(), &alpha.SignalCreateParams{Phone: "+639171234567", Consent: consent}, smile.WithRetry(smile.RetrySafe))
	require.NoError(t, err)
	assert.Equal(t, "signal-1", signal.ID)
	assert.Len(t, api.Sent(), 2)
}
