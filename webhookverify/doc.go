// Package webhookverify is the receiving end of Smile's webhooks: it verifies that a call comes from Smile,
// reads its event into a Go type, and sees to it that each event is handled once.
//
//	verifier, err := NewVerifier(os.Getenv("SMILE_WEBHOOK_SECRET"))
//	...
//	handler, err := webhookverify.NewHandler(verifier)
//	...
//	webhookverify.On(handler, func(ctx context.Context, e *webhookverify.TaskFinished) error {
//		return loans.Refresh(ctx, e.Data.UserID)
//	})
//	http.Handle("/webhooks/smile", handler)
//
// [Verifier.Parse], [Verifier.ParseBody] and [Verifier.Middleware] are there for those who handle events in their
// own way. Three facts to build on:
//
//   - The signature covers the bytes of the body. Verify them as they arrived, before anything decodes
//     them; everything here does it in this order.
//   - Smile delivers at least once: what is not answered with 2xx in time comes again, up to two times, and
//     is gone after that. Answer 2xx only when the work is done or safely stored, and remember the
//     [Envelope] ID of what you have done, so that the second delivery does nothing. [Handler] does both.
//   - The signature has no timestamp. A recorded call verifies for as long as the secret lives, so that the
//     ID is also the guard against replays; the order of arrival says nothing either.
//
// The package needs nothing of the API client, and imports the standard library and userdata only.
package webhookverify
