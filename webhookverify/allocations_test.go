//go:build !race

// The race detector makes sync.Pool drop what it is given, now and then.

package webhookverify_test

import (
	"testing"

	"github.com/smileapi/smile-go/webhookverify"
	"github.com/stretchr/testify/assert"
)

func TestVerifyingAllocatesNothing(t *testing.T) { // not parallel: AllocsPerRun counts for the whole process
	verifier := newVerifier(t, "old", secret)
	body := make([]byte, 16<<10)
	header := signed(webhookverify.Sign(body, secret))
	allocations := testing.AllocsPerRun(200, func() {
		if err := verifier.Verify(body, header); err != nil {
			t.Error(err)
		}
	})
	assert.Less(t, allocations, 1.0)
}
