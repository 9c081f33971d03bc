// Package smile is a client of the Smile API, which returns identity, employment and income data of people who
// consented to share it.
//
// This program lists the incomes of one user:
//
//	client, err := smile.New() // reads SMILE_API_KEY and SMILE_API_SECRET
//	if err != nil {
//		return err
//	}
//	for income, err := range client.Incomes.All(ctx, &smile.IncomeListParams{UserID: userID}) {
//		if err != nil {
//			return err
//		}
//		fmt.Println(income.StartDate, income.NetAmount)
//	}
//
// # Clients
//
// A [Client] needs an API key and its secret. [New] reads them and other settings from SMILE_API_KEY,
// SMILE_API_SECRET, SMILE_ENVIRONMENT and SMILE_BASE_URL, so that the same program runs against the sandbox (the
// default), production or another server. Options override the environment:
//
//	client, err := smile.New(smile.WithCredentials(key, secret), smile.WithEnvironment(smile.Production))
//
// # Calls
//
// The client has a service for each resource of the API, and the service a method for each operation:
//
//	created, err := client.Users.Create(ctx, nil)
//	account, err := client.Accounts.Get(ctx, accountID)
//	page, err := client.Accounts.List(ctx, &smile.AccountListParams{UserID: userID})
//
// Each list has three methods: List returns one page, Pages iterates over pages, and All iterates over items.
//
// # Absent values
//
// The API omits values that a provider does not have, or sends them as null. This module represents them as zero
// values: the empty string, or the zero time, Date, Month or Decimal. An absent Decimal is not the number 0. Only
// optional integers and booleans are pointers.
//
// # Errors
//
// A failed call returns an [*Error] with the operation, HTTP status, code and request ID, or a [*ParameterError] if an
// argument was refused before anything was sent. Compare errors with [errors.Is]:
//
//	if errors.Is(err, smile.ErrNotFound) { ... }
//
// # Files
//
// People can share documents instead of an account; each set of files is an [Archive]. A [Content] provides the
// content of a file, which is encoded while it is sent and never held in memory as a whole. See
// [ArchivesService.Create], [ArchivesService.Wait] and [ArchivesService.Download].
//
// # Logging
//
// Values of this module can be logged with package log/slog, as text and as JSON, alone and inside other values of
// this module such as a [Page]. A value that contains personal data, a secret or a URL that grants access is logged as
// its type and ID only. Encoded as JSON, values are complete, so that they can be stored.
//
// Package slog resolves only the value that is logged. Elements of a slice, a map or your own struct, []Webhook
// included, are formatted by the handler, and a JSON handler writes all of their fields: log the elements instead, or
// give the struct a LogValue method. Package fmt prints models in full, except for [Token], [Webhook] and types that
// embed userdata.Personal.
//
// # Retries and pacing
//
// A client stays below the API's limit of 20 requests per second, and retries calls after transient failures if that
// can do no harm: see [RetryMode] and [Pacer].
package smile

// Version is the version of this module, sent in the User-Agent header.
const Version = "0.1.0"

// Bool returns a pointer to b, for the optional booleans in params.
func Bool(b bool) *bool { return &b }
