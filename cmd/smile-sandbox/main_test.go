package main

import (
	"bufio"
	"context"
	"flag"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestItAnnouncesItselfServesAndStops(t *testing.T) {
	t.Parallel()
	ctx, stop := context.WithCancel(t.Context())
	reader, writer := io.Pipe()
	ended := make(chan error, 1)
	go func() {
		ended <- run(ctx, []string{"-key", "k", "-secret", "s", "-seed", "7"}, writer, io.Discard)
		_ = writer.Close()
	}()
	base, credentials := announcement(t, reader)
	assert.Equal(t, "SMILE_API_KEY=k SMILE_API_SECRET=s", credentials)
	assert.Equal(t, http.StatusOK, get(t, base+"/providers", "k", "s"))
	assert.Equal(t, http.StatusBadRequest, get(t, base+"/providers", "k", "wrong"))
	stop()
	assert.NoError(t, <-ended)
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, base+"/providers", nil)
	require.NoError(t, err)
	request.SetBasicAuth("k", "s")
	if response, err := http.DefaultClient.Do(request); err == nil { // the port may be another server's by now
		_ = response.Body.Close()
		assert.NotEqual(t, http.StatusOK, response.StatusCode, "it does not listen any more")
	}
}

func TestTheProcessStopsOnSIGTERM(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("Windows has no SIGTERM to send")
	}
	binary := filepath.Join(t.TempDir(), "smile-sandbox")
	output, err := exec.CommandContext(t.Context(), "go", "build", "-o", binary, ".").CombinedOutput()
	require.NoError(t, err, string(output))
	command := exec.CommandContext(t.Context(), binary)
	command.Stderr = os.Stderr
	stdout, err := command.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, command.Start())
	base, credentials := announcement(t, stdout)
	assert.Equal(t, "SMILE_API_KEY=sandbox-key SMILE_API_SECRET=sandbox-secret", credentials)
	assert.Equal(t, http.StatusOK, get(t, base+"/users", "sandbox-key", "sandbox-secret"))
	require.NoError(t, command.Process.Signal(syscall.SIGTERM))
	assert.NoError(t, command.Wait(), "the exit status is 0")
}

func TestItBeginsEmptyUnlessPeopleAreAskedFor(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		args  []string
		users int
	}{
		{nil, 0},
		{[]string{"-people"}, 4},
	} {
		reader, writer := io.Pipe()
		ended := make(chan error, 1)
		ctx, stop := context.WithCancel(t.Context())
		go func() { ended <- run(ctx, test.args, writer, io.Discard) }()
		base, _ := announcement(t, reader)
		status, body := read(t, base+"/users", "sandbox-key", "sandbox-secret")
		assert.Equal(t, http.StatusOK, status)
		assert.Equal(t, test.users, strings.Count(body, `"session"`), body)
		stop()
		assert.NoError(t, <-ended)
	}
}

// A backend in another container has no certificate.
func TestWebhooksGoToOtherMachinesByPlainHTTPIfTheSandboxIsPublic(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		args   []string
		status int
	}{
		{nil, http.StatusBadRequest},
		{[]string{"-public", "-addr", "0.0.0.0:0"}, http.StatusOK},
	} {
		reader, writer := io.Pipe()
		ended := make(chan error, 1)
		ctx, stop := context.WithCancel(t.Context())
		go func() { ended <- run(ctx, test.args, writer, io.Discard) }()
		base, _ := announcement(t, reader)
		body := strings.NewReader(`{"name":"w","url":"http://backend:9000/webhooks","eventTypes":["ALL_EVENTS"],"active":true,"includePayload":false,"secret":"s"}`)
		request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, base+"/webhooks", body)
		require.NoError(t, err)
		request.SetBasicAuth("sandbox-key", "sandbox-secret")
		request.Header.Set("Content-Type", "application/json")
		response, err := http.DefaultClient.Do(request)
		require.NoError(t, err)
		_ = response.Body.Close()
		assert.Equal(t, test.status, response.StatusCode, test.args)
		stop()
		assert.NoError(t, <-ended)
	}
}

func TestHelpSaysWhatToCall(t *testing.T) {
	t.Parallel()
	var help strings.Builder
	require.ErrorIs(t, run(t.Context(), []string{"-help"}, io.Discard, &help), flag.ErrHelp)
	for _, wanted := range []string{"POST /sandbox/links", "POST /sandbox/syncs", "POST /sandbox/sessions", "George", "-people", "-addr"} {
		assert.Contains(t, help.String(), wanted)
	}
}

func TestArgumentsThatAreRefused(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		args    string
		message string
	}{
		{"-addr 0.0.0.0:0", "-public"},
		{"-addr :0", "-public"},
		{"-addr [::]:0", "-public"},
		{"-addr example.com:0", "-public"},
		{"-addr nonsense", "host:port"},
		{"-rate -1", "-rate"},
		{"-retention 0", "-retention"},
		{"-retention 99999", "-retention"},
		{"-key=", "-key"},
		{"-secret=", "-secret"},
		{"extra", `"extra"`},
		{"-unknown", "unknown"},
		{"-addr 0.0.0.0:99999 -public", "99999"}, // past the check, then no port
	} {
		err := run(t.Context(), strings.Fields(test.args), io.Discard, io.Discard)
		assert.ErrorContains(t, err, test.message, test.args)
	}
}

// announcement reads the two lines that begin the output.
func announcement(t *testing.T, output io.Reader) (base, credentials string) {
	t.Helper()
	lines := bufio.NewScanner(output)
	require.True(t, lines.Scan())
	base = lines.Text()
	require.Regexp(t, `^http://127\.0\.0\.1:\d+/v1$`, base)
	require.True(t, lines.Scan())
	return base, lines.Text()
}

func get(t *testing.T, target, key, secret string) int {
	t.Helper()
	status, _ := read(t, target, key, secret)
	return status
}

func read(t *testing.T, target, key, secret string) (status int, body string) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, target, nil)
	require.NoError(t, err)
	request.SetBasicAuth(key, secret)
	response, err := http.DefaultClient.Do(request)
	require.NoError(t, err)
	defer func() { _ = response.Body.Close() }()
	text, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	return response.StatusCode, string(text)
}
