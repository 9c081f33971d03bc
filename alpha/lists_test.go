package alpha_test

import (
	"context"
	"net/url"
	"testing"
	"time"

	"github.com/smileapi/smile-go"
	"github.com/smileapi/smile-go/alpha"
	"github.com/smileapi/smile-go/internal/previewtest"
	"github.com/smileapi/smile-go/userdata"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestListsAreFiltered(t *testing.T) {
	t.Parallel()
	from, until := userdata.NewDate(2025, time.March, 9), userdata.NewDate(2025, time.March, 10)
	for _, test := range []struct {
		call string
		list func(*alpha.Client) error
		want url.Values
	}{
		{
			"GET /alpha/forms", func(c *alpha.Client) error {
				_, err := c.Forms.List(t.Context(), &alpha.FormListParams{Size: 7, Cursor: "c", UserID: "u", WinkSiteID: "ws", StartDate: from, EndDate: until})
				return err
			},
			url.Values{"size": {"7"}, "cursor": {"c"}, "userId": {"u"}, "winkSiteId": {"ws"}, "startDate": {"2025-03-09"}, "endDate": {"2025-03-10"}},
		},
		{
			"GET /alpha/verifications", func(c *alpha.Client) error {
				_, err := c.Verifications.List(t.Context(), &alpha.VerificationListParams{Size: 7, Cursor: "c", VerificationID: "v", FinalMatches: pointer(false), StartDate: from, EndDate: until})
				return err
			},
			url.Values{"size": {"7"}, "cursor": {"c"}, "verificationId": {"v"}, "finalMatches": {"false"}, "startDate": {"2025-03-09"}, "endDate": {"2025-03-10"}},
		},
		{
			"GET /alpha/signals", func(c *alpha.Client) error {
				_, err := c.Signals.List(t.Context(), &alpha.SignalListParams{Size: 7, Cursor: "c", SignalID: "s", Phone: "+639171234567", StartDate: from, EndDate: until})
				return err
			},
			url.Values{"size": {"7"}, "cursor": {"c"}, "signalId": {"s"}, "phone": {"+639171234567"}, "startDate": {"2025-03-09"}, "endDate": {"2025-03-10"}},
		},
		{
			"GET /alpha/footprints", func(c *alpha.Client) error {
				_, err := c.Footprints.List(t.Context(), &alpha.FootprintListParams{Size: 7, Cursor: "c", FootprintID: "f", EmailAddress: "a+b@example.org", MobileNumber: "+639171234567", StartDate: from, EndDate: until})
				return err
			},
			url.Values{"size": {"7"}, "cursor": {"c"}, "footprintId": {"f"}, "emailAddress": {"a+b@example.org"}, "mobileNumber": {"639171234567"}, "startDate": {"2025-03-09"}, "endDate": {"2025-03-10"}},
		},
		{
			"GET /alpha/maws", func(c *alpha.Client) error {
				_, err := c.MAWs.List(t.Context(), &alpha.MAWListParams{Size: 7, Cursor: "c", ID: "m", MobileNumber: "639171234567", StartDate: from, EndDate: until})
				return err
			},
			url.Values{"size": {"7"}, "cursor": {"c"}, "mawId": {"m"}, "mobileNumber": {"639171234567"}, "startDate": {"2025-03-09"}, "endDate": {"2025-03-10"}},
		},
		{
			"GET /alpha/validations", func(c *alpha.Client) error {
				_, err := c.Validations.List(t.Context(), &alpha.ValidationListParams{Size: 7, Cursor: "c", UserID: "u", Type: alpha.ValidationBankAccount, StartDate: from, EndDate: until})
				return err
			},
			url.Values{"size": {"7"}, "cursor": {"c"}, "userId": {"u"}, "type": {"BankAccount"}, "startDate": {"2025-03-09"}, "endDate": {"2025-03-10"}},
		},
		{
			"GET /alpha/blacklists", func(c *alpha.Client) error {
				_, err := c.Blacklists.List(t.Context(), &alpha.BlacklistListParams{Size: 7, Cursor: "c", BlacklistID: "b", MobileNumber: "+639171234567", StartDate: from, EndDate: until})
				return err
			},
			url.Values{"size": {"7"}, "cursor": {"c"}, "blacklistId": {"b"}, "mobileNumber": {"639171234567"}, "startDate": {"2025-03-09"}, "endDate": {"2025-03-10"}},
		},
		{
			"GET /alpha/socialSecurities", func(c *alpha.Client) error {
				_, err := c.SocialSecurities.List(t.Context(), &alpha.SocialSecurityListParams{Size: 7, Cursor: "c", SocialSecurityID: "ss", StartDate: from, EndDate: until})
				return err
			},
			url.Values{"size": {"7"}, "cursor": {"c"}, "socialSecurityId": {"ss"}, "startDate": {"2025-03-09"}, "endDate": {"2025-03-10"}},
		},
		{
			"GET /alpha/signals", func(c *alpha.Client) error {
				_, err := c.Signals.List(t.Context(), &alpha.SignalListParams{})
				return err
			},
			url.Values{},
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

func TestFailuresOfListsNameNobody(t *testing.T) {
	t.Parallel()
	params := &alpha.FootprintListParams{EmailAddress: "maria@example.org", MobileNumber: "+639171234567"}
	previewtest.NamesNobody(t, previewtest.Create{Params: params, Do: func(ctx context.Context, client *smile.Client) error {
		_, err := alpha.New(client).Footprints.List(ctx, params)
		return err
	}})
}

func TestPagesOfSignals(t *testing.T) {
	t.Parallel()
	first, second := `{"nextCursor":"c2","items":[{"signal":{"id":"s1"}},{"signal":{"id":"s2"}}]}`, `{"nextCursor":null,"items":[{"signal":{"id":"s3"}}]}`
	products, api := serve(t, first, second, first, second)
	params := &alpha.SignalListParams{Phone: "+639171234567"}
	var ids []string
	for signal, err := range products.Signals.All(t.Context(), params) {
		require.NoError(t, err)
		ids = append(ids, signal.ID)
	}
	assert.Equal(t, []string{"s1", "s2", "s3"}, ids)
	sizes := 0
	for page, err := range products.Signals.Pages(t.Context(), params) {
		require.NoError(t, err)
		sizes = 10*sizes + len(page.Items)
	}
	assert.Equal(t, 21, sizes)
	assert.Equal(t, &alpha.SignalListParams{Phone: "+639171234567"}, params)
	for i, sent := range api.Sent() {
		want := url.Values{"size": {"150"}, "phone": {"+639171234567"}}
		if i%2 == 1 {
			want.Set("cursor", "c2")
		}
		assert.Equal(t, want, sent.Query)
	}
}
