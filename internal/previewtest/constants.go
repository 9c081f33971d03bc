package previewtest

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"
)

// Constants are the string constants of the package in a directory, by the types that they are declared with.
func Constants(t *testing.T, directory string) map[string][]string {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(directory, "*.go"))
	require.NoError(t, err)
	constants := map[string][]string{}
	for _, name := range names {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		require.NoError(t, err)
		ast.Inspect(file, func(node ast.Node) bool {
			if spec, ok := node.(*ast.ValueSpec); ok && spec.Type != nil {
				for _, value := range spec.Values {
					if literal, ok := value.(*ast.BasicLit); ok && literal.Kind == token.STRING {
						text, err := strconv.Unquote(literal.Value)
						require.NoError(t, err)
						of := types.ExprString(spec.Type)
						constants[of] = append(constants[of], text)
					}
				}
			}
			return true
		})
	}
	return constants
}
