package smile_test

import (
	"errors"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
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
	userID, accountID, loansKey, loansSecret, cardsKey, cardsSecret string

	created *smile.CreatedUser
	page    *smile.Page[userdata.Income]
	params  *smile.IncomeListParams
	roots   *x509.CertPool
	keep    func(requestID string, body []byte)
	place   Place
	store   func(context.Context, []userdata.Transaction, Place) error

	seconds interface{ Observe(value float64, labels ...any) }
	failures interface{ Add(n int, labels ...any) }
)

type Place struct { Cursor string; Done bool }

func main() {}
`

// Every Go block of the README compiles.
func TestTheCodeOfTheReadmeCompiles(t *testing.T) {
	t.Parallel()
	checker := newTypeChecker(t)
	for i, block := range readmeBlocks(t, "go") {
		program := block
		switch {
		case strings.HasPrefix(block, "package "):
		case strings.HasPrefix(block, "func "):
			program = snippet + block
		default:
			program = snippet + "func _(ctx context.Context, client *smile.Client) error {\n" + block + "return nil\n}\n"
		}
		assert.NoError(t, checker.check(program), "block %d:\n%s", i, block)
	}
}

// typeChecker checks programs that import what the snippet imports, without building them.
type typeChecker struct {
	files    *token.FileSet
	importer types.Importer
}

func newTypeChecker(t *testing.T) *typeChecker {
	t.Helper()
	files := token.NewFileSet()
	parsed, err := parser.ParseFile(files, "snippet.go", snippet, parser.ImportsOnly)
	require.NoError(t, err)
	arguments := []string{"list", "-export", "-deps", "-f", "{{.ImportPath}} {{.Export}}"}
	for _, imported := range parsed.Imports {
		path, err := strconv.Unquote(imported.Path.Value)
		require.NoError(t, err)
		arguments = append(arguments, path)
	}
	output, err := exec.CommandContext(t.Context(), "go", arguments...).Output()
	require.NoError(t, err)
	exports := map[string]string{}
	for line := range strings.Lines(string(output)) {
		path, export, _ := strings.Cut(strings.TrimSpace(line), " ")
		exports[path] = export
	}
	return &typeChecker{files, importer.ForCompiler(files, "gc", func(path string) (io.ReadCloser, error) { return os.Open(exports[path]) })}
}

// check returns every error of a program, not only the first.
func (c *typeChecker) check(program string) error {
	file, err := parser.ParseFile(c.files, "", program, parser.SkipObjectResolution)
	if err != nil {
		return err
	}
	var errs []error
	config := types.Config{Importer: c.importer, Error: func(err error) { errs = append(errs, err) }}
	_, _ = config.Check("main", c.files, []*ast.File{file}, nil)
	return errors.Join(errs...)
}

// The first program of the README runs. Its text is that of a file here, so that it needs no build of its own.
func TestTheFirstProgramOfTheReadmeRuns(t *testing.T) {
	srv := smiletest.New(t)
	t.Setenv("SMILE_API_KEY", smiletest.APIKey)
	t.Setenv("SMILE_API_SECRET", smiletest.APISecret)
	t.Setenv("SMILE_BASE_URL", srv.BaseURL)

	file, err := os.ReadFile("readme_program_test.go")
	require.NoError(t, err)
	require.Equal(t, readmeBlocks(t, "go")[0], strings.Replace(string(file), "package smile_test\n", "package main\n", 1))

	output, err := os.Create(filepath.Join(t.TempDir(), "output"))
	require.NoError(t, err)
	defer func(stdout *os.File) { os.Stdout = stdout }(os.Stdout)
	os.Stdout = output
	main()
	require.NoError(t, output.Close())
	printed, err := os.ReadFile(output.Name())
	require.NoError(t, err)
	assert.Regexp(t, "^start the widget with [0-9a-f]{32,}\n$", string(printed))
}
