package userdata

// Document is a document about a person at a source, returned by GET /documents and GET /documents/{id}, and in
// payloads.
type Document struct {
	ID   string `json:"id,omitzero"`
	Name string `json:"name,omitzero"`
	// DocID is the number printed on the document.
	DocID string `json:"docId,omitzero"`
	// Status is the provider's own wording.
	Status       string       `json:"status,omitzero"`
	DocumentType DocumentType `json:"documentType,omitzero"`
	IssueDate    Date         `json:"issueDate,omitzero"`
	ExpiryDate   Date         `json:"expiryDate,omitzero"`
	FileURL      string       `json:"fileUrl,omitzero"`
	Remarks      string       `json:"remarks,omitzero"`
	// Metadata identifies the source of the data point. It is zero in payloads.
	Metadata Metadata `json:"metadata,omitzero"`
}

// DocumentType is the purpose of a document.
type DocumentType string

// The types of documents.
const (
	DocumentTypeIdentification DocumentType = "IDENTIFICATION"
	DocumentTypePayslip        DocumentType = "PAYSLIP"
	DocumentTypeClearance      DocumentType = "CLEARANCE"
	DocumentTypeCertificate    DocumentType = "CERTIFICATE"
)
