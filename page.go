package smile

import (
	"context"
	"fmt"
	"hash/maphash"
	"iter"
	"maps"
	"net/url"
	"strconv"

	"github.com/google/go-querystring/query"
)

// Page is one page of a list.
type Page[T any] struct {
	// NextCursor is the cursor of the next page. It is empty on the last page; do not pass it on then, because an empty
	// Cursor in params means the first page. It is opaque, and can be stored to resume later.
	NextCursor string `json:"nextCursor,omitzero"`
	// Items holds the items of the page. A page may be empty without being the last. The API sends at most 150 items; a
	// response with more than 1,000 is malformed.
	Items []T `json:"items" maxItems:"1000"`
}

// page is a Page of any item type.
type page interface {
	expect(bytes int)
	given() bool
}

// wireSize is roughly the minimum size of an item in a response.
const wireSize = 256

// expect allocates room for the items of a response of the given size, so that decoding need not grow the slice.
func (p *Page[T]) expect(bytes int) {
	p.Items = make([]T, 0, min(bytes/wireSize+1, maxPageSize))
}

// given reports whether the response had a list: decoding an empty list, or null, replaces the room that expect
// allocated.
func (p *Page[T]) given() bool { return len(p.Items) > 0 || cap(p.Items) == 0 }

// MaxPages is the maximum number of pages that [Pages] and [All] read: 15 million items at the largest page size, which
// takes the pacer more than an hour.
const MaxPages = 100_000

// Pages iterates over the pages of a list operation by calling [Do], from the cursor in the request's query to the last
// page. The Pages methods of all services call it. Call it directly for a list that this version of the module does not
// know. If the query sets no size, Pages requests the largest pages.
//
// Each range over the result starts again. An error is always the last pair. If a cursor is repeated, or page number
// [MaxPages] is not the last, iteration ends with [ErrRepeatedCursor], so that a faulty server cannot keep it going
// forever. To continue after MaxPages, start from the NextCursor of the last page.
func Pages[T any](ctx context.Context, client *Client, operation Operation, request Request, options ...RequestOption) iter.Seq2[*Page[T], error] {
	first := maps.Clone(request.Query)
	if first == nil {
		first = url.Values{}
	}
	if !first.Has("size") {
		first.Set("size", strconv.Itoa(maxPageSize))
	}
	return func(yield func(*Page[T], error) bool) {
		request := request
		request.Query = maps.Clone(first)
		seed := maphash.MakeSeed() // keep hashes, because cursors can be long
		seen := map[uint64]bool{maphash.String(seed, first.Get("cursor")): true}
		for {
			page, err := Do[Page[T]](ctx, client, operation, request, options...)
			if err != nil {
				yield(nil, err)
				return
			}
			next := page.NextCursor
			if !yield(page, nil) || next == "" {
				return
			}
			hash := maphash.String(seed, next)
			switch {
			case seen[hash]:
				yield(nil, &Error{Operation: operation.ID, Err: ErrRepeatedCursor})
				return
			case len(seen) == MaxPages:
				yield(nil, &Error{Operation: operation.ID, Err: because(ErrRepeatedCursor, fmt.Sprintf("the list did not end after %d pages", MaxPages))})
				return
			}
			seen[hash] = true
			request.Query.Set("cursor", next)
		}
	}
}

// All iterates over the items of a list operation, as [Pages] does over its pages.
func All[T any](ctx context.Context, client *Client, operation Operation, request Request, options ...RequestOption) iter.Seq2[T, error] {
	pages := Pages[T](ctx, client, operation, request, options...)
	return func(yield func(T, error) bool) {
		for page, err := range pages {
			if err != nil {
				var none T
				yield(none, err)
				return
			}
			for _, item := range page.Items {
				if !yield(item, nil) {
					return
				}
			}
		}
	}
}

// list fetches one page of a service's list.
func list[T any](ctx context.Context, client *Client, operation Operation, params any, options []RequestOption, arguments ...string) (*Page[T], error) {
	query, err := encode(&operation, params)
	if err != nil {
		return nil, err
	}
	return Do[Page[T]](ctx, client, operation, Request{PathValues: arguments, Query: query, params: params}, options...)
}

// pages is Pages for the params of a service.
func pages[T any](ctx context.Context, client *Client, operation Operation, params any, options []RequestOption, arguments ...string) iter.Seq2[*Page[T], error] {
	query, err := encode(&operation, params)
	if err != nil {
		return func(yield func(*Page[T], error) bool) { yield(nil, err) }
	}
	return Pages[T](ctx, client, operation, Request{PathValues: arguments, Query: query, params: params}, options...)
}

// all is All for the params of a service.
func all[T any](ctx context.Context, client *Client, operation Operation, params any, options []RequestOption, arguments ...string) iter.Seq2[T, error] {
	query, err := encode(&operation, params)
	if err != nil {
		return func(yield func(T, error) bool) {
			var none T
			yield(none, err)
		}
	}
	return All[T](ctx, client, operation, Request{PathValues: arguments, Query: query, params: params}, options...)
}

// encode encodes params as a query. This never fails for the params of this module's services.
func encode(o *Operation, params any) (url.Values, error) {
	values, err := query.Values(params)
	if err != nil {
		return nil, o.refuse("params", "cannot be encoded as a query: their type must be a struct whose fields have url tags")
	}
	return values, nil
}

// Collect reads an iterator of this package, such as [UsersService.All], to the end and returns the items. On an error
// it also returns the items read before it. The whole list is held in memory: range over the iterator instead if the
// list may be long.
func Collect[T any](items iter.Seq2[T, error]) ([]T, error) {
	var all []T
	for item, err := range items {
		if err != nil {
			return all, err
		}
		all = append(all, item)
	}
	return all, nil
}
