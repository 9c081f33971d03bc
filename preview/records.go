package preview

import (
	"context"

	"github.com/smileapi/smile-go"
	"github.com/smileapi/smile-go/userdata"
)

// Progressing is a record that tells how far its request is, as [Record] does.
type Progressing interface {
	Progress() (userdata.RecordStatus, error)
}

// Records reads the records of one product: List, Pages, All and Get are those of [smile.Collection], and Wait
// asks until a record is final. T is their model, and P the params of their list. The services of the products
// embed it.
type Records[T Progressing, P any] struct {
	*smile.Collection[T, P]
	client *smile.Client
	get    smile.Operation
}

// NewRecords returns the records with the operations that list them and get one by its ID. Use it for a
// product that this version of the module does not know.
func NewRecords[T Progressing, P any](client *smile.Client, list, get smile.Operation) Records[T, P] {
	return Records[T, P]{smile.NewCollection[T, P](client, list, get), client, get}
}

// Wait asks for a record until its request has ended, for programs that cannot receive webhooks, and for
// products that have none. A request that has failed comes with a [*RecordError]. When ctx ends first, the
// record comes as it was last (nil if it never came), with an error that is [smile.ErrUnfinished]. Nil params
// ask after 1, 2, 4, 8 and then every 10 seconds. The options are those of each question.
func (r Records[T, P]) Wait(ctx context.Context, id string, params *smile.WaitParams, options ...smile.RequestOption) (*T, error) {
	record, err := smile.Wait(ctx, r.client, r.get, smile.Request{PathValues: []string{id}}, params, func(record *T) (string, bool) {
		status, _ := (*record).Progress()
		return string(status), status.Final()
	}, options...)
	if err == nil {
		_, err = (*record).Progress()
	}
	return record, err
}
