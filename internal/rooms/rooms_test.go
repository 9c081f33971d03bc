package rooms_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const (
	module = "github.com/smileapi/smile-go"
	top    = "../.."

	retryablehttp = "github.com/hashicorp/go-retryablehttp"
	querystring   = "github.com/google/go-querystring/query"
	testify       = "github.com/stretchr/testify"
)

// rooms says what the packages in each directory may import besides the standard library and each
// other: packages of this module by directory, packages of other modules by import path; either way
// with all below them.
var rooms = map[string][]string{
	"userdata":              {},
	"webhookverify":         {"userdata"},
	".":                     {"userdata", retryablehttp, querystring},
	"preview":               {".", "userdata"},
	"internal/requests":     {".", "preview", "userdata"},
	"alpha":                 {".", "preview", "internal/requests", "userdata"},
	"beta":                  {".", "preview", "internal/requests", "userdata"},
	"internal/contract":     {},
	"internal/contracttest": {"internal/contract", testify},
	"internal/previewtest":  {".", "preview", "smiletest", testify},
	"internal/sandbox":      {"internal/contract"},
	"smiletest":             {".", "userdata", "internal/sandbox"},
	"cmd/smile-sandbox":     {"internal/sandbox"},
	"internal/conformance":  {".", "alpha", "beta", "preview", "userdata"},
	"internal/faultserver":  {},
	"internal/peak":         {},
	"internal/rooms":        {},
	"examples":              {".", "preview", "alpha", "beta", "userdata", "webhookverify", "smiletest"},

	"webhookverify/storetest": {"webhookverify"}, // so that importers build no test library
}

// neverInTests says what the tests of a room may not import either. The client and the sandbox share no
// model, so that a mistake in one is not mirrored in the other.
var neverInTests = map[string][]string{
	"internal/sandbox": {".", "userdata", "webhookverify"},
	"userdata":         {".", "webhookverify"},
}

type imported struct {
	from, path string // directories; path is an import path if it is of another module
	test       bool
	where      token.Position
}

func TestEveryPackageKeepsToItsRoom(t *testing.T) {
	t.Parallel()
	for _, i := range imports(t) {
		room, ok := roomOf(i.from)
		if !assert.True(t, ok, "%s: no room is planned for %s: add it to the table", i.where, i.from) {
			continue
		}
		if i.test {
			forbidden := slices.ContainsFunc(neverInTests[room], func(other string) bool { return in(i.path, other) })
			assert.False(t, forbidden, "%s: even the tests of %s must not import %s", i.where, room, i.path)
			continue
		}
		if own, ok := roomOf(i.path); ok && own == room {
			continue
		}
		allowed := slices.ContainsFunc(rooms[room], func(other string) bool { return in(i.path, other) })
		assert.True(t, allowed, "%s: %s must not import %s", i.where, room, i.path)
	}
}

// in reports whether a package lies in a directory or below it. The top directory is one room, and does
// not hold the others.
func in(path, directory string) bool {
	return path == directory || strings.HasPrefix(path, directory+"/")
}

func roomOf(directory string) (room string, ok bool) {
	for ; ; directory = path.Dir(directory) {
		if _, ok := rooms[directory]; ok {
			return directory, true
		}
		if !strings.Contains(directory, "/") {
			return "", false
		}
	}
}

// imports lists every import of this module that is not of the standard library. It reads the files itself,
// whatever their build constraints, so that go test knows what its result depends on.
func imports(t *testing.T) (all []imported) {
	t.Helper()
	files := token.NewFileSet()
	require.NoError(t, filepath.WalkDir(top, func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && name != top && (strings.HasPrefix(entry.Name(), ".") || entry.Name() == "testdata" || hasModule(name)):
			return fs.SkipDir
		case filepath.Ext(name) != ".go":
			return nil
		}
		file, err := parser.ParseFile(files, name, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		directory, err := filepath.Rel(top, filepath.Dir(name))
		if err != nil {
			return err
		}
		for _, spec := range file.Imports {
			target, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return err
			}
			switch {
			case target == module:
				target = "."
			case strings.HasPrefix(target, module+"/"):
				target = strings.TrimPrefix(target, module+"/")
			case !strings.Contains(strings.Split(target, "/")[0], "."):
				continue
			}
			all = append(all, imported{filepath.ToSlash(directory), target, strings.HasSuffix(name, "_test.go"), files.Position(spec.Pos())})
		}
		return nil
	}))
	require.NotEmpty(t, all)
	return all
}

func hasModule(directory string) bool {
	_, err := os.Stat(filepath.Join(directory, "go.mod"))
	return err == nil
}
