package contracttest

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// Constants are the string constants of the package in a directory, by the types that they are declared with. Those
// whose name says that they are legacy must be marked as deprecated, for linters to see.
func Constants(t *testing.T, directory string) map[string][]string {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(directory, "*.go"))
	require.NoError(t, err)
	constants := map[string][]string{}
	for _, name := range names {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ParseComments)
		require.NoError(t, err)
		ast.Inspect(file, func(node ast.Node) bool {
			if spec, ok := node.(*ast.ValueSpec); ok && spec.Type != nil {
				if name := spec.Names[0].Name; strings.Contains(name, "Legacy") {
					require.Contains(t, spec.Doc.Text(), "\nDeprecated: ", name)
				}
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
