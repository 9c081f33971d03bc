package main

import (
	"fmt"
	"testing"
	"time"

	"github.com/smileapi/smile-go"
	"github.com/smileapi/smile-go/smiletest"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestTheSandboxConforms(t *testing.T) {
	t.Parallel()
	srv := smiletest.New(t)
	srv.AddTenant("key", "secret")
	client := srv.Client(smile.WithCredentials("key", "secret"))
	created, err := client.Users.Create(t.Context(), nil)
	require.NoError(t, err)
	for _, provider := range []string{"grab", "sss_ph"} { // between them they have every kind of data
		_, err := srv.Link(t.Context(), smiletest.Link{UserID: created.User.ID, ProviderID: provider, Person: smiletest.George})
		require.NoError(t, err)
	}
	_, err = client.Archives.UploadPayslip(t.Context(), &smile.PayslipUploadParams{
		UserID: created.User.ID, Content: smile.FromFS(smiletest.SampleFiles(), "payslip.pdf"),
	})
	require.NoError(t, err)
	srv.Clock.Advance(time.Minute) // until it is read
	result := conform(t, srv.BaseURL)
	assert.Zero(t, result.code)
	assert.Empty(t, result.stderr)
	assert.NotEmpty(t, result.lines)
	assert.Equal(t, fmt.Sprintf("%d passed, 0 failed", len(result.lines)), result.last)
	for _, line := range result.lines {
		assert.True(t, line.OK, "%s: %v", line.Operation, line.Error)
	}
}
