package webhookverify_test

import (
	"bytes"
	"fmt"
	"testing"

	"github.com/smileapi/smile-go/webhookverify"
)

// eventOf returns a TASK_FINISHED of about a size: its incomes repeat until it is reached.
func eventOf(size int) []byte {
	var body bytes.Buffer
	body.WriteString(`{"id":"et-00112233445566778899aabbccddeeff","version":1,"type":"TASK_FINISHED","createdAt":"2026-01-31T08:25:05Z","data":{"userId":"acme-00112233445566778899aabbccddeeff","sourceId":"a-00112233445566778899aabbccddeeff","sourceType":"ACCOUNT","taskType":"LINK_ACCOUNT","status":"SUCCEEDED","providers":["harborpay"],"datapoints":["INCOMES"],"payload":{"incomes":{"items":[`)
	const item = `{"id":"inc-00112233445566778899aabbccddeeff","startDate":"2026-01-01","endDate":"2026-01-31","currency":"SGD","grossAmount":5150.50,"netAmount":4120.40,"employer":"Harbor Logistics"}`
	for body.WriteString(item); body.Len() < size-len(item); {
		body.WriteString("," + item)
	}
	body.WriteString(`]}}}}`)
	return body.Bytes()
}

var sizes = []int{1 << 10, 16 << 10, 256 << 10}

func BenchmarkVerify(b *testing.B) {
	for _, secrets := range [][]string{{secret}, {"old", secret}} {
		for _, size := range sizes {
			b.Run(fmt.Sprintf("secrets=%d/%dKiB", len(secrets), size>>10), func(b *testing.B) {
				body := eventOf(size)
				header := signed(webhookverify.Sign(body, secret))
				verifier := newVerifier(b, secrets...)
				b.ReportAllocs()
				b.SetBytes(int64(len(body)))
				for b.Loop() {
					if err := verifier.Verify(body, header); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}

func BenchmarkParse(b *testing.B) {
	for _, size := range sizes {
		b.Run(fmt.Sprintf("%dKiB", size>>10), func(b *testing.B) {
			body := eventOf(size)
			signature := webhookverify.Sign(body, secret)
			verifier := newVerifier(b, secret)
			b.ReportAllocs()
			b.SetBytes(int64(len(body)))
			for b.Loop() {
				if _, err := verifier.Parse(request(bytes.NewReader(body), signature)); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
