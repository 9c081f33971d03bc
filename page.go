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
	// NextCursor leads to the next page; empty on the last one, where there is nothing to go on with: as the
	// Cursor of params, empty means the beginning. It is opaque, and can be kept to go on later.
	NextCursor string `json:"nextCursor,omitzero"`
	// Items are what the page holds. A page may be empty and not the last. The API sends 150 at most; a reply
	// with more than 1,000 is malformed.
	Items []T `json:"items" maxItems:"1000"`
}

// page is a Page of any items.
type page interface {
	expect(bytes int)
	given() bool
}

// wireSize is about the least that an item takes in a reply.
const wireSize = 256

// expect makes room for the items of a reply of so many bytes, so that decoding need not move them as
// their number grows.
func (p *Page[T]) expect(bytes int) {
	p.Items = make([]T, 0, min(bytes/wireSize+1, maxPageSize))
}

// given reports whether there was a list at all: decoding an empty one, or null, replaces the room that
// expect has made.
func (p *Page[T]) given() bool { return len(p.Items) > 0 || cap(p.Items) == 0 }

// MaxPages is how many pages [Pages] and [All] go through: 15 million items of the largest pages, for which the
// pacer takes more than an hour.
const MaxPages = 100_000

// Pages iterates over the pages of a list operation, from the cursor in the request's query to the end, by
// calls of [Do]. All services' methods of that name go through it; use it for a list that this version of
// the module does not know. Where the query names no size it asks for the largest pages.
//
// Each range over the result begins anew. The last pair may be an error; there is none after it. A cursor that comes
// a second time ends it with [ErrRepeatedCursor], and so does page number [MaxPages] if it is not the last: a server
// whose cursors are ever new would never end. Go on from the NextCursor of the last page then.
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
		seed := maphash.MakeSeed() // of cursors, which can be long, their hashes are kept
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
				yield(nil, &Error{Operation: operation.ID, Err: because(ErrRepeatedCursor, fmt.Sprintf("or has no end: %d pages came", MaxPages))})
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
	return Do[Page[T]](ctx, client, operation, Request{PathValues: arguments, Query: query}, options...)
}

// pages is Pages for the params of a service.
func pages[T any](ctx context.Context, client *Client, operation Operation, params any, options []RequestOption, arguments ...string) iter.Seq2[*Page[T], error] {
	query, err := encode(&operation, params)
	if err != nil {
		return func(yield func(*Page[T], error) bool) { yield(nil, err) }
	}
	return Pages[T](ctx, client, operation, Request{PathValues: arguments, Query: query}, options...)
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
	return All[T](ctx, client, operation, Request{PathValues: arguments, Query: query}, options...)
}

// encode writes params as a query. Those of this module's own services always can be.
func encode(o *Operation, params any) (url.Values, error) {
	values, err := query.Values(params)
	if err != nil {
		return nil, o.refuse("params", "cannot be written as a query: their type must be a struct whose fields have url tags")
	}
	return values, nil
}

// Collect reads an iterator of this package, such as [UsersService.All], to its end and returns what it yields. On an
// error it returns what came before it too. All that a list holds is in memory then: range over the iterator where that
// may be much.
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
