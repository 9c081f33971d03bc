package rooms_test

import (
	"encoding/json"
	"errors"
	"os/exec"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestTheModuleRequiresNoMoreThanPlanned(t *testing.T) {
	t.Parallel()
	planned := []string{
		"github.com/hashicorp/go-retryablehttp",
		"github.com/google/go-querystring",
		"github.com/stretchr/testify", // tests only
		"github.com/jarcoal/httpmock", // tests only
	}
	var file struct {
		Require []struct {
			Path     string
			Indirect bool
		}
	}
	require.NoError(t, json.Unmarshal(goCommand(t, "mod", "edit", "-json"), &file))
	require.NotEmpty(t, file.Require)
	for _, requirement := range file.Require {
		if !requirement.Indirect {
			assert.Contains(t, planned, requirement.Path)
		}
	}
}

func TestAProgramThatImportsTheClientCompilesThreeModulesIn(t *testing.T) {
	t.Parallel()
	planned := []string{
		module,
		"github.com/hashicorp/go-retryablehttp",
		"github.com/hashicorp/go-cleanhttp",
		"github.com/google/go-querystring",
	}
	compiled := strings.Fields(string(goCommand(t, "list", "-deps", "-f", "{{with .Module}}{{.Path}}{{end}}", ".")))
	require.NotEmpty(t, compiled)
	for _, path := range compiled {
		assert.Contains(t, planned, path)
	}
}

// goCommand runs the go command at the top of the module.
func goCommand(t *testing.T, arguments ...string) []byte {
	t.Helper()
	command := exec.CommandContext(t.Context(), "go", arguments...)
	command.Dir = top
	output, err := command.Output()
	if exit := new(exec.ExitError); errors.As(err, &exit) {
		t.Fatalf("go %s: %s", strings.Join(arguments, " "), exit.Stderr)
	}
	require.NoError(t, err)
	return output
}
