package smile

import (
	"context"
	"iter"
)

// Collection reads objects of one kind. T is their model, and P the params of their list. The client has one for each
// kind of data about people, such as [Client.Incomes].
type Collection[T, P any] struct {
	client *Client
	list   Operation
	get    Operation
}

// NewCollection returns a collection that uses the operations list, to list objects, and get, to get one by its ID. P
// is a struct whose fields have url tags. Use it for a kind of data that this version of the module does not know.
func NewCollection[T, P any](client *Client, list, get Operation) *Collection[T, P] {
	return &Collection[T, P]{client: client, list: list, get: get}
}

// parts returns the parts of a collection; all are zero if NewCollection did not create it.
func (c *Collection[T, P]) parts() (client *Client, list, get Operation) {
	if c == nil {
		return nil, Operation{}, Operation{}
	}
	return c.client, c.list, c.get
}

// List returns one page, such as GET /incomes. With nil params it returns the first page, unfiltered.
func (c *Collection[T, P]) List(ctx context.Context, params *P, options ...RequestOption) (*Page[T], error) {
	client, operation, _ := c.parts()
	return list[T](ctx, client, operation, params, options)
}

// Pages iterates over pages, starting at the cursor in params. It requests 150 items per page unless params sets a
// size.
func (c *Collection[T, P]) Pages(ctx context.Context, params *P, options ...RequestOption) iter.Seq2[*Page[T], error] {
	client, operation, _ := c.parts()
	return pages[T](ctx, client, operation, params, options)
}

// All iterates over items, fetching pages as needed. It stops after the first error, can be ranged over more than once,
// and requests 150 items per page unless params sets a size.
func (c *Collection[T, P]) All(ctx context.Context, params *P, options ...RequestOption) iter.Seq2[T, error] {
	client, operation, _ := c.parts()
	return all[T](ctx, client, operation, params, options)
}

// Get returns one object, such as GET /incomes/{id}.
func (c *Collection[T, P]) Get(ctx context.Context, id string, options ...RequestOption) (*T, error) {
	client, _, operation := c.parts()
	return Do[T](ctx, client, operation, Request{PathValues: []string{id}}, options...)
}
