package webhookverify_test

import (
	"bytes"
	"fmt"
	"os/exec"
	"strconv"
	"strings"
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

// BenchmarkOpenSSL compares Verify with openssl speed in one run, size by size: x-openssl is the time that
// Verify takes as a multiple of the time in which OpenSSL computes the signature.
func BenchmarkOpenSSL(b *testing.B) {
	openssl, err := exec.LookPath("openssl")
	if err != nil {
		b.Skip("it is not installed")
	}
	for _, size := range sizes {
		b.Run(fmt.Sprintf("%dKiB", size>>10), func(b *testing.B) {
			output, err := exec.CommandContext(b.Context(), openssl, "speed", "-elapsed", "-mr", "-seconds", "2", "-bytes", fmt.Sprint(size), "-hmac", "sha512").Output()
			if err != nil {
				b.Fatal(err)
			}
			// The line ends with the bytes per second, as in +F:26:hmac(sha512):512000000.00.
			fields := strings.Split(strings.TrimSpace(string(output[bytes.LastIndex(output, []byte("+F:")):])), ":")
			theirs, err := strconv.ParseFloat(fields[len(fields)-1], 64)
			if err != nil {
				b.Fatal(err)
			}
			body := bytes.Repeat([]byte("x"), size)
			header := signed(webhookverify.Sign(body, secret))
			verifier := newVerifier(b, secret)
			b.ReportAllocs()
			b.SetBytes(int64(size))
			for b.Loop() {
				if err := verifier.Verify(body, header); err != nil {
					b.Fatal(err)
				}
			}
			ours := float64(size) * float64(b.N) / b.Elapsed().Seconds()
			b.ReportMetric(theirs/ours, "x-openssl")
		})
	}
}
