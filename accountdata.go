package smile

import (
	"context"
	"iter"
	"slices"
	"sync"

	"github.com/smileapi/smile-go/userdata"
)

// AccountData holds all data of one account, as read from the lists of its eleven kinds. Unlike
// [userdata.AccountPayload], which has one identity, rating and insight, it holds every item that is listed.
type AccountData struct {
	Identities       []userdata.Identity
	Transactions     []userdata.Transaction
	Ratings          []userdata.Rating
	Documents        []userdata.Document
	Employments      []userdata.Employment
	Incomes          []userdata.Income
	Contributions    []userdata.Contribution
	Liabilities      []userdata.Liability
	EstimatedIncomes []userdata.EstimatedIncome
	Insights         []userdata.Insight
	Links            []userdata.Link
}

// Data reads all pages of the eleven lists of an account concurrently, and then the account itself: GET /accounts/{id}.
// The lists of an unknown or revoked account are empty, which must not be mistaken for a person without an income; in
// that case Data returns [ErrNotFound] or [ErrDisconnected]. An account with any other status has whatever data exists
// so far: check its [AccountConnection] to know how much to expect.
//
// [AccountsService.Payload] needs only one request. Use Data for accounts with more data than fits in one response, or
// if you need the time at which each item was created. The client's pacer applies to all requests together. The first
// error ends them all, and Data returns it without any data. The options apply to each request; WithResponse has no
// effect.
func (s *AccountsService) Data(ctx context.Context, id string, options ...RequestOption) (*AccountData, error) {
	if problem := argumentProblem(id); problem != "" {
		return nil, opGetAccount.refuse("id", problem)
	}
	c := clientOf(s)
	if err := opGetAccount.needs(ctx, c.made()); err != nil {
		return nil, err
	}
	options = append(slices.Clone(options), func(c *requestConfig) { c.reply = nil })
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	data := &AccountData{}
	var lists sync.WaitGroup
	var once sync.Once
	var first ending
	read := func(list func() error) {
		lists.Add(1)
		apart(list, func(end ending) { // the caller's transport may panic
			defer lists.Done()
			if !end.well() {
				once.Do(func() { first = end; cancel(end.err) })
			}
		})
	}
	read(func() error {
		return gather(&data.Identities, c.Identities.All(ctx, &IdentityListParams{SourceID: id}, options...))
	})
	read(func() error {
		return gather(&data.Transactions, c.Transactions.All(ctx, &TransactionListParams{SourceID: id}, options...))
	})
	read(func() error {
		return gather(&data.Ratings, c.Ratings.All(ctx, &RatingListParams{SourceID: id}, options...))
	})
	read(func() error {
		return gather(&data.Documents, c.Documents.All(ctx, &DocumentListParams{SourceID: id}, options...))
	})
	read(func() error {
		return gather(&data.Employments, c.Employments.All(ctx, &EmploymentListParams{SourceID: id}, options...))
	})
	read(func() error {
		return gather(&data.Incomes, c.Incomes.All(ctx, &IncomeListParams{SourceID: id}, options...))
	})
	read(func() error {
		return gather(&data.Contributions, c.Contributions.All(ctx, &ContributionListParams{SourceID: id}, options...))
	})
	read(func() error {
		return gather(&data.Liabilities, c.Liabilities.All(ctx, &LiabilityListParams{SourceID: id}, options...))
	})
	read(func() error {
		return gather(&data.EstimatedIncomes, c.EstimatedIncomes.All(ctx, &EstimatedIncomeListParams{SourceID: id}, options...))
	})
	read(func() error {
		return gather(&data.Insights, c.Insights.All(ctx, &InsightListParams{SourceID: id}, options...))
	})
	read(func() error {
		return gather(&data.Links, c.Links.All(ctx, &LinkListParams{SourceID: id}, options...))
	})
	lists.Wait()
	first.raise()
	if first.err != nil {
		return nil, first.err
	}
	// Read the account last, so that data removed while the lists were read is not mistaken for missing data.
	account, err := s.Get(ctx, id, options...)
	switch {
	case err != nil:
		return nil, err
	case account.Connection.Status == ConnectionStatusDisconnected || account.ConnectionStatus == ConnectionStatusDisconnected:
		return nil, &Error{Operation: opGetAccount.ID, Err: because(ErrDisconnected, "access was revoked and the data removed; the person can link it again")}
	default:
		return data, nil
	}
}

// gather appends all items of a list to items.
func gather[T any](items *[]T, list iter.Seq2[T, error]) error {
	for item, err := range list {
		if err != nil {
			return err
		}
		*items = append(*items, item)
	}
	return nil
}
