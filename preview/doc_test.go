package preview_test

import (
	"go/parser"
	"go/token"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Whoever reads the documentation of a package learns what preview means, and until when it is supported.
func TestThePackagesSayHowLongTheyAreSupported(t *testing.T) {
	t.Parallel()
	const alpha, beta = "until six months after", "until twelve months after"
	for file, terms := range map[string][]string{
		"../alpha/alpha.go": {alpha}, "../beta/beta.go": {beta}, "doc.go": {alpha, beta},
	} {
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ParseComments|parser.PackageClauseOnly)
		require.NoError(t, err)
		text := strings.Join(strings.Fields(parsed.Doc.Text()), " ")
		for _, phrase := range append(terms, "preview", "promise of compatibility") {
			assert.Contains(t, strings.ToLower(text), phrase, file)
		}
	}
}
