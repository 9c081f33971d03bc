package smile_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/smileapi/smile-go/internal/contract"
	"github.com/smileapi/smile-go/internal/contracttest"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestConstantsMatchTheContract(t *testing.T) {
	t.Parallel()
	schemas := contract.Load().Schemas
	constants := contracttest.Constants(t, ".")
	for name, values := range contracttest.Constants(t, "userdata") {
		constants[name] = append(values, constants["userdata."+name]...)
	}
	for name, s := range map[string]*contract.Schema{
		"ErrorCode":        schemas["ObjectMetadataRefCode"],
		"ProviderType":     schemas["Provider"].Properties["type"],
		"ProviderSubtype":  schemas["Provider"].Properties["subType"],
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
