package main

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/smileapi/smile-go"
	"github.com/smileapi/smile-go/smiletest"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func noCredentials(t *testing.T) {
	for _, name := range []string{"SMILE_API_KEY", "SMILE_API_SECRET", "SMILE_ENVIRONMENT", "SMILE_BASE_URL"} {
		t.Setenv(name, "")
	}
}

func TestThePayslipComesBack(t *testing.T) {
	noCredentials(t)
	photo := filepath.Join(t.TempDir(), "photo.png")
	require.NoError(t, os.WriteFile(photo, smiletest.SampleFile("payslip.png"), 0o600))
	for name, args := range map[string][]string{"the sample": nil, "a file": {photo}} {
		t.Run(name, func(t *testing.T) {
			var out bytes.Buffer
			require.NoError(t, run(t.Context(), &out, args))
			text := out.String()
			for _, part := range []string{"uploading [#########################] 100 %", "fetching  [#########################] 100 %", "those that were sent"} {
				assert.Contains(t, text, part)
			}
			assert.Regexp(t, `\n\S.*, employed at \S.*\nfrom \d{4}-\d\d-\d\d to \d{4}-\d\d-\d\d, paid on \d{4}-\d\d-\d\d\ngross [\d.]+ PHP, net [\d.]+ PHP\n`, text)
			assert.Less(t, strings.Count(text, "\r"), 210, "once for each percent")
		})
	}
}

func TestAFileThatIsNotThereIsAnError(t *testing.T) {
	noCredentials(t)
	var out bytes.Buffer
	err := run(t.Context(), &out, []string{filepath.Join(t.TempDir(), "none.pdf")})
	require.ErrorIs(t, err, smile.ErrInvalidParameters)
	require.ErrorIs(t, err, fs.ErrNotExist)
}
