package smile_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/smileapi/smile-go"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// book serves a list whose pages are given as comma-separated IDs; the cursor of a page is its index.
func book(t *testing.T, requests *atomic.Int32, pages ...string) *smile.Client {
	t.Helper()
	return respond(t, func(r *http.Request) (*http.Response, error) {
		requests.Add(1)
		index, _ := strconv.Atoi(r.URL.Query().Get("cursor"))
		var items []string
		for id := range strings.SplitSeq(pages[index], ",") {
			if id != "" {
				items = append(items, `{"id":"`+id+`"}`)
			}
		}
		next := "null"
		if index+1 < len(pages) {
			next = `"` + strconv.Itoa(index+1) + `"`
		}
		return reply(200, "OK", `{"nextCursor":`+next+`,"items":[`+strings.Join(items, ",")+`]}`), nil
	})
}

// A page of more items than any page has is no page, and neither is a reply that has its items twice.
func TestAReplyThatIsNoPage(t *testing.T) {
	t.Parallel()
	const account = `{"id":"a-1"}`
	for name, data := range map[string]string{
		"too many":           `{"items":[` + strings.Repeat(account+",", 1000) + account + `]}`,
		"too many malformed": `{"items":[` + strings.Repeat(`7,`, 1000) + account + `]}`,
		"too many alone":     `[` + strings.Repeat(account+",", 1000) + account + `]`,
		"items of two":       `{"items":[` + account + `],"items":[{"id":"a-2"}]}`,
		"Items of two":       `{"items":[` + account + `],"nextCursor":7,"Items":[{"id":"a-2"}]}`,
		"two data":           `{"items":[` + account + `]},"data":{"nextCursor":"b"}`,
		"two cursors":        `{"nextCursor":"a","items":[],"nextCursor":"b"}`,
		"an item of two":     `{"items":[{"id":"a-1","id":"a-2"}]}`,
		"an empty object":    `{"items":{}}`,
		"an unknown object":  `{"items":{"a":1}}`,
		"nothing":            `{"items":""}`,
	} {
		client := respond(t, func(*http.Request) (*http.Response, error) { return reply(200, "OK", data), nil })
		_, err := client.Accounts.List(t.Context(), nil)
		require.ErrorIs(t, err, smile.ErrMalformedResponse, name)
	}
	client := respond(t, func(*http.Request) (*http.Response, error) {
		return reply(200, "OK", `{"items":[`+strings.Repeat(account+",", 998)+account+`,null]}`), nil
	})
	var whole smile.Response
	page, err := client.Accounts.List(t.Context(), nil, smile.WithResponse(&whole))
	require.NoError(t, err)
	assert.Len(t, page.Items, 999, "nobody stands for null")
	require.Len(t, whole.Malformed, 1)
	assert.Equal(t, "data.items[999]", whole.Malformed[0].Path)
}

func collect(t *testing.T, client *smile.Client, params *smile.AccountListParams) (ids []string) {
	t.Helper()
	for account, err := range client.Accounts.All(t.Context(), params) {
		require.NoError(t, err)
		ids = append(ids, account.ID)
	}
	return ids
}

func TestAllGoesThroughEveryPage(t *testing.T) {
	t.Parallel()
	var requests atomic.Int32
	client := book(t, &requests, "a,b", "", "c", "")
	assert.Equal(t, []string{"a", "b", "c"}, collect(t, client, nil))
	assert.EqualValues(t, 4, requests.Load())
	assert.Equal(t, []string{"c"}, collect(t, client, &smile.AccountListParams{Cursor: "1"}))
}

func TestARangeBeginsAnewAfterOneThatWentOn(t *testing.T) {
	t.Parallel()
	var requests atomic.Int32
	client := book(t, &requests, "a", "b", "c")
	accounts := client.Accounts.All(t.Context(), nil)
	for range 2 {
		var ids []string
		for account, err := range accounts {
			require.NoError(t, err)
			if ids = append(ids, account.ID); len(ids) == 2 {
				break
			}
		}
		assert.Equal(t, []string{"a", "b"}, ids)
	}
}

func TestAPageInTheReadersHandDoesNotSteer(t *testing.T) {
	t.Parallel()
	var requests atomic.Int32
	client := book(t, &requests, "a", "b")
	pages := 0
	for page, err := range client.Accounts.Pages(t.Context(), nil) {
		require.NoError(t, err)
		page.NextCursor = ""
		pages++
	}
	assert.Equal(t, 2, pages)
}

func TestAllCanBeRangedOverAgainAndStopsEarly(t *testing.T) {
	t.Parallel()
	var requests atomic.Int32
	accounts := book(t, &requests, "a,b", "c").Accounts.All(t.Context(), nil)
	for range 2 {
		requests.Store(0)
		for account, err := range accounts {
			require.NoError(t, err)
			assert.Equal(t, "a", account.ID)
			break
		}
		assert.EqualValues(t, 1, requests.Load(), "no page is fetched that nobody wants")
	}
	count := 0
	for range accounts {
		count++
	}
	assert.Equal(t, 3, count)
}

func TestPagesHandOnTheCursor(t *testing.T) {
	t.Parallel()
	var requests atomic.Int32
	client := book(t, &requests, "a,b", "c")
	var cursors []string
	for page, err := range client.Accounts.Pages(t.Context(), nil) {
		require.NoError(t, err)
		cursors = append(cursors, page.NextCursor)
	}
	assert.Equal(t, []string{"1", ""}, cursors)
}

func TestSizesOfPages(t *testing.T) {
	t.Parallel()
	var sizes []string
	client := respond(t, func(r *http.Request) (*http.Response, error) {
		sizes = append(sizes, r.URL.Query().Get("size"))
		return reply(200, "OK", `{"items":[]}`), nil
	})
	ctx := context.Background()
	_, err := client.Accounts.List(ctx, nil)
	require.NoError(t, err)
	for range client.Accounts.Pages(ctx, nil) {
	}
	for range client.Accounts.All(ctx, nil) {
	}
	for range client.Accounts.All(ctx, &smile.AccountListParams{Size: 7}) {
	}
	assert.Equal(t, []string{"", "150", "150", "7"}, sizes)
}

func TestAnErrorIsHandedOnOnce(t *testing.T) {
	t.Parallel()
	requests := 0
	client := respond(t, func(*http.Request) (*http.Response, error) {
		if requests++; requests == 1 {
			return reply(200, "OK", `{"nextCursor":"1","items":[{"id":"a"}]}`), nil
		}
		return failure(404), nil
	})
	var ids []string
	var errs []error
	for account, err := range client.Accounts.All(t.Context(), nil) {
		if err != nil {
			errs = append(errs, err)
			continue
		}
		ids = append(ids, account.ID)
	}
	assert.Equal(t, []string{"a"}, ids)
	require.Len(t, errs, 1)
	require.ErrorIs(t, errs[0], smile.ErrNotFound)
}

func TestARepeatedCursorIsRefused(t *testing.T) {
	t.Parallel()
	for name, cursors := range map[string][]string{
		"the same":  {"x", "x"},
		"in a ring": {"x", "y", "x"},
		"the start": {"start"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			requests := 0
			client := respond(t, func(*http.Request) (*http.Response, error) {
				requests++
				return reply(200, "OK", `{"nextCursor":"`+cursors[requests-1]+`","items":[{"id":"a"}]}`), nil
			})
			items := 0
			var last error
			for _, err := range client.Accounts.All(t.Context(), &smile.AccountListParams{Cursor: "start"}) {
				if last = err; err == nil {
					items++
				}
			}
			require.ErrorIs(t, last, smile.ErrRepeatedCursor)
			require.ErrorContains(t, last, "list-accounts")
			assert.Equal(t, len(cursors), items, "what came is handed on, and then the error")
		})
	}
}

// Cursors that are ever new would go on for ever.
func TestAListWithoutAnEndEnds(t *testing.T) {
	t.Parallel()
	requests := 0
	client := respond(t, nil, smile.WithHTTPClient(&http.Client{Transport: roundTrip(func(*http.Request) (*http.Response, error) {
		requests++
		return reply(200, "OK", fmt.Sprintf(`{"nextCursor":"%d","items":[]}`, requests)), nil
	})}))
	var last error
	for _, err := range client.Accounts.All(t.Context(), nil) {
		last = err
	}
	require.ErrorIs(t, last, smile.ErrRepeatedCursor)
	require.ErrorContains(t, last, "100000 pages")
	assert.Equal(t, smile.MaxPages, requests)
}

func TestParamsOfAnIteratorAreThoseOfItsMaking(t *testing.T) {
	t.Parallel()
	var users []string
	client := respond(t, func(r *http.Request) (*http.Response, error) {
		users = append(users, r.URL.Query().Get("userId"))
		return reply(200, "OK", `{"items":[]}`), nil
	})
	params := &smile.AccountListParams{UserID: "before"}
	accounts := client.Accounts.All(t.Context(), params)
	params.UserID = "after"
	for range accounts {
	}
	assert.Equal(t, []string{"before"}, users)
}

func TestCollect(t *testing.T) {
	t.Parallel()
	requests := 0
	client := respond(t, func(r *http.Request) (*http.Response, error) {
		switch requests++; r.URL.Query().Get("cursor") {
		case "":
			return reply(200, "OK", `{"nextCursor":"c-2","items":[{"id":"u-1"},{"id":"u-2"}]}`), nil
		case "c-2":
			return reply(200, "OK", `{"items":[{"id":"u-3"}]}`), nil
		default:
			return failure(400), nil
		}
	})
	users, err := smile.Collect(client.Users.All(t.Context(), nil))
	require.NoError(t, err)
	require.Len(t, users, 3)
	assert.Equal(t, "u-3", users[2].ID)

	pages, err := smile.Collect(client.Users.Pages(t.Context(), nil))
	require.NoError(t, err)
	assert.Len(t, pages, 2)

	users, err = smile.Collect(client.Users.All(t.Context(), &smile.UserListParams{Cursor: "c-9"}))
	require.ErrorIs(t, err, smile.ErrInvalidParameters)
	assert.Nil(t, users)

	failing := func(yield func(int, error) bool) { _ = yield(1, nil) && yield(0, io.ErrUnexpectedEOF) }
	numbers, err := smile.Collect(failing)
	require.ErrorIs(t, err, io.ErrUnexpectedEOF)
	assert.Equal(t, []int{1}, numbers, "what came before the error is not lost")
}
