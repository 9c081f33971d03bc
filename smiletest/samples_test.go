package smiletest_test

import (
	"encoding/base64"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/smileapi/smile-go/smiletest"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestSampleFiles(t *testing.T) {
	t.Parallel()
	entries, err := fs.ReadDir(smiletest.SampleFiles(), ".")
	require.NoError(t, err)
	assert.Len(t, entries, 11)
	for _, entry := range entries {
		content, err := fs.ReadFile(smiletest.SampleFiles(), entry.Name())
		require.NoError(t, err)
		assert.Equal(t, content, smiletest.SampleFile(entry.Name()))
		assert.NotEmpty(t, content)
	}
	assert.PanicsWithValue(t, `smiletest: there is no sample "none.pdf": see SampleFiles`, func() { smiletest.SampleFile("none.pdf") })
}

// request calls the server as any program can, and returns the status and body of the answer.
func request(t *testing.T, method, target, body string) (int, string) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, target, strings.NewReader(body))
	require.NoError(t, err)
	r.SetBasicAuth(smiletest.APIKey, smiletest.APISecret)
	r.Header.Set("Content-Type", "application/json")
	answer, err := http.DefaultClient.Do(r)
	require.NoError(t, err)
	defer func() { assert.NoError(t, answer.Body.Close()) }()
	text, err := io.ReadAll(answer.Body)
	require.NoError(t, err)
	return answer.StatusCode, string(text)
}

func TestWithRetention(t *testing.T) {
	t.Parallel()
	const day = 24 * time.Hour
	srv := smiletest.New(t, smiletest.WithRetention(60*day))
	content := base64.StdEncoding.EncodeToString(smiletest.SampleFile("payslip.pdf"))
	status, text := request(t, http.MethodPost, srv.BaseURL+"/archives", fmt.Sprintf(`{"rawFiles":[{"fileExtensionType":"PDF","fileContent":%q}]}`, content))
	require.Equal(t, http.StatusOK, status, text)
	_, after, _ := strings.Cut(text, `"url":"`)
	file, _, _ := strings.Cut(after, `"`)

	srv.Clock.Advance(60 * day)
	status, text = request(t, http.MethodGet, file, "")
	assert.Equal(t, http.StatusOK, status)
	assert.Equal(t, string(smiletest.SampleFile("payslip.pdf")), text)
	srv.Clock.Advance(time.Second)
	status, _ = request(t, http.MethodGet, file, "")
	assert.Equal(t, http.StatusNotFound, status)
}
