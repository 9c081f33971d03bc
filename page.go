package smile

import (
	"context"
	"iter"
	"maps"
	"net/url"
	"strconv"

	"github.com/google/go-querystring/query"
)

// Page is one page of a list.
type Page[T any] struct {
	// NextCursor leads to the next page; empty on the last one. It is opaque, and can be kept to go on
	// later.
	NextCursor string `json:"nextCursor,omitzero"`
	// Items are what the page holds. A page may be empty and not the last.
	Items []T `json:"items"`
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

// list fetches one page.
func list[T any](ctx context.Context, client *Client, operation Operation, params any, options []RequestOption, arguments ...string) (*Page[T], error) {
	values, err := encode(operation, params)
	if err != nil {
		return nil, err
	}
	return Do[Page[T]](ctx, client, operation, Request{Arguments: arguments, Query: values}, options...)
}

// pages iterates over the pages of a list, from the cursor in params to the end.
func pages[T any](ctx context.Context, client *Client, operation Operation, params any, options []RequestOption, arguments ...string) iter.Seq2[*Page[T], error] {
	values, err := encode(operation, params)
	if err != nil {
		return func(yield func(*Page[T], error) bool) { yield(nil, err) }
	}
	return follow[T](ctx, client, operation, Request{Arguments: arguments, Query: values}, options)
}

// all iterates over the items of a list. Where params name no size it asks for the largest pages: it
// hands on items, so that nobody waits for a page.
func all[T any](ctx context.Context, client *Client, operation Operation, params any, options []RequestOption, arguments ...string) iter.Seq2[T, error] {
	values, err := encode(operation, params)
	if err == nil && !values.Has("size") {
		values.Set("size", strconv.Itoa(maxPageSize))
	}
	return func(yield func(T, error) bool) {
		var none T
		if err != nil {
			yield(none, err)
			return
		}
		for page, err := range follow[T](ctx, client, operation, Request{Arguments: arguments, Query: values}, options) {
			if err != nil {
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

// follow goes from cursor to cursor. Each range over the result starts from the beginning.
func follow[T any](ctx context.Context, client *Client, operation Operation, request Request, options []RequestOption) iter.Seq2[*Page[T], error] {
	return func(yield func(*Page[T], error) bool) {
		at := maps.Clone(request.Query)
		seen := map[string]bool{at.Get("cursor"): true}
		for {
			page, err := Do[Page[T]](ctx, client, operation, Request{Arguments: request.Arguments, Query: at}, options...)
			if err != nil {
				yield(nil, err)
				return
			}
			if !yield(page, nil) || page.NextCursor == "" {
				return
			}
			if seen[page.NextCursor] {
				yield(nil, &Error{Operation: operation.ID, Err: ErrRepeatedCursor})
				return
			}
			seen[page.NextCursor] = true
			at.Set("cursor", page.NextCursor)
		}
	}
}

func encode(operation Operation, params any) (url.Values, error) {
	values, err := query.Values(params)
	if err != nil {
		return nil, operation.refuse("params", "cannot be written as a query")
	}
	return values, nil
}
