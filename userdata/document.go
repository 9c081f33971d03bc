package userdata

// Document is a paper that a source holds about a person. It comes from GET /documents and
// GET /documents/{id}, and in payloads.
type Document struct {
	ID   string `json:"id,omitzero"`
	Name string `json:"name,omitzero"`
	// DocID is the number that stands on the document.
	DocID string `json:"docId,omitzero"`
	// Status is in the words of the provider.
	Status       string       `json:"status,omitzero"`
	DocumentType DocumentType `json:"documentType,omitzero"`
	IssueDate    Date         `json:"issueDate,omitzero"`
	ExpiryDate   Date         `json:"expiryDate,omitzero"`
	FileURL      string       `json:"fileUrl,omitzero"`
	Remarks      string       `json:"remarks,omitzero"`
	// Metadata tells where the data point came from. It is zero in payloads.
	Metadata Metadata `json:"metadata,omitzero"`
}

// DocumentType says what a document is for.
type DocumentType string

// The types of documents.
const (
	DocumentTypeIdentification DocumentType = "IDENTIFICATION"
	DocumentTypePayslip        DocumentType = "PAYSLIP"
	DocumentTypeClearance      DocumentType = "CLEARANCE"
	DocumentTypeCertificate    DocumentType = "CERTIFICATE"
)
