package smile_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/smileapi/smile-go"
	"github.com/smileapi/smile-go/beta"
	"github.com/smileapi/smile-go/smiletest"
	"github.com/smileapi/smile-go/userdata"
	"github.com/smileapi/smile-go/webhookverify"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A word that the API and its webhooks share has one type: this compiles.
var _ = func(account smile.Account, task smile.Task, archive smile.Archive, signal beta.Signal, payload userdata.UserArchive, delivery smiletest.Delivery,
	event webhookverify.Event, synced webhookverify.AccountSyncTaskFinished, started webhookverify.TaskStarted,
	failed webhookverify.AccountFailed, unread webhookverify.ArchiveFailed, completed webhookverify.RecordCompleted,
) bool {
	_ = smile.WebhookCreateParams{EventTypes: []userdata.EventType{smile.AllEvents, event.Head().Type, userdata.EventTaskFinished}}
	return delivery.EventType == event.Head().Type &&
		account.MonitorStatus == synced.Data.MonitorStatus &&
		task.Type == started.Data.TaskType &&
		payload.FileType == archive.Type &&
		completed.Data.ResultCode == signal.ResultCode &&
		completed.Data.Status == signal.Status &&
		failed.Data.ErrorCode == account.Connection.ErrorCode &&
		unread.Data.ErrorCode == archive.State.ErrorCode
}

// shared are names that several packages have, each for the same thing on its side.
var shared = map[string]string{
	"Option": "configures what the package makes", "New": "makes it", "WithObserver": "is such an option", "WithTimeout": "is such an option",
	"PanicError": "is the panic of a caller's code",
	"Link":       "links an account in the sandbox, and is the data point about a linked account",
}

// Packages alpha and beta have phases of the same products.
var phases = []string{"alpha", "beta"}

func TestNoNameMeansTwoThings(t *testing.T) {
	t.Parallel()
	found := map[string][]string{}
	for _, directory := range []string{".", "userdata", "webhookverify", "preview", "alpha", "beta", "smiletest"} {
		for name := range exportedNames(t, directory) {
			if !slices.Contains(phases, directory) || !slices.Contains(found[name], "alpha") {
				found[name] = append(found[name], directory)
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(found)) {
		if len(found[name]) > 1 && name != "Client" {
			assert.Contains(t, shared, name, "%s is exported by %v: rename one, or say here why both have it", name, found[name])
		}
	}
}

func exportedNames(t *testing.T, directory string) map[string]bool {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(directory, "*.go"))
	require.NoError(t, err)
	names := map[string]bool{}
	add := func(name *ast.Ident) {
		if name.IsExported() {
			names[name.Name] = true
		}
	}
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		require.NoError(t, err)
		for _, declaration := range file.Decls {
			switch d := declaration.(type) {
			case *ast.FuncDecl:
				if d.Recv == nil {
					add(d.Name)
				}
			case *ast.GenDecl:
				for _, spec := range d.Specs {
					switch spec := spec.(type) {
					case *ast.TypeSpec:
						add(spec.Name)
					case *ast.ValueSpec:
						for _, name := range spec.Names {
							add(name)
						}
					}
				}
			}
		}
	}
	return names
}
