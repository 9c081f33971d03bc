package beta_test

import (
	"context"
	"testing"

	"github.com/smileapi/smile-go"
	"github.com/smileapi/smile-go/beta"
	"github.com/smileapi/smile-go/internal/previewtest"
	"github.com/smileapi/smile-go/preview"
	"github.com/stretchr/testify/assert"
)

var consent = previewtest.Consent

// call is a create by the method that a service has for it.
func call[P, T any](operation string, params P, method func(*beta.Client) func(context.Context, P, ...smile.RequestOption) (*T, error)) previewtest.Create {
	return previewtest.Create{Operation: operation, Params: params, Do: func(ctx context.Context, client *smile.Client) error {
		_, err := method(beta.New(client))(ctx, params)
		return err
	}}
}

func signal(p *beta.SignalCreateParams) previewtest.Create {
	return call("create-beta-signal", p, func(c *beta.Client) func(context.Context, *beta.SignalCreateParams, ...smile.RequestOption) (*beta.Signal, error) {
		return c.Signals.Create
	})
}

func signal2(p *beta.Signal2CreateParams) previewtest.Create {
	return call("create-beta-signal2", p, func(c *beta.Client) func(context.Context, *beta.Signal2CreateParams, ...smile.RequestOption) (*beta.Signal, error) {
		return c.Signals.CreateSignal2
	})
}

func signal3(p beta.Signal3CreateParams) previewtest.Create {
	return call("create-beta-signal3", p, func(c *beta.Client) func(context.Context, beta.Signal3CreateParams, ...smile.RequestOption) (*beta.Signal, error) {
		return c.Signals.CreateSignal3
	})
}

func maw2(p *beta.MAW2Params) previewtest.Create {
	return call("create-beta-maw2", p, func(c *beta.Client) func(context.Context, *beta.MAW2Params, ...smile.RequestOption) (*beta.MAW, error) {
		return c.MAWs.RequestMAW2
	})
}

func maw3(p beta.MAW3Params) previewtest.Create {
	return call("create-beta-maw3", p, func(c *beta.Client) func(context.Context, beta.MAW3Params, ...smile.RequestOption) (*beta.MAW, error) {
		return c.MAWs.RequestMAW3
	})
}

func socialSecurity(p *beta.SocialSecurityCreateParams) previewtest.Create {
	return call("create-beta-social-security", p, func(c *beta.Client) func(context.Context, *beta.SocialSecurityCreateParams, ...smile.RequestOption) (*beta.SocialSecurity, error) {
		return c.SocialSecurities.Create
	})
}

// other is a request of no known type.
func other(template preview.TemplateID, fields map[string]any) preview.OtherTemplate {
	return preview.OtherTemplate{TemplateID: template, Consent: consent, Fields: fields}
}

const (
	number = preview.PhoneNumber("+639171234567")
	hash   = preview.PhoneNumber("0123456789abcdef0123456789abcdef")
	email  = "maria@example.org"
	curp   = "CUMA900202MDFRRR07"
	gaid   = "1b4E28ba-2fa1-11d2-883f-0016d3cca427"
)

// creates are sound calls of every operation and type of params, and what they send.
var creates = []struct {
	name   string
	create previewtest.Create
	call   string
	body   string
}{
	{
		"a signal", signal(&beta.SignalCreateParams{Phone: number, CountryCode: "PH", Consent: consent}),
		"POST /beta/signals", `{"phone":"+639171234567","countryCode":"PH","templateId":"tpl-sgn003001","consent":CONSENT}`,
	},
	{
		"a signal of a number that is given without its plus, by an older template",
		signal(&beta.SignalCreateParams{Phone: "639171234567", CountryCode: "PH", TemplateID: beta.TemplateSignalLegacy3, Consent: consent}),
		"POST /beta/signals",
		`{"phone":"+639171234567","countryCode":"PH","templateId":"signalTpl-f6b74d81a4807f4c01e6a920920775ad","consent":CONSENT}`,
	},
	{
		"a signal by a hash with the plus in it, by a template of one's own",
		signal(&beta.SignalCreateParams{Phone: "639171234567", HashPhone: true, CountryCode: "PH", TemplateID: "tpl-ours", Consent: consent}),
		"POST /beta/signals", `{"phone":"4f8e51bab45696211f68ecc3dd06aa64","countryCode":"PH","templateId":"tpl-ours","consent":CONSENT}`,
	},
	{
		"a signal by a hash that was computed before", signal(&beta.SignalCreateParams{Phone: hash, HashPhone: true, CountryCode: "PH", Consent: consent}),
		"POST /beta/signals", `{"phone":"0123456789abcdef0123456789abcdef","countryCode":"PH","templateId":"tpl-sgn003001","consent":CONSENT}`,
	},
	{
		"a signal 2", signal2(&beta.Signal2CreateParams{Phone: number, CountryCode: "IN", Consent: consent}),
		"POST /beta/signals/createSignal2", `{"phone":"639171234567","countryCode":"IN","templateId":"tpl-sgn002001","consent":CONSENT}`,
	},
	{
		"a signal 2 by a hash without the plus", signal2(&beta.Signal2CreateParams{Phone: number, HashPhone: true, CountryCode: "PH", TemplateID: "tpl-ours", Consent: consent}),
		"POST /beta/signals/createSignal2",
		`{"phone":"9a904b193ee093f8b15949270867fc35","countryCode":"PH","templateId":"tpl-ours","consent":CONSENT}`,
	},
	{
		"a signal 3 in Mexico", signal3(&beta.MexicoSignalParams{FullName: "Maria Cruz", Phone: "+525512345678", CURP: curp, Consent: consent}),
		"POST /beta/signals/createSignal3",
		`{"fullName":"Maria Cruz","phone":"525512345678","curp":"CUMA900202MDFRRR07","templateId":"tpl-sgn003002","consent":CONSENT}`,
	},
	{
		"a signal 3 in Mexico with everything",
		signal3(&beta.MexicoSignalParams{EmailAddress: email, FullName: "Maria Cruz", Phone: "525512345678", HashPhone: true, CURP: curp, NSS: "98765432109", Consent: consent}),
		"POST /beta/signals/createSignal3",
		`{"emailAddress":"maria@example.org","fullName":"Maria Cruz","phone":"22a697723931dcb005758b71f08bfe98","curp":"CUMA900202MDFRRR07",
		  "nss":"98765432109","templateId":"tpl-sgn003002","consent":CONSENT}`,
	},
	{
		"a signal 3 in Thailand", signal3(&beta.ThailandSignalParams{FullName: "Mali S", MobileNumber: "+66812345678", IDNumber: "3987654321098", Consent: consent}),
		"POST /beta/signals/createSignal3",
		`{"fullName":"Mali S","mobileNumber":"66812345678","idType":"PID","idNumber":"3987654321098",
		  "templateId":"tpl-social-securities-signal-th","consent":CONSENT}`,
	},
	{
		"a signal 3 in Thailand by a hash",
		signal3(&beta.ThailandSignalParams{
			FullName: "Mali S", MobileNumber: "66812345678", HashMobileNumber: true, IDType: beta.SignalPID, IDNumber: "3987654321098",
			TemplateID: beta.TemplateSignal3Thailand, Consent: consent,
		}),
		"POST /beta/signals/createSignal3",
		`{"fullName":"Mali S","mobileNumber":"197962efd1ab8d21d37f145813a9cee8","idType":"PID","idNumber":"3987654321098",
		  "templateId":"tpl-social-securities-signal-th","consent":CONSENT}`,
	},
	{
		"a signal 3 by a template that is not known", signal3(&beta.OtherSignalParams{OtherTemplate: other("tpl-ours", map[string]any{"passport": "P7654321", "depth": 3})}),
		"POST /beta/signals/createSignal3", `{"passport":"P7654321","depth":3,"templateId":"tpl-ours","consent":CONSENT}`,
	},
	{
		"a warning 2", maw2(&beta.MAW2Params{MobileNumber: number, CountryCode: "PH", Consent: consent}),
		"POST /beta/maws/requestMaw2", `{"mobileNumber":"639171234567","countryCode":"PH","templateId":"tpl-maw002001","consent":CONSENT}`,
	},
	{
		"a warning 2 by a hash and an older template",
		maw2(&beta.MAW2Params{MobileNumber: number, HashMobileNumber: true, CountryCode: "PH", TemplateID: beta.TemplateMAW2Legacy, Consent: consent}),
		"POST /beta/maws/requestMaw2",
		`{"mobileNumber":"9a904b193ee093f8b15949270867fc35","countryCode":"PH","templateId":"mawTpl-bfc93eb72d24860bf62429a1dd06708d",
		  "consent":CONSENT}`,
	},
	{
		"a warning 3 in Mexico", maw3(&beta.MexicoMAWParams{MobileNumber: "+525512345678", FullName: "Maria Cruz", IDNumber: curp, Consent: consent}),
		"POST /beta/maws/requestMaw3",
		`{"mobileNumber":"525512345678","fullName":"Maria Cruz","idType":"NATIONAL_ID","idNumber":"CUMA900202MDFRRR07","countryCode":"MX",
		  "templateId":"tpl-maw004001","consent":CONSENT}`,
	},
	{
		"a warning 3 in Mexico with everything",
		maw3(&beta.MexicoMAWParams{
			MobileNumber: "525512345678", HashMobileNumber: true, FullName: "Maria Cruz", IDType: beta.MAWNationalID, IDNumber: curp, GAID: gaid,
			CountryCode: "MX", TemplateID: beta.TemplateMAW3Mexico, Consent: consent,
		}),
		"POST /beta/maws/requestMaw3",
		`{"mobileNumber":"22a697723931dcb005758b71f08bfe98","fullName":"Maria Cruz","idType":"NATIONAL_ID","idNumber":"CUMA900202MDFRRR07",
		  "gaid":"1b4E28ba-2fa1-11d2-883f-0016d3cca427","countryCode":"MX","templateId":"tpl-maw004001","consent":CONSENT}`,
	},
	{
		"a warning 3 in the Philippines",
		maw3(&beta.PhilippinesMAWParams{MobileNumber: number, FullName: "Maria Cruz", IDType: beta.MAWTIN, IDNumber: "TIN-556677", Consent: consent}),
		"POST /beta/maws/requestMaw3",
		`{"mobileNumber":"639171234567","fullName":"Maria Cruz","idType":"TIN","idNumber":"TIN-556677","countryCode":"PH",
		  "templateId":"tpl-maw004003","consent":CONSENT}`,
	},
	{
		"a warning 3 in the Philippines with everything",
		maw3(&beta.PhilippinesMAWParams{
			MobileNumber: number, HashMobileNumber: true, FullName: "Maria Cruz", IDType: beta.MAWPassport, IDNumber: "P7654321", GAID: gaid,
			CountryCode: "PH", TemplateID: beta.TemplateMAW3Philippines, Consent: consent,
		}),
		"POST /beta/maws/requestMaw3",
		`{"mobileNumber":"9a904b193ee093f8b15949270867fc35","fullName":"Maria Cruz","idType":"PASSPORT","idNumber":"P7654321",
		  "gaid":"1b4E28ba-2fa1-11d2-883f-0016d3cca427","countryCode":"PH","templateId":"tpl-maw004003","consent":CONSENT}`,
	},
	{
		"a warning 3 of a device", maw3(&beta.DeviceMAWParams{GAID: gaid, Consent: consent}),
		"POST /beta/maws/requestMaw3", `{"gaid":"1b4E28ba-2fa1-11d2-883f-0016d3cca427","templateId":"tpl-maw004002","consent":CONSENT}`,
	},
	{
		"a warning 3 by a template that is not known", maw3(&beta.OtherMAWParams{OtherTemplate: other("tpl-ours", map[string]any{"passport": "P7654321"})}),
		"POST /beta/maws/requestMaw3", `{"passport":"P7654321","templateId":"tpl-ours","consent":CONSENT}`,
	},
	{
		"social security", socialSecurity(&beta.SocialSecurityCreateParams{FullName: "Maria Cruz", MobileNumber: "+525512345678", CURP: curp, Consent: consent}),
		"POST /beta/socialSecurities",
		`{"fullName":"Maria Cruz","mobileNumber":"525512345678","curp":"CUMA900202MDFRRR07","templateId":"tpl-sss003002","consent":CONSENT}`,
	},
	{
		"social security with everything",
		socialSecurity(&beta.SocialSecurityCreateParams{
			EmailAddress: email, FullName: "Maria Cruz", MobileNumber: "+525512345678", HashMobileNumber: true, CURP: curp, NSS: "98765432109",
			TemplateID: "tpl-ours", Consent: consent,
		}),
		"POST /beta/socialSecurities",
		`{"emailAddress":"maria@example.org","fullName":"Maria Cruz","mobileNumber":"22a697723931dcb005758b71f08bfe98",
		  "curp":"CUMA900202MDFRRR07","nss":"98765432109","templateId":"tpl-ours","consent":CONSENT}`,
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
	for _, test := range []struct {
		name   string
		create previewtest.Create
		field  string
	}{
		{"a signal of nil", signal(nil), "phone"},
		{"a signal of no number", signal(&beta.SignalCreateParams{Phone: "nobody", CountryCode: "PH", Consent: consent}), "phone"},
		{"a signal by the hash of no number", signal(&beta.SignalCreateParams{Phone: "nobody", HashPhone: true, CountryCode: "PH", Consent: consent}), "phone"},
		{"a signal without a country", signal(&beta.SignalCreateParams{Phone: number, Consent: consent}), "countryCode"},
		{"a signal with the template of signals 2", signal(&beta.SignalCreateParams{Phone: number, CountryCode: "PH", TemplateID: beta.TemplateSignal2, Consent: consent}), "templateId"},
		{"a signal without consent", signal(&beta.SignalCreateParams{Phone: number, CountryCode: "PH"}), "consent.consentedAt"},

		{"a signal 2 of nil", signal2(nil), "phone"},
		{"a signal 2 by the hash of no number", signal2(&beta.Signal2CreateParams{Phone: "nobody", HashPhone: true, CountryCode: "PH", Consent: consent}), "phone"},
		{"a signal 2 without a country", signal2(&beta.Signal2CreateParams{Phone: number, Consent: consent}), "countryCode"},
		{"a signal 2 with an older template of signals", signal2(&beta.Signal2CreateParams{Phone: number, CountryCode: "PH", TemplateID: beta.TemplateSignalLegacy5, Consent: consent}), "templateId"},
		{"a signal 2 without consent", signal2(&beta.Signal2CreateParams{Phone: number, CountryCode: "PH"}), "consent.consentedAt"},

		{"a signal 3 of nil", signal3(nil), "params"},
		{"a signal 3 in Mexico of nil", signal3((*beta.MexicoSignalParams)(nil)), "fullName"},
		{"a signal 3 in Thailand of nil", signal3((*beta.ThailandSignalParams)(nil)), "fullName"},
		{"a signal 3 of another template of nil", signal3((*beta.OtherSignalParams)(nil)), "templateId"},
		{"a signal 3 in Mexico without a number", signal3(&beta.MexicoSignalParams{FullName: "Maria", CURP: curp, Consent: consent}), "phone"},
		{"a signal 3 in Mexico without a CURP", signal3(&beta.MexicoSignalParams{FullName: "Maria", Phone: number, Consent: consent}), "curp"},
		{"a signal 3 in Mexico with half a CURP", signal3(&beta.MexicoSignalParams{FullName: "Maria", Phone: number, CURP: curp[:9], Consent: consent}), "curp"},
		{"a signal 3 in Mexico with half an e-mail address", signal3(&beta.MexicoSignalParams{FullName: "Maria", Phone: number, CURP: curp, EmailAddress: "maria@", Consent: consent}), "emailAddress"},
		{"a signal 3 in Mexico with an NSS of 10 digits", signal3(&beta.MexicoSignalParams{FullName: "Maria", Phone: number, CURP: curp, NSS: "9876543210", Consent: consent}), "nss"},
		{"a signal 3 in Mexico with an NSS of 12 digits", signal3(&beta.MexicoSignalParams{FullName: "Maria", Phone: number, CURP: curp, NSS: "987654321098", Consent: consent}), "nss"},
		{"a signal 3 in Mexico with the template of Thailand", signal3(&beta.MexicoSignalParams{FullName: "Maria", Phone: number, CURP: curp, TemplateID: beta.TemplateSignal3Thailand, Consent: consent}), "templateId"},
		{"a signal 3 in Mexico without consent", signal3(&beta.MexicoSignalParams{FullName: "Maria", Phone: number, CURP: curp}), "consent.consentedAt"},
		{"a signal 3 in Thailand without a number", signal3(&beta.ThailandSignalParams{FullName: "Mali S", IDNumber: "3987654321098", Consent: consent}), "mobileNumber"},
		{"a signal 3 in Thailand with another kind of ID", signal3(&beta.ThailandSignalParams{FullName: "Mali S", MobileNumber: number, IDType: "SSS", IDNumber: "3987654321098", Consent: consent}), "idType"},
		{"a signal 3 in Thailand with 12 digits", signal3(&beta.ThailandSignalParams{FullName: "Mali S", MobileNumber: number, IDNumber: "398765432109", Consent: consent}), "idNumber"},
		{"a signal 3 in Thailand with 14 digits", signal3(&beta.ThailandSignalParams{FullName: "Mali S", MobileNumber: number, IDNumber: "39876543210987", Consent: consent}), "idNumber"},
		{"a signal 3 in Thailand with the template of Mexico", signal3(&beta.ThailandSignalParams{FullName: "Mali S", MobileNumber: number, IDNumber: "3987654321098", TemplateID: beta.TemplateSignal3Mexico, Consent: consent}), "templateId"},
		{"a signal 3 in Thailand without consent", signal3(&beta.ThailandSignalParams{FullName: "Mali S", MobileNumber: number, IDNumber: "3987654321098"}), "consent.consentedAt"},
		{"a signal 3 of another template without its name", signal3(&beta.OtherSignalParams{OtherTemplate: other("", nil)}), "templateId"},

		{"a warning 2 of nil", maw2(nil), "mobileNumber"},
		{"a warning 2 by the hash of no number", maw2(&beta.MAW2Params{MobileNumber: "nobody", HashMobileNumber: true, CountryCode: "PH", Consent: consent}), "mobileNumber"},
		{"a warning 2 without a country", maw2(&beta.MAW2Params{MobileNumber: number, Consent: consent}), "countryCode"},
		{"a warning 2 with a template of warnings 3", maw2(&beta.MAW2Params{MobileNumber: number, CountryCode: "PH", TemplateID: beta.TemplateMAW3Device, Consent: consent}), "templateId"},
		{"a warning 2 without consent", maw2(&beta.MAW2Params{MobileNumber: number, CountryCode: "PH"}), "consent.consentedAt"},

		{"a warning 3 of nil", maw3(nil), "params"},
		{"a warning 3 in Mexico of nil", maw3((*beta.MexicoMAWParams)(nil)), "mobileNumber"},
		{"a warning 3 in the Philippines of nil", maw3((*beta.PhilippinesMAWParams)(nil)), "mobileNumber"},
		{"a warning 3 of a device of nil", maw3((*beta.DeviceMAWParams)(nil)), "gaid"},
		{"a warning 3 of another template of nil", maw3((*beta.OtherMAWParams)(nil)), "templateId"},
		{"a warning 3 in Mexico of nobody", maw3(&beta.MexicoMAWParams{MobileNumber: number, IDNumber: curp, Consent: consent}), "fullName"},
		{"a warning 3 in Mexico by another ID", maw3(&beta.MexicoMAWParams{MobileNumber: number, FullName: "Maria", IDType: beta.MAWPassport, IDNumber: curp, Consent: consent}), "idType"},
		{"a warning 3 in Mexico without a CURP", maw3(&beta.MexicoMAWParams{MobileNumber: number, FullName: "Maria", IDNumber: "TIN-556677", Consent: consent}), "idNumber"},
		{"a warning 3 in Mexico with half a device", maw3(&beta.MexicoMAWParams{MobileNumber: number, FullName: "Maria", IDNumber: curp, GAID: gaid[:20], Consent: consent}), "gaid"},
		{"a warning 3 in Mexico elsewhere", maw3(&beta.MexicoMAWParams{MobileNumber: number, FullName: "Maria", IDNumber: curp, CountryCode: "PH", Consent: consent}), "countryCode"},
		{"a warning 3 in Mexico with the template of the Philippines", maw3(&beta.MexicoMAWParams{MobileNumber: number, FullName: "Maria", IDNumber: curp, TemplateID: beta.TemplateMAW3Philippines, Consent: consent}), "templateId"},
		{"a warning 3 in Mexico without consent", maw3(&beta.MexicoMAWParams{MobileNumber: number, FullName: "Maria", IDNumber: curp}), "consent.consentedAt"},
		{"a warning 3 in the Philippines of nobody", maw3(&beta.PhilippinesMAWParams{MobileNumber: number, IDType: beta.MAWSSS, IDNumber: "SSS-778899", Consent: consent}), "fullName"},
		{"a warning 3 in the Philippines by an ID of no kind", maw3(&beta.PhilippinesMAWParams{MobileNumber: number, FullName: "Maria", IDNumber: "SSS-778899", Consent: consent}), "idType"},
		{"a warning 3 in the Philippines without an ID", maw3(&beta.PhilippinesMAWParams{MobileNumber: number, FullName: "Maria", IDType: beta.MAWSSS, Consent: consent}), "idNumber"},
		{"a warning 3 in the Philippines with half a device", maw3(&beta.PhilippinesMAWParams{MobileNumber: number, FullName: "Maria", IDType: beta.MAWSSS, IDNumber: "SSS-778899", GAID: gaid[1:], Consent: consent}), "gaid"},
		{"a warning 3 in the Philippines elsewhere", maw3(&beta.PhilippinesMAWParams{MobileNumber: number, FullName: "Maria", IDType: beta.MAWSSS, IDNumber: "SSS-778899", CountryCode: "MX", Consent: consent}), "countryCode"},
		{"a warning 3 in the Philippines with the template of Mexico", maw3(&beta.PhilippinesMAWParams{MobileNumber: number, FullName: "Maria", IDType: beta.MAWSSS, IDNumber: "SSS-778899", TemplateID: beta.TemplateMAW3Mexico, Consent: consent}), "templateId"},
		{"a warning 3 in the Philippines without consent", maw3(&beta.PhilippinesMAWParams{MobileNumber: number, FullName: "Maria", IDType: beta.MAWSSS, IDNumber: "SSS-778899"}), "consent.consentedAt"},
		{"a warning 3 of a device without its ID", maw3(&beta.DeviceMAWParams{Consent: consent}), "gaid"},
		{"a warning 3 of a device with the template of warnings 2", maw3(&beta.DeviceMAWParams{GAID: gaid, TemplateID: beta.TemplateMAW2Legacy, Consent: consent}), "templateId"},
		{"a warning 3 of a device without consent", maw3(&beta.DeviceMAWParams{GAID: gaid}), "consent.consentedAt"},
		{"a warning 3 of another template with two consents", maw3(&beta.OtherMAWParams{OtherTemplate: other("tpl-ours", map[string]any{"consent": "yes, of course"})}), "consent"},

		{"social security of nil", socialSecurity(nil), "fullName"},
		{"social security by the hash of no number", socialSecurity(&beta.SocialSecurityCreateParams{FullName: "Maria", MobileNumber: "nobody", HashMobileNumber: true, CURP: curp, Consent: consent}), "mobileNumber"},
		{"social security with half an e-mail address", socialSecurity(&beta.SocialSecurityCreateParams{FullName: "Maria", MobileNumber: number, EmailAddress: "@example.org", CURP: curp, Consent: consent}), "emailAddress"},
		{"social security without a CURP", socialSecurity(&beta.SocialSecurityCreateParams{FullName: "Maria", MobileNumber: number, Consent: consent}), "curp"},
		{"social security with letters in the NSS", socialSecurity(&beta.SocialSecurityCreateParams{FullName: "Maria", MobileNumber: number, CURP: curp, NSS: "9876543210X", Consent: consent}), "nss"},
		{"social security without consent", socialSecurity(&beta.SocialSecurityCreateParams{FullName: "Maria", MobileNumber: number, CURP: curp}), "consent.consentedAt"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			previewtest.Refuses(t, test.create, test.field)
		})
	}
}

func TestParamsOfAnotherTypeDoNotCompile(t *testing.T) {
	t.Parallel()
	assert.NotImplements(t, new(beta.Signal3CreateParams), new(beta.SignalCreateParams))
	assert.NotImplements(t, new(beta.Signal3CreateParams), new(beta.Signal2CreateParams))
	assert.NotImplements(t, new(beta.MAW3Params), new(beta.MAW2Params))
}
