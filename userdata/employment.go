package userdata

// Employment is a person's past or present job, returned by GET /employments and GET /employments/{id}, and in
// payloads.
type Employment struct {
	ID string `json:"id,omitzero"`
	// Name and Description describe the work.
	Name           string `json:"name,omitzero"`
	Description    string `json:"description,omitzero"`
	JobTitle       string `json:"jobTitle,omitzero"`
	Department     string `json:"department,omitzero"`
	EmployeeNumber string `json:"employeeNumber,omitzero"`
	EmployerNumber string `json:"employerNumber,omitzero"`
	Employer       string `json:"employer,omitzero"`
	// Status is the provider's own wording.
	Status    string `json:"status,omitzero"`
	StartDate Date   `json:"startDate,omitzero"`
	// EndDate is zero if the employment is ongoing, or if the source does not know it.
	EndDate Date `json:"endDate,omitzero"`
	// ReportedDate is when the employer reported the employment to the source.
	ReportedDate Date `json:"reportedDate,omitzero"`
	// Metadata identifies the source of the data point. It is zero in payloads.
	Metadata Metadata `json:"metadata,omitzero"`
}
