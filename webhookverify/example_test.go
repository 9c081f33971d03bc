package webhookverify_test

import (
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"

	"github.com/smileapi/smile-go/webhookverify"
)

// A handler for the URL that the webhook is registered with.
func Example() {
	verifier, err := webhookverify.New("the webhook's secret")
	if err != nil {
		fmt.Println(err)
		return
	}
	handler := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		event, err := verifier.Parse(r)
		switch {
		case errors.Is(err, webhookverify.ErrMalformedEvent):
			http.Error(w, "unreadable", http.StatusInternalServerError)
			return
		case err != nil:
			http.Error(w, "not from Smile", http.StatusUnauthorized)
			return
		}
		// Here a real handler returns 2xx at once if it has done the work of event.Head().ID before.
		switch event := event.(type) {
		case *webhookverify.TaskFinished:
			fmt.Println("data of", event.Data.UserID, "is there:", event.Data.Datapoints)
		case *webhookverify.AccountFailed:
			fmt.Println("account", event.Data.AccountID, "failed:", event.Data.ErrorCode)
		default:
			fmt.Println("nothing to do for", event.Head().Type)
		}
		w.WriteHeader(http.StatusNoContent)
	})

	// In a test, Sign stands in for Smile.
	body := `{"id":"et-1","type":"TASK_FINISHED","data":{"userId":"acme-1","datapoints":["INCOMES"]}}`
	call := httptest.NewRequest(http.MethodPost, "/webhooks/smile", strings.NewReader(body))
	call.Header.Set(webhookverify.SignatureHeader, webhookverify.Sign([]byte(body), "the webhook's secret"))
	reply := httptest.NewRecorder()
	handler.ServeHTTP(reply, call)
	fmt.Println(reply.Code)

	forged := httptest.NewRequest(http.MethodPost, "/webhooks/smile", strings.NewReader(strings.ReplaceAll(body, "acme-1", "acme-2")))
	forged.Header = call.Header
	reply = httptest.NewRecorder()
	handler.ServeHTTP(reply, forged)
	fmt.Println(reply.Code)
	// Output:
	// data of acme-1 is there: [INCOMES]
	// 204
	// 401
}

// To change a webhook's secret, accept the old and the new one for as long as both are in use.
func ExampleNew_rotation() {
	verifier, err := webhookverify.New("the new secret", "the old secret")
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

// A function platform hands over the body as a string and the headers as a map of its own.
func ExampleVerifier_ParseBody() {
	verifier, err := webhookverify.New("the webhook's secret")
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

// A service that only stores what has arrived verifies it at the door, and reads it later.
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

// The signature of an event that a test of your own makes up.
func ExampleSign() {
	body := `{"id":"et-1","type":"ACCOUNT_DISCONNECTED","data":{"accountId":"a-1"}}`
	call := httptest.NewRequest(http.MethodPost, "/webhooks/smile", strings.NewReader(body))
	call.Header.Set(webhookverify.SignatureHeader, webhookverify.Sign([]byte(body), "the webhook's secret"))

	verifier, err := webhookverify.New("the webhook's secret")
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

// A webhook that was created with IncludePayload brings the data along. A list that did not fit whole has a
// NextCursor, with which the API client reads the rest.
func ExampleTaskFinished() {
	body := []byte(`{"id":"et-1","type":"TASK_FINISHED","data":{"sourceId":"a-1","status":"SUCCEEDED",
		"payload":{"incomes":{"nextCursor":"c2","items":[{"id":"inc-1","netAmount":25376.91,"currency":"PHP"}]}}}}`)
	event, err := webhookverify.Decode(body) // in a handler: Parse
	if err != nil {
		fmt.Println(err)
		return
	}
	finished, ok := event.(*webhookverify.TaskFinished)
	if !ok || finished.Data.Status != webhookverify.TaskSucceeded || finished.Data.Payload == nil {
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
