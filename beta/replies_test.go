package beta_test

import (
	"encoding/json"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/smileapi/smile-go"
	"github.com/smileapi/smile-go/beta"
	"github.com/smileapi/smile-go/internal/previewtest"
	"github.com/smileapi/smile-go/preview"
	"github.com/smileapi/smile-go/userdata"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// serve is a client of a server that answers with data.
func serve(t *testing.T, data ...string) (*beta.Client, *previewtest.API) {
	t.Helper()
	var answers []previewtest.Answer
	for _, d := range data {
		answers = append(answers, previewtest.Data(strings.ReplaceAll(d, "CONSENT", previewtest.ConsentJSON)))
	}
	api := previewtest.Serve(t, answers...)
	return beta.New(api.Client(t)), api
}

func pointer[T any](value T) *T { return &value }

// readSignal is the request of a signal, by the Get of its service, and what could not be read of it.
func readSignal(t *testing.T, meta string) (beta.SignalRequestMeta, []userdata.Malformed) {
	t.Helper()
	products, api := serve(t, `{"id":"signal-1","status":"COMPLETED","requestMeta":`+meta+`}`)
	var reply smile.Response
	signal, err := products.Signals.Get(t.Context(), "signal-1", smile.WithResponse(&reply))
	require.NoError(t, err)
	assert.Equal(t, "signal-1", signal.ID)
	assert.Equal(t, "GET /beta/signals/signal-1", api.Sent()[0].Call)
	return signal.RequestMeta, reply.Malformed
}

func readWarning(t *testing.T, meta string) (beta.MAWRequestMeta, []userdata.Malformed) {
	t.Helper()
	products, api := serve(t, `{"id":"maw-1","status":"COMPLETED","requestMeta":`+meta+`}`)
	var reply smile.Response
	warning, err := products.MAWs.Get(t.Context(), "maw-1", smile.WithResponse(&reply))
	require.NoError(t, err)
	assert.Equal(t, "maw-1", warning.ID)
	assert.Equal(t, "GET /beta/maws/maw-1", api.Sent()[0].Call)
	return warning.RequestMeta, reply.Malformed
}

// written checks how a decoded request is written.
func written(t *testing.T, request any, want string) {
	t.Helper()
	text, err := json.Marshal(request)
	require.NoError(t, err)
	assert.JSONEq(t, strings.ReplaceAll(want, "CONSENT", previewtest.ConsentJSON), string(text))
}

func TestTheRequestOfASignal(t *testing.T) {
	t.Parallel()
	for _, id := range []preview.TemplateID{
		beta.TemplateSignal, beta.TemplateSignalLegacy1, beta.TemplateSignalLegacy2, beta.TemplateSignalLegacy3, beta.TemplateSignalLegacy4, beta.TemplateSignalLegacy5,
	} {
		t.Run(string(id), func(t *testing.T) {
			t.Parallel()
			meta := `{"phone":"+639171234567","countryCode":"PH","templateId":"` + string(id) + `","consent":CONSENT}`
			got, unread := readSignal(t, meta)
			assert.Empty(t, unread)
			assert.Equal(t, &beta.SignalCreateParams{Phone: number, CountryCode: "PH", TemplateID: id, Consent: consent}, got.Params)
			written(t, got, meta)
		})
	}
	for _, test := range []struct {
		name, meta string
		want       beta.SignalParams
		again      string // how it is written; as it was read, if that is empty
	}{
		{
			"a signal 2, with the nulls of other templates",
			`{"phone":639171234567,"emailAddress":null,"fullName":null,"curp":null,"nss":null,"countryCode":"PH","templateId":"tpl-sgn002001","consent":CONSENT}`,
			&beta.Signal2CreateParams{Phone: "639171234567", CountryCode: "PH", TemplateID: beta.TemplateSignal2, Consent: consent},
			`{"phone":"639171234567","countryCode":"PH","templateId":"tpl-sgn002001","consent":CONSENT}`,
		},
		{
			"Mexico",
			`{"emailAddress":"maria@example.org","fullName":"Maria","phone":"525512345678","curp":"CUMA900202MDFRRR07","nss":"98765432109","templateId":"tpl-sgn003002","consent":CONSENT}`,
			&beta.MexicoSignalParams{EmailAddress: email, FullName: "Maria", Phone: "525512345678", CURP: curp, NSS: "98765432109", TemplateID: beta.TemplateSignal3Mexico, Consent: consent}, "",
		},
		{
			"Thailand",
			`{"fullName":"Mali","mobileNumber":"66812345678","idType":"PID","idNumber":"3987654321098","templateId":"tpl-social-securities-signal-th","consent":CONSENT}`,
			&beta.ThailandSignalParams{FullName: "Mali", MobileNumber: "66812345678", IDType: beta.SignalPID, IDNumber: "3987654321098", TemplateID: beta.TemplateSignal3Thailand, Consent: consent}, "",
		},
		{
			"a template that is not known", `{"templateId":"tpl-ours","depth":0.10,"consent":CONSENT}`,
			&beta.OtherSignalParams{OtherTemplate: other("tpl-ours", map[string]any{"depth": json.Number("0.10")})}, "",
		},
		{"null", `null`, nil, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			got, unread := readSignal(t, test.meta)
			assert.Empty(t, unread)
			assert.Equal(t, test.want, got.Params)
			if test.again == "" {
				test.again = test.meta
			}
			written(t, got, test.again)
		})
	}
}

func TestTheRequestOfAWarning(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name, meta string
		want       beta.MAWParams
	}{
		{
			"a warning 2", `{"mobileNumber":"639171234567","countryCode":"PH","templateId":"tpl-maw002001","consent":CONSENT}`,
			&beta.MAW2Params{MobileNumber: "639171234567", CountryCode: "PH", TemplateID: beta.TemplateMAW2, Consent: consent},
		},
		{
			"a warning 2 by an older template", `{"mobileNumber":"0123456789abcdef0123456789abcdef","countryCode":"PH","templateId":"mawTpl-bfc93eb72d24860bf62429a1dd06708d","consent":CONSENT}`,
			&beta.MAW2Params{MobileNumber: hash, CountryCode: "PH", TemplateID: beta.TemplateMAW2Legacy, Consent: consent},
		},
		{
			"Mexico", `{"templateId":"tpl-maw004001","mobileNumber":"525512345678","countryCode":"MX","fullName":"Maria","idNumber":"CUMA900202MDFRRR07","idType":"NATIONAL_ID","consent":CONSENT}`,
			&beta.MexicoMAWParams{
				MobileNumber: "525512345678", CountryCode: "MX", FullName: "Maria", IDNumber: curp, IDType: beta.MAWNationalID, TemplateID: beta.TemplateMAW3Mexico, Consent: consent,
			},
		},
		{
			"a device", `{"templateId":"tpl-maw004002","gaid":"1b4E28ba-2fa1-11d2-883f-0016d3cca427","consent":CONSENT}`,
			&beta.DeviceMAWParams{GAID: gaid, TemplateID: beta.TemplateMAW3Device, Consent: consent},
		},
		{
			"the Philippines", `{"templateId":"tpl-maw004003","mobileNumber":"639171234567","countryCode":"PH","fullName":"Maria","idNumber":"4561234567","idType":"TIN","gaid":"null","consent":CONSENT}`,
			&beta.PhilippinesMAWParams{
				MobileNumber: "639171234567", CountryCode: "PH", FullName: "Maria", IDNumber: "4561234567", IDType: beta.MAWTIN, GAID: "null",
				TemplateID: beta.TemplateMAW3Philippines, Consent: consent,
			},
		},
		{
			"a template that is not known", `{"templateId":"tpl-ours","depth":[1,{"deeper":0.10}],"consent":CONSENT}`,
			&beta.OtherMAWParams{OtherTemplate: other("tpl-ours", map[string]any{"depth": []any{json.Number("1"), map[string]any{"deeper": json.Number("0.10")}}})},
		},
		{"null", `null`, nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			got, unread := readWarning(t, test.meta)
			assert.Empty(t, unread)
			assert.Equal(t, test.want, got.Params)
			written(t, got, test.meta)
		})
	}
}

func TestAMalformedValueOfARequestCostsItselfAlone(t *testing.T) {
	t.Parallel()
	signal, unread := readSignal(t, `{"phone":{"number":"+639171234567"},"countryCode":"PH","templateId":"tpl-sgn003001","consent":CONSENT}`)
	assert.Equal(t, []userdata.Malformed{{Path: "data.requestMeta.phone", Value: json.RawMessage(`{"number":"+639171234567"}`)}}, unread)
	assert.Equal(t, &beta.SignalCreateParams{CountryCode: "PH", TemplateID: beta.TemplateSignal, Consent: consent}, signal.Params)

	warning, unread := readWarning(t, `{"gaid":"1b4E28ba-2fa1-11d2-883f-0016d3cca427","templateId":"tpl-maw004002","consent":{"consentedAt":"once","consentedWith":"I agree"}}`)
	assert.Equal(t, []userdata.Malformed{{Path: "data.requestMeta.consent.consentedAt", Value: json.RawMessage(`"once"`)}}, unread)
	assert.Equal(t, &beta.DeviceMAWParams{GAID: gaid, TemplateID: beta.TemplateMAW3Device, Consent: preview.Consent{ConsentedWith: "I agree"}}, warning.Params)

	signal, unread = readSignal(t, `7`)
	assert.Equal(t, []userdata.Malformed{{Path: "data.requestMeta", Value: json.RawMessage(`7`)}}, unread)
	assert.Nil(t, signal.Params)
	warning, unread = readWarning(t, `[]`)
	assert.Equal(t, []userdata.Malformed{{Path: "data.requestMeta", Value: json.RawMessage(`[]`)}}, unread)
	assert.Nil(t, warning.Params)
}

// theExample is a signal of the API's documents, which name the template of another type here.
const theExample = `{"id":"signal-e3","createdAt":"2021-04-14T09:30:24Z","status":"COMPLETED","resultCode":"","resultMessage":"","signalType":"Signal1",
	"requestMeta":{"phone":"+639178902345","emailAddress":null,"countryCode":"PH","templateId":"tpl-sgn002001","consent":{"type":"Terms","version":1,
	"consentedWith":"I agree","consentedAt":"2021-04-14T09:30:24Z","consentTemplateId":null}},"items":[
	{"name":"events_arbitrary_day30","value":0,"valueType":"NUMBER"},{"name":"events_preloan_day30","value":null,"valueType":"NUMBER"},
	{"name":"events_debt_day90_amount","value":"A0","valueType":"STRING"}]}`

func TestSignalsInAList(t *testing.T) {
	t.Parallel()
	for name, item := range map[string]string{"in another object": `{"signal":` + theExample + `}`, "as they are": theExample} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			products, _ := serve(t, `{"nextCursor":null,"items":[`+item+`]}`)
			page, err := products.Signals.List(t.Context(), nil)
			require.NoError(t, err)
			at := time.Date(2021, time.April, 14, 9, 30, 24, 0, time.UTC)
			assert.Equal(t, []beta.Signal{{
				Record: preview.Record{ID: "signal-e3", CreatedAt: at, Status: userdata.RecordStatusCompleted}, SignalType: beta.Signal1,
				RequestMeta: beta.SignalRequestMeta{Params: &beta.Signal2CreateParams{
					Phone: "+639178902345", CountryCode: "PH", TemplateID: beta.TemplateSignal2,
					Consent: preview.Consent{Type: "Terms", Version: "1", ConsentedAt: at, ConsentedWith: "I agree"},
				}},
				Items: userdata.Items{
					{Name: "events_arbitrary_day30", Value: "0", ValueType: userdata.ValueNumber}, {Name: "events_preloan_day30", ValueType: userdata.ValueNumber},
					{Name: "events_debt_day90_amount", Value: "A0", ValueType: userdata.ValueString},
				},
			}}, page.Items)
			amount, ok := page.Items[0].Items.Get("events_debt_day90_amount")
			require.True(t, ok)
			_, err = amount.Decimal()
			assert.ErrorAs(t, err, new(*userdata.ItemTypeError))
		})
	}
}

func TestAMalformedSignalInAList(t *testing.T) {
	t.Parallel()
	products, _ := serve(t, `{"items":[{"signal":{"id":"signal-1","createdAt":"soon","signalType":"Signal9"}},{"id":"signal-2","createdAt":"late"}]}`)
	var reply smile.Response
	page, err := products.Signals.List(t.Context(), nil, smile.WithResponse(&reply))
	require.NoError(t, err)
	assert.Equal(t, []beta.Signal{{Record: preview.Record{ID: "signal-1"}, SignalType: "Signal9"}, {Record: preview.Record{ID: "signal-2"}}}, page.Items)
	assert.Equal(t, []userdata.Malformed{
		{Path: "data.items[0].signal.createdAt", Value: json.RawMessage(`"soon"`)}, {Path: "data.items[1].createdAt", Value: json.RawMessage(`"late"`)},
	}, reply.Malformed)
}

func TestTheItemsOfWarnings(t *testing.T) {
	t.Parallel()
	products, _ := serve(t, `{"id":"maw-1","type":"MAW2","maw2Items":[{"date":"2021-04-14","level":"1","source":"seat","duration":"10","platformId":"p1",
		"platformTags":["finance","other"]},{"date":"2021-04-15","level":"4","source":"voice","duration":null,"platformId":"p2","platformTags":null}],"maw3Items":[]}`,
		`{"id":"maw-2","type":"MAW3","maw2Items":[],"maw3Items":[{"name":"events_i_daydiff_loan_g_30day_max","value":"5","valueType":"NUMBER"}]}`)
	warning, err := products.MAWs.Get(t.Context(), "maw-1")
	require.NoError(t, err)
	assert.Equal(t, beta.MAW2, warning.Type)
	assert.Equal(t, []beta.LoanApplication{
		{Date: userdata.NewDate(2021, time.April, 14), Level: preview.LenderLevelWhitelist, PlatformID: "p1", PlatformTags: []string{"finance", "other"}, Duration: "10", Source: "seat"},
		{Date: userdata.NewDate(2021, time.April, 15), Level: preview.LenderLevelGreylist, PlatformID: "p2", Source: "voice"},
	}, warning.MAW2Items)
	assert.Empty(t, warning.MAW3Items)

	warning, err = products.MAWs.Get(t.Context(), "maw-2")
	require.NoError(t, err)
	assert.Equal(t, beta.MAW3, warning.Type)
	assert.Equal(t, userdata.Items{{Name: "events_i_daydiff_loan_g_30day_max", Value: "5", ValueType: userdata.ValueNumber}}, warning.MAW3Items)
}

func TestSocialSecurity(t *testing.T) {
	t.Parallel()
	products, api := serve(t, `{"id":"ss-1","status":"COMPLETED","resultCode":"SUCCESS","result":{"fullName":"John Doe","curp":"DOEJ800101HDFXXX01",
		"nss":12345678901,"payMark":false,"reportDate":"2024-01-15","employerName":"ABC","employerRegistration":"R1","state":"SINALOA","contributionDays":365,
		"contributionBaseAmount":50000.10,"currency":"MXN"},"requestMeta":{"emailAddress":null,"fullName":"John Doe","mobileNumber":"529559991234",
		"curp":"DOEJ800101HDFXXX01","nss":"12345678901","templateId":"tpl-sss003002","consent":CONSENT}}`,
		`{"id":"ss-2","status":"COMPLETED","resultCode":"NO_DATA","result":{"payMark":null,"contributionDays":null,"contributionBaseAmount":null}}`)
	record, err := products.SocialSecurities.Get(t.Context(), "ss-1")
	require.NoError(t, err)
	assert.Equal(t, "GET /beta/socialSecurities/ss-1", api.Sent()[0].Call)
	assert.Equal(t, &beta.SocialSecurity{
		Record: preview.Record{ID: "ss-1", Status: userdata.RecordStatusCompleted, ResultCode: userdata.ResultSuccess},
		Result: beta.SocialSecurityResult{
			FullName: "John Doe", CURP: "DOEJ800101HDFXXX01", NSS: "12345678901", PayMark: pointer(false), ReportDate: userdata.NewDate(2024, time.January, 15),
			EmployerName: "ABC", EmployerRegistration: "R1", State: "SINALOA", ContributionDays: pointer(365),
			ContributionBaseAmount: userdata.NewDecimal(5000010, 2), Currency: "MXN",
		},
		RequestMeta: beta.SocialSecurityCreateParams{
			FullName: "John Doe", MobileNumber: "529559991234", CURP: "DOEJ800101HDFXXX01", NSS: "12345678901", TemplateID: beta.TemplateSocialSecurity, Consent: consent,
		},
	}, record)
	record, err = products.SocialSecurities.Get(t.Context(), "ss-2")
	require.NoError(t, err)
	assert.Zero(t, record.Result)
}

func TestRecordsAreWaitedFor(t *testing.T) {
	t.Parallel()
	quick := &smile.WaitParams{Interval: time.Microsecond}
	products, api := serve(t, `{"id":"r-1","status":"PROCESSING"}`, `{"id":"r-1","status":"COMPLETED","resultCode":"NO_DATA"}`)
	signal, err := products.Signals.Wait(t.Context(), "r-1", quick)
	require.NoError(t, err)
	assert.Equal(t, userdata.ResultNoData, signal.ResultCode)
	assert.Equal(t, "GET /beta/signals/r-1", api.Sent()[1].Call)

	products, api = serve(t, `{"id":"r-1","status":"PROCESSING"}`, `{"id":"r-1","status":"ERROR","resultCode":"SERVICE_UNAVAILABLE"}`)
	warning, err := products.MAWs.Wait(t.Context(), "r-1", quick)
	assert.ErrorAs(t, err, new(*preview.RecordError))
	assert.Equal(t, userdata.RecordStatusError, warning.Status)
	assert.Equal(t, "GET /beta/maws/r-1", api.Sent()[1].Call)

	products, api = serve(t, `{"id":"r-1","status":"PROCESSING"}`, `{"id":"r-1","status":"COMPLETED","result":{"state":"SINALOA"}}`)
	security, err := products.SocialSecurities.Wait(t.Context(), "r-1", quick)
	require.NoError(t, err)
	assert.Equal(t, "SINALOA", security.Result.State)
	assert.Equal(t, "GET /beta/socialSecurities/r-1", api.Sent()[1].Call)
}

func TestListsAreFiltered(t *testing.T) {
	t.Parallel()
	from, until := userdata.NewDate(2025, time.March, 9), userdata.NewDate(2025, time.March, 10)
	for _, test := range []struct {
		call string
		list func(*beta.Client) error
		want url.Values
	}{
		{
			"GET /beta/signals", func(c *beta.Client) error {
				_, err := c.Signals.List(t.Context(), &beta.SignalListParams{Size: 7, Cursor: "c", SignalID: "s", SignalType: beta.Signal3, Phone: number, StartDate: from, EndDate: until})
				return err
			},
			url.Values{"size": {"7"}, "cursor": {"c"}, "signalId": {"s"}, "signalType": {"Signal3"}, "phone": {"+639171234567"}, "startDate": {"2025-03-09"}, "endDate": {"2025-03-10"}},
		},
		{
			"GET /beta/signals", func(c *beta.Client) error {
				_, err := c.Signals.List(t.Context(), &beta.SignalListParams{Phone: "639171234567"})
				return err
			},
			url.Values{"phone": {"639171234567"}},
		},
		{
			"GET /beta/maws", func(c *beta.Client) error {
				_, err := c.MAWs.List(t.Context(), &beta.MAWListParams{Size: 7, Cursor: "c", ID: "m", Type: beta.MAW2, MobileNumber: number, StartDate: from, EndDate: until})
				return err
			},
			url.Values{"size": {"7"}, "cursor": {"c"}, "mawId": {"m"}, "mawType": {"MAW2"}, "mobileNumber": {"639171234567"}, "startDate": {"2025-03-09"}, "endDate": {"2025-03-10"}},
		},
		{
			"GET /beta/socialSecurities", func(c *beta.Client) error {
				_, err := c.SocialSecurities.List(t.Context(), &beta.SocialSecurityListParams{Size: 7, Cursor: "c", SocialSecurityID: "ss", StartDate: from, EndDate: until})
				return err
			},
			url.Values{"size": {"7"}, "cursor": {"c"}, "socialSecurityId": {"ss"}, "startDate": {"2025-03-09"}, "endDate": {"2025-03-10"}},
		},
	} {
		t.Run(test.call, func(t *testing.T) {
			t.Parallel()
			products, api := serve(t, `{"items":[]}`)
			require.NoError(t, test.list(products))
			require.Len(t, api.Sent(), 1)
			assert.Equal(t, test.call, api.Sent()[0].Call)
			assert.Equal(t, test.want, api.Sent()[0].Query)
		})
	}
}

func TestPagesOfWarnings(t *testing.T) {
	t.Parallel()
	products, api := serve(t, `{"nextCursor":"c2","items":[{"id":"m1"},{"id":"m2"}]}`, `{"nextCursor":null,"items":[{"id":"m3"}]}`)
	var ids []string
	for warning, err := range products.MAWs.All(t.Context(), &beta.MAWListParams{MobileNumber: number}) {
		require.NoError(t, err)
		ids = append(ids, warning.ID)
	}
	assert.Equal(t, []string{"m1", "m2", "m3"}, ids)
	require.Len(t, api.Sent(), 2)
	assert.Equal(t, url.Values{"size": {"150"}, "mobileNumber": {"639171234567"}, "cursor": {"c2"}}, api.Sent()[1].Query)
}
