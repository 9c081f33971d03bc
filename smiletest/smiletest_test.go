package smiletest_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/smileapi/smile-go"
	"github.com/smileapi/smile-go/smiletest"
	"github.com/smileapi/smile-go/userdata"
	"github.com/smileapi/smile-go/webhookverify"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// linked is a server on which a person has linked an account.
func linked(t *testing.T, provider string, person smiletest.Person) (srv *smiletest.Server, client *smile.Client, accountID string) {
	t.Helper()
	srv = smiletest.New(t)
	client = srv.Client()
	created, err := client.Users.Create(t.Context(), nil)
	require.NoError(t, err)
	accountID, err = srv.Link(t.Context(), smiletest.Link{UserID: created.User.ID, ProviderID: provider, Person: person})
	require.NoError(t, err)
	return srv, client, accountID
}

func TestLink(t *testing.T) {
	t.Parallel()
	wrong, silent := smiletest.George, smiletest.George
	wrong.Password = "wrong"
	silent.MFACode = ""
	for _, test := range []struct {
		name, provider string
		person         smiletest.Person
		status         smile.ConnectionStatus
		code           userdata.AccountErrorCode
	}{
		{"George", "abccorp", smiletest.George, smile.ConnectionStatusConnected, ""},
		{"Ryan", "grab", smiletest.Ryan, smile.ConnectionStatusConnected, ""},
		{"Christina", "abccorp", smiletest.Christina, smile.ConnectionStatusConnected, ""},
		{"Anisha", "upwork", smiletest.Anisha, smile.ConnectionStatusConnected, ""},
		{"second factor", "sss_ph", smiletest.George, smile.ConnectionStatusConnected, ""},
		{"wrong password", "abccorp", wrong, smile.ConnectionStatusError, userdata.AccountErrorInvalidCredentials},
		{"no second factor", "upwork", silent, smile.ConnectionStatusError, userdata.AccountErrorMFATimeout},
		{"nobody", "abccorp", smiletest.Person{Username: "nobody", Password: "x"}, smile.ConnectionStatusError, userdata.AccountErrorInvalidCredentials},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			_, client, accountID := linked(t, test.provider, test.person)
			account, err := client.Accounts.Get(t.Context(), accountID)
			require.NoError(t, err)
			assert.Equal(t, test.status, account.ConnectionStatus)
			assert.Equal(t, test.code, account.Connection.ErrorCode)
			identities := 0
			for identity, err := range client.Identities.All(t.Context(), &smile.IdentityListParams{SourceID: accountID}) {
				require.NoError(t, err)
				assert.NotEmpty(t, identity.FullName)
				identities++
			}
			assert.Equal(t, test.status == smile.ConnectionStatusConnected, identities == 1)
		})
	}
}

func TestALinkOnAServerThatIsClosed(t *testing.T) {
	t.Parallel()
	srv := smiletest.New(t)
	created, err := srv.Client().Users.Create(t.Context(), nil)
	require.NoError(t, err)
	srv.Close()
	_, err = srv.Link(t.Context(), smiletest.Link{UserID: created.User.ID, ProviderID: "grab", Person: smiletest.Ryan})
	require.ErrorContains(t, err, "closed")
}

func TestAnAccountThatIsLinkedAgainShowsTheSameHistory(t *testing.T) {
	t.Parallel()
	history := func(srv *smiletest.Server) string {
		client := srv.Client()
		created, err := client.Users.Create(t.Context(), nil)
		require.NoError(t, err)
		accountID, err := srv.Link(t.Context(), smiletest.Link{UserID: created.User.ID, ProviderID: "grab", Person: smiletest.Ryan})
		require.NoError(t, err)
		var lines strings.Builder
		for transaction, err := range client.Transactions.All(t.Context(), &smile.TransactionListParams{SourceID: accountID}) {
			require.NoError(t, err)
			fmt.Fprintln(&lines, transaction.Date, transaction.Amount, transaction.ReferenceID)
		}
		return lines.String()
	}
	srv := smiletest.New(t)
	first := history(srv)
	assert.NotEmpty(t, first)
	assert.Equal(t, first, history(srv))
	assert.Equal(t, first, history(smiletest.New(t)))
	assert.NotEqual(t, first, history(smiletest.New(t, smiletest.WithSeed(2))))
}

func TestWhatCannotBeLinked(t *testing.T) {
	t.Parallel()
	srv := smiletest.New(t)
	created, err := srv.Client().Users.Create(t.Context(), nil)
	require.NoError(t, err)
	for _, link := range []smiletest.Link{
		{UserID: "nobody", ProviderID: "abccorp", Person: smiletest.George},
		{UserID: created.User.ID, ProviderID: "nowhere", Person: smiletest.George},
		{UserID: created.User.ID, ProviderID: "abccorp"},
	} {
		_, err := srv.Link(t.Context(), link)
		require.ErrorContains(t, err, "smiletest: ")
	}
}

func TestWebhooksArriveSignedAndAreRetriedByTheClock(t *testing.T) {
	t.Parallel()
	verifier, err := webhookverify.NewVerifier("hook-secret")
	require.NoError(t, err)
	var seen []userdata.EventType
	status := http.StatusInternalServerError
	receiver := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		event, err := verifier.Parse(r)
		if !assert.NoError(t, err) {
			return
		}
		seen = append(seen, event.Head().Type)
		w.WriteHeader(status)
	}))
	defer receiver.Close()

	srv := smiletest.New(t)
	client := srv.Client()
	_, err = client.Webhooks.Create(t.Context(), &smile.WebhookCreateParams{
		Name: "test", URL: receiver.URL, Secret: "hook-secret", EventTypes: []userdata.EventType{userdata.EventUserCreated},
	})
	require.NoError(t, err)
	_, err = client.Users.Create(t.Context(), nil)
	require.NoError(t, err)
	require.NoError(t, srv.Settle(t.Context()))
	assert.Len(t, seen, 1)

	status = http.StatusNoContent
	srv.Clock.Advance(time.Minute)
	assert.Equal(t, []userdata.EventType{userdata.EventUserCreated, userdata.EventUserCreated}, seen)
	deliveries := srv.Deliveries()
	require.Len(t, deliveries, 2)
	assert.Equal(t, 500, deliveries[0].Status)
	assert.Equal(t, 204, deliveries[1].Status)
	assert.Equal(t, 2, deliveries[1].Attempt)
	assert.Equal(t, deliveries[0].EventID, deliveries[1].EventID)
	assert.Equal(t, deliveries[0].Body, deliveries[1].Body)
	require.NoError(t, verifier.Verify(deliveries[1].Body, deliveries[1].Header))
}

func TestTokensExpireByTheClock(t *testing.T) {
	t.Parallel()
	srv := smiletest.New(t)
	created, err := srv.Client().Users.Create(t.Context(), nil)
	require.NoError(t, err)
	assert.Equal(t, smiletest.Epoch, srv.Clock.Now())
	assert.True(t, created.Token.ExpiresAt.After(srv.Clock.Now()))
	srv.Clock.Advance(24 * time.Hour)
	assert.True(t, created.Token.ExpiresAt.Before(srv.Clock.Now()))
}

func TestTenantsDoNotMeet(t *testing.T) {
	t.Parallel()
	srv := smiletest.New(t)
	srv.AddTenant("other", "other-secret")
	mine, theirs := srv.Client(), srv.Client(smile.WithCredentials("other", "other-secret"))
	created, err := mine.Users.Create(t.Context(), nil)
	require.NoError(t, err)
	_, err = theirs.Users.Get(t.Context(), created.User.ID)
	require.ErrorIs(t, err, smile.ErrNotFound)
	_, err = srv.Client(smile.WithCredentials("other", "wrong")).Users.Get(t.Context(), created.User.ID)
	require.ErrorIs(t, err, smile.ErrInvalidCredentials)
}

func TestExchangesAreRecorded(t *testing.T) {
	t.Parallel()
	srv := smiletest.New(t)
	_, err := srv.Client().Accounts.Get(t.Context(), "a-unknown")
	require.ErrorIs(t, err, smile.ErrNotFound)
	exchanges := srv.Exchanges()
	require.Len(t, exchanges, 1)
	assert.Equal(t, "get-account", exchanges[0].Operation)
	assert.Equal(t, "/v1/accounts/a-unknown", exchanges[0].Path)
	assert.Equal(t, 404, exchanges[0].Status)
	assert.Equal(t, smile.CodeMissingResource, exchanges[0].Code)
}

func TestTheSameSeedGivesTheSameReplies(t *testing.T) {
	t.Parallel()
	ids := func(options ...smiletest.Option) string {
		created, err := smiletest.New(t, options...).Client().Users.Create(t.Context(), nil)
		require.NoError(t, err)
		return created.User.ID
	}
	once := ids()
	assert.Equal(t, once, ids())
	assert.NotEqual(t, once, ids(smiletest.WithSeed(2)))
}

func TestRateLimit(t *testing.T) {
	t.Parallel()
	srv := smiletest.New(t, smiletest.WithRateLimit(2))
	client := srv.Client(smile.WithMaxRetries(0))
	for i, want := range []error{nil, nil, smile.ErrRateLimited} {
		_, err := client.Providers.List(t.Context(), nil)
		require.ErrorIs(t, err, want, "request %d", i+1)
	}
	srv.Clock.Advance(time.Second)
	_, err := client.Providers.List(t.Context(), nil)
	require.NoError(t, err)
}

func TestStartLivesInRealTime(t *testing.T) {
	t.Parallel()
	srv := smiletest.Start()
	defer srv.Close()
	assert.Nil(t, srv.Clock)
	created, err := srv.Client().Users.Create(t.Context(), nil)
	require.NoError(t, err)
	accountID, err := srv.Link(t.Context(), smiletest.Link{UserID: created.User.ID, ProviderID: "abccorp", Person: smiletest.George})
	require.NoError(t, err)
	account, err := srv.Client().Accounts.Get(t.Context(), accountID)
	require.NoError(t, err)
	assert.Equal(t, smile.ConnectionStatusConnected, account.ConnectionStatus)
	assert.WithinDuration(t, time.Now(), account.CreatedAt, time.Minute)
}
