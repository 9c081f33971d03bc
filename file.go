package smile

import (
	"bytes"
	"path"
	"strings"
)

// MaxFileSize is the size in bytes of the largest file that can be uploaded. The API documents 15 MB, taken here as 15
// MiB.
const MaxFileSize = 15 << 20

// FileFormat is the format of a file.
type FileFormat string

// The formats that the API accepts.
const (
	FormatPDF  FileFormat = "PDF"
	FormatPNG  FileFormat = "PNG"
	FormatJPG  FileFormat = "JPG"
	FormatJPEG FileFormat = "JPEG"
)

// FileSubtype is the part of an archive that a file contains. The API may add others.
type FileSubtype string

// The parts of an archive.
const (
	FileSubtypePayslip               FileSubtype = "PAYSLIP"
	FileSubtypePersonalInformation   FileSubtype = "PERSONAL_INFORMATION"
	FileSubtypeEmploymentInformation FileSubtype = "EMPLOYMENT_INFORMATION"
	FileSubtypeTaxPayment            FileSubtype = "TAX_PAYMENT"
	FileSubtypeCompanyIDFront        FileSubtype = "COMPANY_ID_FRONT"
	FileSubtypeCompanyIDBack         FileSubtype = "COMPANY_ID_BACK"
	FileSubtypeCardFront             FileSubtype = "CARD_FRONT"
	FileSubtypeCardBack              FileSubtype = "CARD_BACK"
)

// File is a file to upload.
type File struct {
	// Name is the file's name at Smile. It defaults to the name of the content or, if that has none, to a name that
	// Smile chooses.
	Name    string      `json:"fileName,omitzero"`
	Subtype FileSubtype `json:"fileSubtype,omitzero"`
	// Format is optional: it is detected from the content.
	Format FileFormat `json:"fileExtensionType"`
	// Content provides the content of the file.
	Content Content `json:"fileContent"`
}

// formatOf detects a format from the content. It returns "" for an unknown one. A PDF may have other bytes before its
// signature.
func formatOf(head []byte) FileFormat {
	switch {
	case bytes.HasPrefix(head, []byte("\x89PNG\r\n\x1a\n")):
		return FormatPNG
	case bytes.HasPrefix(head, []byte("\xff\xd8\xff")):
		return FormatJPEG
	case bytes.Contains(head, []byte("%PDF-")):
		return FormatPDF
	default:
		return ""
	}
}

// formatNamed returns the format for the extension of a name, or "" for an unknown one.
func formatNamed(name string) FileFormat {
	format := FileFormat(strings.ToUpper(strings.TrimPrefix(path.Ext(name), ".")))
	switch format {
	case FormatPDF, FormatPNG, FormatJPG, FormatJPEG:
		return format
	default:
		return ""
	}
}

// kind maps the two names of JPEG to one.
func (f FileFormat) kind() FileFormat {
	if f == FormatJPG {
		return FormatJPEG
	}
	return f
}
