package webhookverify_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"

	"github.com/smileapi/smile-go/webhookverify"
)

// A Handler serves the URL that the webhook is registered with.
func Example() {
	verifier, err := webhookverify.NewVerifier("the webhook's secret")
	if err != nil {
		fmt.Println(err)
		return
	}
	handler, err := webhookverify.NewHandler(verifier)
	if err != nil {
		fmt.Println(err)
		return
	}
	webhookverify.On(handler, func(_ context.Context, e *webhookverify.TaskFinished) error {
		fmt.Println("new data of", e.Data.UserID+":", e.Data.Datapoints)
		return nil
	})
	webhookverify.On(handler, func(_ context.Context, e *webhookverify.AccountFailed) error {
		fmt.Println("account", e.Data.AccountID, "failed:", e.Data.ErrorCode)
		return nil
	})
	http.Handle("/webhooks/smile", handler)

	// In a test, NewRequest stands in for Smile.
	body := `{"id":"et-1","type":"TASK_FINISHED","data":{"userId":"acme-1","datapoints":["INCOMES"]}}`
	for _, secret := range []string{"the webhook's secret", "the webhook's secret", "a guess"} {
		call, err := webhookverify.NewRequest(context.Background(), "/webhooks/smile", secret, []byte(body))
		if err != nil {
			fmt.Println(err)
			return
		}
		reply := httptest.NewRecorder()
		handler.ServeHTTP(reply, call)
		fmt.Println(reply.Code)
	}
	// Output:
	// new data of acme-1: [INCOMES]
	// 200
	// 200
	// 401
}

// To handle events without a Handler, verify the request, and respond with 2xx only when the work is done.
func ExampleVerifier_Parse() {
	verifier, err := webhookverify.NewVerifier("the webhook's secret")
	if err != nil {
		fmt.Println(err)
		return
	}
	handler := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		event, err := verifier.Parse(r)
		switch {
		case errors.Is(err, webhookverify.ErrMalformedEvent):
			http.Error(w, "unreadable", http.StatusBadRequest)
			return
		case err != nil:
			http.Error(w, "not from Smile", http.StatusUnauthorized)
			return
		}
		fmt.Println("received", event)
		w.WriteHeader(http.StatusNoContent)
	})

	body := `{"id":"et-1","type":"USER_CREATED","data":{"userId":"acme-1"}}`
	call, err := webhookverify.NewRequest(context.Background(), "/webhooks/smile", "the webhook's secret", []byte(body))
	if err != nil {
		fmt.Println(err)
		return
	}
	reply := httptest.NewRecorder()
	handler.ServeHTTP(reply, call)
	fmt.Println(reply.Code)
	// Output:
	// received USER_CREATED et-1
	// 204
}

// Log every request, without anything about a person.
func ExampleWithObserver() {
	verifier, err := webhookverify.NewVerifier("the new secret", "the old secret")
	if err != nil {
		fmt.Println(err)
		return
	}
	handler, err := webhookverify.NewHandler(verifier, webhookverify.WithObserver(func(_ context.Context, o webhookverify.Outcome) {
		fmt.Println(o.Status, o.Type, o.ID)
		if o.SignedBy > 1 {
			fmt.Println("the old secret is still in use")
		}
	}))
	if err != nil {
		fmt.Println(err)
		return
	}
	body := []byte(`{"id":"et-1","type":"USER_CREATED"}`)
	call, err := webhookverify.NewRequest(context.Background(), "/", "the old secret", body)
	if err != nil {
		fmt.Println(err)
		return
	}
	handler.ServeHTTP(httptest.NewRecorder(), call)
	// Output:
	// 200 USER_CREATED et-1
	// the old secret is still in use
}

// Something between Smile and the program has added a newline to the body.
func ExampleVerifier_Diagnose() {
	verifier, err := webhookverify.NewVerifier("the webhook's secret")
	if err != nil {
		fmt.Println(err)
		return
	}
	body := `{"id":"et-1","type":"USER_CREATED"}`
	header := http.Header{}
	header.Set(webhookverify.SignatureHeader, webhookverify.Sign([]byte(body), "the webhook's secret"))
	err = verifier.Diagnose([]byte(body+"\n"), header)
	fmt.Println(errors.Is(err, webhookverify.ErrBodyChanged))
	// Output: true
}

// To change a webhook's secret, accept the old and the new one while both are in use.
func ExampleNewVerifier_rotation() {
	verifier, err := webhookverify.NewVerifier("the new secret", "the old secret")
	if err != nil {
		fmt.Println(err)
		return
	}
	body := []byte(`{"id":"et-1","type":"USER_CREATED"}`)
	fmt.Println(verifier.VerifySignature(body, webhookverify.Sign(body, "the old secret")))
	fmt.Println(verifier.VerifySignature(body, webhookverify.Sign(body, "the new secret")))
	// Output:
	// <nil>
	// <nil>
}

// A function platform passes the body as a string and the headers as a map.
func ExampleVerifier_ParseBody() {
	verifier, err := webhookverify.NewVerifier("the webhook's secret")
	if err != nil {
		fmt.Println(err)
		return
	}
	body := `{"id":"et-1","type":"USER_CREATED","data":{"userId":"acme-1"}}`
	headers := map[string]string{"smile-signature": webhookverify.Sign([]byte(body), "the webhook's secret")}

	header := http.Header{}
	for name, value := range headers {
		header.Add(name, value)
	}
	event, err := verifier.ParseBody([]byte(body), header)
	fmt.Println(event, err)
	// Output: USER_CREATED et-1 <nil>
}

// A service that stores deliveries verifies them on arrival, and decodes them later.
func ExampleDecode() {
	stored := []byte(`{"id":"et-1","type":"INCOMES_ADDED","data":{"accountId":"a-1","count":3}}`)
	event, err := webhookverify.Decode(stored)
	if err != nil {
		fmt.Println(err)
		return
	}
	if added, ok := event.(*webhookverify.IncomesAdded); ok {
		fmt.Println(added.Data.Count, "incomes for", added.Data.AccountID)
	}
	// Output: 3 incomes for a-1
}

// A test signs an event of its own.
func ExampleSign() {
	body := `{"id":"et-1","type":"ACCOUNT_DISCONNECTED","data":{"accountId":"a-1"}}`
	call := httptest.NewRequest(http.MethodPost, "/webhooks/smile", strings.NewReader(body))
	call.Header.Set(webhookverify.SignatureHeader, webhookverify.Sign([]byte(body), "the webhook's secret"))

	verifier, err := webhookverify.NewVerifier("the webhook's secret")
	if err != nil {
		fmt.Println(err)
		return
	}
	event, err := verifier.Parse(call)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(event.Head().Type)
	// Output: ACCOUNT_DISCONNECTED
}

// The events of a webhook created with IncludePayload contain the data. An incomplete list has a NextCursor, with which
// the API client reads the rest.
func ExampleTaskFinished() {
	body := []byte(`{"id":"et-1","type":"TASK_FINISHED","data":{"sourceId":"a-1","status":"SUCCEEDED",
		"payload":{"incomes":{"nextCursor":"c2","items":[{"id":"inc-1","netAmount":25376.91,"currency":"PHP"}]}}}}`)
	event, err := webhookverify.Decode(body) // in a handler: Parse
	if err != nil {
		fmt.Println(err)
		return
	}
	finished, ok := event.(*webhookverify.TaskFinished)
	if !ok || finished.Data.Status != webhookverify.TaskSucceeded {
		fmt.Println("nothing to read")
		return
	}
	incomes := finished.Data.Payload.Incomes
	for _, income := range incomes.Items {
		fmt.Println(income.NetAmount, income.Currency)
	}
	fmt.Println("more:", incomes.NextCursor != "")
	// Output:
	// 25376.91 PHP
	// more: true
}

// For an audit, register a function for all events before the others, and store the exact bytes that Smile sent. It
// also runs for event types that are added later.
func ExampleOn_audit() {
	verifier, err := webhookverify.NewVerifier("the webhook's secret")
	if err != nil {
		fmt.Println(err)
		return
	}
	handler, err := webhookverify.NewHandler(verifier)
	if err != nil {
		fmt.Println(err)
		return
	}
	trail := map[string][]byte{} // stands for an append-only store, such as a bucket
	webhookverify.On(handler, func(_ context.Context, e webhookverify.Event) error {
		trail[e.Head().ID] = e.Head().Raw // an error here leaves the event to Smile's next attempt
		return nil
	})
	webhookverify.On(handler, func(_ context.Context, e *webhookverify.UserCreated) error {
		fmt.Println("hello,", e.Data.UserID)
		return nil
	})

	for _, body := range []string{
		`{"id":"et-1", "type":"USER_CREATED", "data":{"userId":"acme-1"}}`,
		`{"id":"et-2", "type":"SOMETHING_NEW", "data":{}}`,
	} {
		call, err := webhookverify.NewRequest(context.Background(), "/webhooks/smile", "the webhook's secret", []byte(body))
		if err != nil {
			fmt.Println(err)
			return
		}
		handler.ServeHTTP(httptest.NewRecorder(), call)
	}
	fmt.Printf("%s\n%s\n", trail["et-1"], trail["et-2"])
	// Output:
	// hello, acme-1
	// {"id":"et-1", "type":"USER_CREATED", "data":{"userId":"acme-1"}}
	// {"id":"et-2", "type":"SOMETHING_NEW", "data":{}}
}
