package smile_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/smileapi/smile-go"
	"github.com/smileapi/smile-go/smiletest"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// yardstick is the call that a careful user would write without this module: credentials, context, a
// timeout, the status, the whole body, one decode into a struct of the fields.
type yardstick struct {
	http http.Client
	base string
}

type yardstickEnvelope[T any] struct {
	Code      string `json:"code"`
	Message   string `json:"message"`
	RequestID string `json:"requestId"`
	Data      T      `json:"data"`
}

type yardstickPage struct {
	NextCursor string `json:"nextCursor"`
	Items      []struct {
		ID          string  `json:"id"`
		Date        string  `json:"date"`
		Description string  `json:"description"`
		Currency    string  `json:"currency"`
		Amount      float64 `json:"amount"`
		ReferenceID string  `json:"referenceId"`
		Metadata    struct {
			ItemCreatedAt time.Time `json:"itemCreatedAt"`
			CreatedAt     time.Time `json:"createdAt"`
			AccountID     string    `json:"accountId"`
			SourceID      string    `json:"sourceId"`
			SourceType    string    `json:"sourceType"`
			UserID        string    `json:"userId"`
			ProviderID    string    `json:"providerId"`
		} `json:"metadata"`
	} `json:"items"`
}

type yardstickUser struct {
	ID               string            `json:"id"`
	ExternalMetadata map[string]string `json:"externalMetadata"`
	CreatedAt        time.Time         `json:"createdAt"`
}

func get[T any](ctx context.Context, y *yardstick, path string) (*T, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, y.base+path, nil)
	if err != nil {
		return nil, err
	}
	req.SetBasicAuth("key", "secret")
	req.Header.Set("Accept", "application/json")
	resp, err := y.http.Do(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		return nil, err
	}
	var reply yardstickEnvelope[T]
	if err := json.Unmarshal(body, &reply); err != nil {
		return nil, err
	}
	if resp.StatusCode/100 != 2 {
		return nil, fmt.Errorf("%d %s", resp.StatusCode, reply.Code)
	}
	return &reply.Data, nil
}

const userReply = `{"code":"OK","message":"Success","requestId":"5b79399a-6852-4234-bb0e-ad472648282d","data":{"id":"tenant-17bbf36498de4d68a0d4f86c7b62f69f",` +
	`"externalMetadata":{"loan":"42"},"createdAt":"2021-04-14T09:30:24Z"}}`

// transactionPage is a page as the API writes it.
func transactionPage(items int) string {
	var b strings.Builder
	b.WriteString(`{"code":"OK","message":"Success","requestId":"5b79399a-6852-4234-bb0e-ad472648282d","data":{"nextCursor":"1259723474","items":[`)
	for i := range items {
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, `{"id":"t-%032x","date":"2021-04-%02d","description":"Trip %d","currency":"PHP","amount":%d.0000,"referenceId":"R%d",`+
			`"metadata":{"itemCreatedAt":"2021-04-14T09:30:24Z","createdAt":"2021-04-14T09:30:24Z","accountId":"a-17bbf36498de4d68a0d4f86c7b62f69f",`+
			`"sourceId":"a-17bbf36498de4d68a0d4f86c7b62f69f","sourceType":"ACCOUNT","userId":"tenant-5c1a2e8678e3494eba303ad1afa54ee8","providerId":"grab"}}`,
			i, i%28+1, i, 100+i, i)
	}
	b.WriteString(`]}}`)
	return b.String()
}

// fixedServer answers everything with one body, whole or in chunks, and counts connections.
func fixedServer(tb testing.TB, body string, chunked bool) (url string, connections *atomic.Int64) {
	tb.Helper()
	connections = &atomic.Int64{}
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		if !chunked {
			w.Header().Set("Content-Length", strconv.Itoa(len(body)))
			_, _ = io.WriteString(w, body)
			return
		}
		_, _ = io.WriteString(w, body[:len(body)/2])
		_ = http.NewResponseController(w).Flush()
		_, _ = io.WriteString(w, body[len(body)/2:])
	}))
	server.Config.ConnState = func(_ net.Conn, state http.ConnState) {
		if state == http.StateNew {
			connections.Add(1)
		}
	}
	server.Start()
	tb.Cleanup(server.Close)
	return server.URL + "/v1", connections
}

// canned is a transport that answers at once from memory, to measure what is not the network.
type canned []byte

func (c canned) RoundTrip(r *http.Request) (*http.Response, error) {
	return &http.Response{
		StatusCode: 200, Status: "200 OK", Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header:        http.Header{"Content-Type": {"application/json"}},
		ContentLength: int64(len(c)),
		Body:          io.NopCloser(bytes.NewReader(c)),
		Request:       r,
	}, nil
}

func benchmarkClient(tb testing.TB, base string, transport http.RoundTripper) *smile.Client {
	tb.Helper()
	options := []smile.Option{smile.WithCredentials("key", "secret"), smile.WithBaseURL(base), smile.WithPacer(nil)}
	if transport != nil {
		options = append(options, smile.WithHTTPClient(&http.Client{Transport: transport}))
	}
	client, err := smile.New(options...)
	require.NoError(tb, err)
	return client
}

// BenchmarkDecodePage reads a page of 150 transactions from memory: decoding, and what surrounds it.
func BenchmarkDecodePage(b *testing.B) {
	page := canned(transactionPage(150))
	b.Run("yardstick", func(b *testing.B) {
		y := &yardstick{http: http.Client{Transport: page, Timeout: 30 * time.Second}, base: "http://127.0.0.1/v1"}
		b.ReportAllocs()
		for b.Loop() {
			got, err := get[yardstickPage](b.Context(), y, "/transactions?size=150")
			if err != nil || len(got.Items) != 150 {
				b.Fatal(err)
			}
		}
	})
	b.Run("smile", func(b *testing.B) {
		client := benchmarkClient(b, "http://127.0.0.1/v1", page)
		b.ReportAllocs()
		for b.Loop() {
			got, err := client.Transactions.List(b.Context(), &smile.TransactionListParams{Size: 150})
			if err != nil || len(got.Items) != 150 {
				b.Fatal(err)
			}
		}
	})
}

// BenchmarkCall makes one call over loopback: a page, and a small reply.
func BenchmarkCall(b *testing.B) {
	for _, kind := range []struct {
		name, body string
		yardstick  func(context.Context, *yardstick) error
		smile      func(context.Context, *smile.Client) error
	}{
		{"page", transactionPage(150),
			func(ctx context.Context, y *yardstick) error {
				_, err := get[yardstickPage](ctx, y, "/transactions?size=150")
				return err
			},
			func(ctx context.Context, c *smile.Client) error {
				_, err := c.Transactions.List(ctx, &smile.TransactionListParams{Size: 150})
				return err
			}},
		{"small", userReply,
			func(ctx context.Context, y *yardstick) error {
				_, err := get[yardstickUser](ctx, y, "/users/tenant-17bbf36498de4d68a0d4f86c7b62f69f")
				return err
			},
			func(ctx context.Context, c *smile.Client) error {
				_, err := c.Users.Get(ctx, "tenant-17bbf36498de4d68a0d4f86c7b62f69f")
				return err
			}},
	} {
		run := func(name string, prepare func(b *testing.B, base string) func() error) {
			b.Run(kind.name+"/"+name, func(b *testing.B) {
				base, connections := fixedServer(b, kind.body, kind.name == "page")
				call := prepare(b, base)
				b.ReportAllocs()
				for b.Loop() {
					if err := call(); err != nil {
						b.Fatal(err)
					}
				}
				b.ReportMetric(float64(connections.Load())/float64(b.N), "conns/op")
			})
		}
		run("yardstick", func(b *testing.B, base string) func() error {
			y := &yardstick{http: http.Client{Timeout: 30 * time.Second}, base: base}
			return func() error { return kind.yardstick(b.Context(), y) }
		})
		run("smile", func(b *testing.B, base string) func() error {
			client := benchmarkClient(b, base, nil)
			return func() error { return kind.smile(b.Context(), client) }
		})
	}
}

// Replies in chunks must leave the connection reusable, which a decoder that stops at the end of the JSON
// does not.
func TestConnectionsAreReused(t *testing.T) {
	t.Parallel()
	for _, chunked := range []bool{false, true} {
		base, connections := fixedServer(t, transactionPage(150), chunked)
		client := benchmarkClient(t, base, nil)
		for range 200 {
			_, err := client.Transactions.List(t.Context(), nil)
			require.NoError(t, err)
		}
		assert.LessOrEqual(t, connections.Load(), int64(2), "chunked: %v", chunked)
	}
}

// BenchmarkPaging goes through 3,000 items under the pacer, against a sandbox that refuses the 21st request
// within any second.
func BenchmarkPaging(b *testing.B) {
	srv := smiletest.Start(smiletest.WithRateLimit(smile.RequestsPerSecond))
	defer srv.Close()
	client := srv.Client(smile.WithPacer(smile.NewPacer(smile.RequestsPerSecond)))
	items := 0
	for items < 3000 {
		created, err := client.Users.Create(b.Context(), nil)
		require.NoError(b, err)
		accountID, err := srv.Link(b.Context(), smiletest.Link{UserID: created.User.ID, ProviderID: "grab", Person: smiletest.Ryan})
		require.NoError(b, err)
		payload, err := client.Accounts.Payload(b.Context(), accountID)
		require.NoError(b, err)
		items += len(payload.Transactions)
	}
	for b.Loop() {
		before := len(srv.Exchanges())
		start, seen := time.Now(), 0
		for _, err := range client.Transactions.All(b.Context(), &smile.TransactionListParams{Size: 10}) {
			require.NoError(b, err)
			if seen++; seen == 3000 {
				break
			}
		}
		exchanges := srv.Exchanges()[before:]
		refused := 0
		for _, e := range exchanges {
			if e.Status == http.StatusTooManyRequests {
				refused++
			}
		}
		b.ReportMetric(float64(len(exchanges)-1)/time.Since(start).Seconds(), "requests/s")
		b.ReportMetric(float64(refused), "429s")
	}
}
