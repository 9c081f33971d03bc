// Package smile is the Go client of the Smile API: identity, employment and income data of people who
// consented to share it.
//
// A [Client] needs an API key and its secret, and talks to the sandbox environment unless told
// otherwise:
//
//	client, err := smile.New(smile.WithCredentials(key, secret))
//
// [New] without options reads SMILE_API_KEY, SMILE_API_SECRET, SMILE_ENVIRONMENT and SMILE_BASE_URL, so
// that the same program runs against the sandbox, production, or a server of your own.
//
// # Calls
//
// Every resource of the API is a service on the client, and every operation a method:
//
//	created, err := client.Users.Create(ctx, nil)
//	account, err := client.Accounts.Get(ctx, accountID)
//	page, err := client.Accounts.List(ctx, &smile.AccountListParams{UserID: userID})
//
// Lists come in three forms: List is one page, Pages iterates over pages, and All over items:
//
//	for income, err := range client.Incomes.All(ctx, &smile.IncomeListParams{UserID: userID}) {
//		if err != nil {
//			return err
//		}
//		fmt.Println(income.StartDate, income.NetAmount)
//	}
//
// # Absence
//
// The API leaves out, or sends as null, what a provider does not have. In this module a zero value says
// so: the empty string, the zero time, Date, Month or Decimal. A Decimal that is absent is not the
// number 0. Only optional integers and booleans are pointers.
//
// # Errors
//
// A call that fails returns an [*Error] with the operation, HTTP status, code and request ID, or a
// [*ParameterError] when an argument was refused before anything was sent. Compare with [errors.Is]:
//
//	if errors.Is(err, smile.ErrNotFound) { ... }
//
// # Files
//
// Archives are files that people share instead of an account. A [Content] says where the content comes from;
// it is encoded while it is sent and never as a whole in memory. See [ArchivesService.Create],
// [ArchivesService.Wait] and [ArchivesService.Download].
//
// # Logs
//
// Values of this module can be logged with package log/slog, as text and as JSON, alone and inside others of this
// module such as a [Page]. Those that hold a secret, a URL that opens something, or a person show as their type and
// ID. Encoded as JSON they have everything, so that they can be stored.
//
// Package slog asks the value that is logged, and not those in it. What is in a slice, a map or a struct of your own,
// []Webhook included, is written as your handler does it, and a JSON handler writes all: log the elements, or give
// the struct a method LogValue. Package fmt prints models in full, except for [Token], [Webhook] and what embeds
// userdata.Personal.
//
// # Retries and pacing
//
// A client paces itself below the API's limit of 20 requests a second and repeats calls that failed for
// a passing reason, as far as repeating cannot do harm; see [RetryMode] and [Pacer].
package smile

// Version is the release of this module, sent as part of the User-Agent header.
const Version = "0.1.0"

// Bool returns a pointer to b, for the optional booleans of params.
func Bool(b bool) *bool { return &b }
