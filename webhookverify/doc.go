// Package webhookverify is the receiving end of Smile's webhooks: it verifies that a call comes from Smile
// and reads its event into a Go type.
//
//	verifier, err := webhookverify.New(os.Getenv("SMILE_WEBHOOK_SECRET"))
//	...
//	event, err := verifier.Parse(r) // in the handler
//	switch event := event.(type) {
//	case *webhookverify.TaskFinished:
//		// event.ID, event.Data.UserID, event.Data.Payload
//	}
//
// Three facts to build a handler on:
//
//   - The signature covers the bytes of the body. Verify them as they arrived, before anything decodes
//     them; [Verifier.Parse] does it in this order.
//   - Smile delivers at least once: what is not answered with 2xx in time comes again, up to two times, and
//     is gone after that. Answer 2xx only when the work is done or safely stored, and remember the
//     [Envelope] ID of what you have done, so that the second delivery does nothing.
//   - The signature has no timestamp. A recorded call verifies for as long as the secret lives, so that the
//     ID is also the guard against replays; the order of arrival says nothing either.
//
// The package needs nothing of the API client, and imports the standard library and userdata only.
package webhookverify
