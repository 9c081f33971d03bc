package rooms_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestTheDependenciesOfEveryModuleAreKeptUpToDate(t *testing.T) {
	t.Parallel()
	configuration, err := os.ReadFile(filepath.Join(top, ".github", "dependabot.yml"))
	require.NoError(t, err)
	require.NoError(t, filepath.WalkDir(top, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.Name() != "go.mod" {
			return err
		}
		directory, err := filepath.Rel(top, filepath.Dir(name))
		if err != nil {
			return err
		}
		line := "      - " + filepath.ToSlash(filepath.Join("/", directory)) + "\n"
		assert.Contains(t, string(configuration), line, "%s", name)
		return nil
	}))
}
