package smile

import (
	"context"
	"iter"
)

// Collection reads the objects of one kind: T is their model, and P the params of their list. The client has
// one for each kind of data of persons, such as [Client.Incomes].
type Collection[T, P any] struct {
	client *Client
	list   Operation
	get    Operation
}

// NewCollection returns the collection with the operations that list its objects and get one of them by its
// ID. P is a struct whose fields have url tags. Use it for a kind that this version of the module does not
// know.
func NewCollection[T, P any](client *Client, list, get Operation) *Collection[T, P] {
	return &Collection[T, P]{client: client, list: list, get: get}
}

// parts are what a collection is made of; all zero for one that was not made by NewCollection.
func (c *Collection[T, P]) parts() (client *Client, list, get Operation) {
	if c == nil {
		return nil, Operation{}, Operation{}
	}
	return c.client, c.list, c.get
}

// List returns one page, such as GET /incomes. Nil params ask for the first page of everything.
func (c *Collection[T, P]) List(ctx context.Context, params *P, options ...RequestOption) (*Page[T], error) {
	client, operation, _ := c.parts()
	return list[T](ctx, client, operation, params, options)
}

// Pages iterates over pages, beginning at the cursor in params. It asks for 150 items on a page when params
// name no size.
func (c *Collection[T, P]) Pages(ctx context.Context, params *P, options ...RequestOption) iter.Seq2[*Page[T], error] {
	client, operation, _ := c.parts()
	return pages[T](ctx, client, operation, params, options)
}

// All iterates over items, page after page. It can be ranged over again, ends after the first error, and
// asks for pages of 150 when params name no size.
func (c *Collection[T, P]) All(ctx context.Context, params *P, options ...RequestOption) iter.Seq2[T, error] {
	client, operation, _ := c.parts()
	return all[T](ctx, client, operation, params, options)
}

// Get returns one item, such as GET /incomes/{id}.
func (c *Collection[T, P]) Get(ctx context.Context, id string, options ...RequestOption) (*T, error) {
	client, _, operation := c.parts()
	return Do[T](ctx, client, operation, Request{PathValues: []string{id}}, options...)
}
