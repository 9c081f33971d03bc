package webhookverify_test

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha512"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/netip"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

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
		verifier, err := webhookverify.NewVerifier(key)
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
	verifier, err := webhookverify.NewVerifier(secret)
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
		if shown := fmt.Sprint(event); len(shown) > 2000 || strings.ContainsFunc(shown, unicode.IsControl) || !utf8.ValidString(shown) {
			t.Fatalf("%q is not fit for a log", shown)
		}
		if head.SignedBy != 1 || again.Head().SignedBy != 0 {
			t.Fatal("only what was verified was signed by somebody")
		}
		if again.Head().ID != head.ID || again.Head().Type != head.Type || len(again.Head().Malformed) > 0 {
			t.Fatalf("%s is read as %#v, was %#v", written, again.Head(), head)
		}
	})
}

// FuzzHandler sends anything at all, with a good signature or a bad one.
func FuzzHandler(f *testing.F) {
	for _, eventType := range slices.Sorted(maps.Keys(catalogue)) {
		f.Add(http.MethodPost, sample(f, eventType), true, "18.142.61.230:443", "")
	}
	f.Add(http.MethodGet, []byte("{}"), true, "10.0.0.1:1", "18.142.61.230")
	f.Add(http.MethodPost, []byte(userCreated("et-1")), false, "10.0.0.1:1", "18.142.61.230, [::1]:1,10.0.0.2")
	f.Add(http.MethodPost, []byte(`{ "data":[{"a":{}}], "type":"\u0041"}`), false, "[::1]:1", "")

	f.Fuzz(func(t *testing.T, method string, body []byte, genuine bool, remote, forwarded string) {
		r := newReceiver(t, webhookverify.WithDiagnosis(),
			webhookverify.WithSourceCheck(netip.MustParsePrefix("18.142.61.230/32")), webhookverify.WithTrustedProxies(netip.MustParsePrefix("10.0.0.0/8")))
		var handled webhookverify.Event
		webhookverify.On(r.Handler, func(_ context.Context, e webhookverify.Event) error {
			handled = e
			return nil
		})
		signature := webhookverify.Sign(body, secret)
		if !genuine {
			signature = webhookverify.Sign(body, "guessed")
		}
		call := request(bytes.NewReader(body), signature)
		call.Method, call.RemoteAddr = method, remote
		call.Header.Set("X-Forwarded-For", forwarded)
		status := r.answer(call).StatusCode
		outcome := r.last(t)
		switch {
		case (status == http.StatusOK) != (handled != nil) || (status == http.StatusOK) != (outcome.Err == nil):
			t.Fatalf("answered %d, handled %v: %v", status, handled, outcome.Err)
		case handled != nil && (!genuine || method != http.MethodPost || !strings.Contains(remote+forwarded, "18.142.61.230")):
			t.Fatalf("let in %s of %q, %q; genuine: %t", method, remote, forwarded, genuine)
		case handled == nil && !slices.Contains([]int{400, 401, 403, 405}, status):
			t.Fatalf("answered %d: %v", status, outcome.Err)
		}
	})
}

// FuzzReading sends a body in pieces of any size, announced in any way, to a handler with little memory.
func FuzzReading(f *testing.F) {
	f.Add(100, int64(100), 7)
	f.Add(70_000, int64(-1), 1024)
	f.Add(70_001, int64(5), 70_001)
	f.Add(69_999, int64(69_999), 3333)
	f.Fuzz(func(t *testing.T, size int, announced int64, piece int) {
		const largest = 70_000
		size, piece = int(uint(size)%(largest+10)), 1+int(uint(piece)%(largest+10))
		r := newReceiver(t, webhookverify.WithMaxBodySize(largest), webhookverify.WithBodyMemory(3*largest+4096))
		body := bytes.Repeat([]byte("x"), size)
		call := request(nil, webhookverify.Sign(body, secret))
		call.ContentLength = announced
		unread := bytes.NewReader(body)
		call.Body = readerFunc(func(p []byte) (int, error) {
			n, err := unread.Read(p[:min(piece, len(p))])
			if unread.Len() == 0 && piece%2 == 0 { // with the last piece, or after it
				err = io.EOF
			}
			return n, err
		})
		want := http.StatusBadRequest // signed, and no event
		if size > largest || announced > largest {
			want = http.StatusRequestEntityTooLarge
		}
		if status := r.answer(call).StatusCode; status != want {
			t.Fatalf("%d bytes in pieces of %d, announced as %d: answered %d, want %d: %v", size, piece, announced, status, want, r.last(t).Err)
		}
		if status := r.answer(forgery(t, "/", bytes.NewReader(body[:min(size, largest)]), -1)).StatusCode; status != http.StatusUnauthorized {
			t.Fatalf("memory is missing: answered %d", status)
		}
	})
}
