package webhookverify_test

import (
	"crypto/hmac"
	"crypto/sha512"
	"encoding/hex"
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/smileapi/smile-go/webhookverify"
)

func FuzzVerify(f *testing.F) {
	for _, vector := range vectors(f) {
		f.Add(readFile(f, vector.Body), vector.Signature, vector.Secret)
		f.Add(readFile(f, vector.Body), " "+strings.ToUpper(vector.Signature)+"\n", vector.Secret)
	}
	f.Add([]byte("{}"), strings.Repeat("0", 128), secret)
	f.Add([]byte{}, "", secret)

	f.Fuzz(func(t *testing.T, body []byte, signature, key string) {
		verifier, err := webhookverify.New(key)
		if blank := strings.TrimSpace(key) == ""; blank != (err != nil) {
			t.Fatalf("New with %q: %v", key, err)
		}
		if err != nil {
			return
		}
		h := hmac.New(sha512.New, []byte(key))
		h.Write(body)
		given, err := hex.DecodeString(strings.TrimSpace(signature))
		want := err == nil && hmac.Equal(given, h.Sum(nil))
		err = verifier.Verify(body, signed(signature))
		if want != (err == nil) {
			t.Fatalf("the signature fits: %t; Verify: %v", want, err)
		}
		if err := verifier.VerifySignature(body, webhookverify.Sign(body, key)); err != nil {
			t.Fatalf("Verify refuses what Sign has signed: %v", err)
		}
	})
}

func FuzzParse(f *testing.F) {
	for _, eventType := range slices.Sorted(maps.Keys(catalogue)) {
		f.Add(sample(f, eventType))
	}
	f.Add([]byte(`{"id":"et-1","type":"MOON_ADDED","version":"1","data":[]}`))
	f.Add([]byte(`{"ID":"et-1","tYpe":"TASK_FINISHED","data":{"dataPoints":"INCOMES","payload":{"incomes":[{}]}}}`))
	verifier, err := webhookverify.New(secret)
	if err != nil {
		f.Fatal(err)
	}

	f.Fuzz(func(t *testing.T, body []byte) {
		event, err := verifier.ParseBody(body, signed(webhookverify.Sign(body, secret)))
		if err != nil {
			if event != nil {
				t.Fatalf("an event and an error: %v", err)
			}
			return
		}
		head := event.Head()
		if head.ID == "" || head.Type == "" || string(head.Raw) != string(body) || !json.Valid(body) {
			t.Fatalf("an event that is none: %#v", head)
		}
		written, err := json.Marshal(event)
		if err != nil {
			t.Fatal(err)
		}
		again, err := webhookverify.Decode(written)
		if err != nil {
			t.Fatalf("%s cannot be read again: %v", written, err)
		}
		if again.Head().ID != head.ID || again.Head().Type != head.Type || len(again.Head().Unread) > 0 {
			t.Fatalf("%s is read as %#v, was %#v", written, again.Head(), head)
		}
	})
}
