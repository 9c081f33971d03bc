// Package webhookverify receives Smile's webhooks: it verifies that a request was sent by Smile, decodes its event into
// a Go type, and makes sure that each event is handled once.
//
//	verifier, err := webhookverify.NewVerifier(os.Getenv("SMILE_WEBHOOK_SECRET"))
//	...
//	handler, err := webhookverify.NewHandler(verifier)
//	...
//	webhookverify.On(handler, func(ctx context.Context, e *webhookverify.TaskFinished) error {
//		return loans.Refresh(ctx, e.Data.UserID)
//	})
//	http.Handle("/webhooks/smile", handler)
//
// To handle events without a [Handler], use [Verifier.Parse], [Verifier.ParseBody] or [Verifier.Middleware], and keep
// three facts in mind:
//
//   - The signature covers the bytes of the body. Verify them as they were received, before anything decodes them.
//     Everything in this package does so.
//   - Smile delivers at least once: a delivery without a 2xx response in time is repeated, up to two times, and lost
//     after that. Respond with 2xx only when the work is done or safely stored, and remember the [Envelope] ID of
//     handled events, so that a second delivery does nothing. [Handler] does both.
//   - The signature has no timestamp. A recorded request verifies for as long as the secret is valid, so the ID also
//     protects against replays. The order of arrival means nothing either.
//
// The package does not need the API client. It imports only the standard library and userdata.
package webhookverify
