package smile_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/smileapi/smile-go/internal/contract"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestConstantsMatchTheContract(t *testing.T) {
	t.Parallel()
	schemas := contract.Load().Schemas
	constants := constantsOf(t)
	for name, s := range map[string]*contract.Schema{
		"ErrorCode":        schemas["ObjectMetadataRefCode"],
		"ProviderType":     schemas["Provider"].Properties["type"],
		"ProviderSubType":  schemas["Provider"].Properties["subType"],
		"ConnectionStatus": schemas["AccountConnectionStatus"],
		"MonitorStatus":    schemas["AccountMonitorStatus"],
		"AccountErrorCode": schemas["AccountErrorCode"],
		"ExportFormat":     schemas["ExportExtensionType"],
		"TaskType":         schemas["TaskType"],
		"TaskStatus":       schemas["Task"].Properties["status"],
		"EventType":        schemas["RefWebhookEventType"],
		"InviteStatus":     schemas["InviteStatus"],
		"FileTypeID":       schemas["ArchiveClassification"].Properties["fileType"],
		"FileFormat":       schemas["FileObject"].Properties["fileExtensionType"],
		"FileSubtype":      schemas["FileSubtype"],
		"ArchiveStatus":    schemas["Archive"].Properties["state"].Properties["status"],
		"ArchiveErrorCode": schemas["Archive"].Properties["state"].Properties["errorCode"],
		"ValidationCode":   schemas["ArchiveValidationResult"].Properties["resultCode"],
	} {
		values := slices.DeleteFunc(slices.Clone(s.Enum), func(value string) bool {
			return strings.HasPrefix(value, "ISIC-") // a standard's sections, which have names of their own there
		})
		require.NotEmpty(t, values, name)
		assert.ElementsMatch(t, values, constants[name], name)
	}
}

// constantsOf lists the values of this package's string constants by their types.
func constantsOf(t *testing.T) map[string][]string {
	names, err := filepath.Glob("*.go")
	require.NoError(t, err)
	constants := map[string][]string{}
	for _, name := range names {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		require.NoError(t, err)
		ast.Inspect(file, func(node ast.Node) bool {
			spec, ok := node.(*ast.ValueSpec)
			if !ok || len(spec.Values) != 1 {
				return true
			}
			of, typed := spec.Type.(*ast.Ident)
			literal, ok := spec.Values[0].(*ast.BasicLit)
			if typed && ok && literal.Kind == token.STRING {
				value, err := strconv.Unquote(literal.Value)
				require.NoError(t, err)
				constants[of.Name] = append(constants[of.Name], value)
			}
			return true
		})
	}
	return constants
}
