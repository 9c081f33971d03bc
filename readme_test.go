package smile_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/smileapi/smile-go/smiletest"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// readmeBlocks returns the fenced blocks of the README in a language.
func readmeBlocks(t *testing.T, language string) []string {
	t.Helper()
	text, err := os.ReadFile("README.md")
	require.NoError(t, err)
	var blocks []string
	for _, match := range regexp.MustCompile("(?ms)^```"+language+"\n(.*?)^```$").FindAllSubmatch(text, -1) {
		blocks = append(blocks, string(match[1]))
	}
	require.NotEmpty(t, blocks)
	return blocks
}

// snippet is what surrounds a block that is not a program: the names that its text takes for granted.
const snippet = `package main

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"os"
	"testing"
	"time"

	"github.com/smileapi/smile-go"
	"github.com/smileapi/smile-go/beta"
	"github.com/smileapi/smile-go/preview"
	"github.com/smileapi/smile-go/smiletest"
	"github.com/smileapi/smile-go/userdata"
	"github.com/smileapi/smile-go/webhookverify"
)

var (
	_ = context.Background
	_ = tls.Client
	_ = errors.Is
	_ = fmt.Println
	_ = http.HandleFunc
	_ = slog.Info
	_ = os.Getenv
	_ = testing.Short
	_ = time.Now
	_ = smile.New
	_ = beta.New
	_ = preview.ConsentTo
	_ = smiletest.New
	_ = webhookverify.NewVerifier
)

var (
	userID, accountID, saved, loansKey, loansSecret, cardsKey, cardsSecret string

	created *smile.CreatedUser
	page    *smile.Page[userdata.Income]
	params  *smile.IncomeListParams
	roots   *x509.CertPool
	keep    func(requestID string, body []byte)

	seconds interface{ Observe(value float64, labels ...any) }
	failures interface{ Add(n int, labels ...any) }
)

func main() {}
`

// Every Go block of the README compiles, in this module and nowhere on disk.
func TestTheCodeOfTheReadmeCompiles(t *testing.T) {
	t.Parallel()
	for i, block := range readmeBlocks(t, "go") {
		program := block
		switch {
		case strings.HasPrefix(block, "package "):
		case strings.HasPrefix(block, "func "):
			program = snippet + block
		default:
			program = snippet + "func _(ctx context.Context, client *smile.Client) error {\n" + block + "return nil\n}\n"
		}
		output, err := build(t, fmt.Sprintf("readme%d", i), program, os.DevNull)
		assert.NoError(t, err, "block %d:\n%s\n%s", i, output, block)
	}
}

// The first program of the README runs.
func TestTheFirstProgramOfTheReadmeRuns(t *testing.T) {
	t.Parallel()
	srv := smiletest.New(t)
	program := filepath.Join(t.TempDir(), "first.exe")
	output, err := build(t, "first", readmeBlocks(t, "go")[0], program)
	require.NoError(t, err, string(output))
	command := exec.CommandContext(t.Context(), program)
	command.Env = append(os.Environ(), "SMILE_API_KEY="+smiletest.APIKey, "SMILE_API_SECRET="+smiletest.APISecret, "SMILE_BASE_URL="+srv.BaseURL)
	output, err = command.CombinedOutput()
	require.NoError(t, err, string(output))
	assert.Contains(t, string(output), "start the widget with ")
}

// The README shows what the quickstart prints, but for identifiers, times and the months it leaves out.
func TestTheReadmeShowsWhatTheQuickstartPrints(t *testing.T) {
	t.Parallel()
	command := exec.CommandContext(t.Context(), "go", "run", "./examples/quickstart")
	for _, variable := range os.Environ() {
		if !strings.HasPrefix(variable, "SMILE_") {
			command.Env = append(command.Env, variable)
		}
	}
	output, err := command.Output()
	require.NoError(t, err)
	printed := map[string]bool{}
	for line := range strings.Lines(string(output)) {
		printed[shape(line)] = true
	}
	for line := range strings.Lines(readmeBlocks(t, "text")[0]) {
		assert.True(t, printed[shape(line)], "the quickstart prints no line like %q", line)
	}
}

var variable = regexp.MustCompile(`[0-9a-f]{16,}|[0-9]+`)

// shape is a line without what differs from run to run.
func shape(line string) string {
	line = variable.ReplaceAllString(strings.TrimRight(line, " \n"), "0")
	return strings.Join(strings.Fields(regexp.MustCompile(`sandbox0?[0-9a-f-]*-0`).ReplaceAllString(line, "ID")), " ")
}

// build compiles a program as part of this module without a file in its tree.
func build(t *testing.T, name, program, target string) ([]byte, error) {
	t.Helper()
	directory := t.TempDir()
	source := filepath.Join(directory, "main.go")
	require.NoError(t, os.WriteFile(source, []byte(program), 0o600))
	top, err := filepath.Abs(".")
	require.NoError(t, err)
	overlay, err := json.Marshal(map[string]any{"Replace": map[string]string{filepath.Join(top, "examples", name, "main.go"): source}})
	require.NoError(t, err)
	overlayFile := filepath.Join(directory, "overlay.json")
	require.NoError(t, os.WriteFile(overlayFile, overlay, 0o600))
	command := exec.CommandContext(t.Context(), "go", "build", "-overlay", overlayFile, "-o", target, "./examples/"+name)
	var output bytes.Buffer
	command.Stdout, command.Stderr = &output, &output
	err = command.Run()
	return output.Bytes(), err
}
