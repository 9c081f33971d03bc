package userdata

// Employment is a job of a person, past or present. It comes from GET /employments and
// GET /employments/{id}, and in payloads.
type Employment struct {
	ID string `json:"id,omitzero"`
	// Name and Description tell the work that is done.
	Name           string `json:"name,omitzero"`
	Description    string `json:"description,omitzero"`
	JobTitle       string `json:"jobTitle,omitzero"`
	Department     string `json:"department,omitzero"`
	EmployeeNumber string `json:"employeeNumber,omitzero"`
	EmployerNumber string `json:"employerNumber,omitzero"`
	Employer       string `json:"employer,omitzero"`
	// Status is in the words of the provider.
	Status    string `json:"status,omitzero"`
	StartDate Date   `json:"startDate,omitzero"`
	// EndDate is zero while the employment goes on, and when the source does not know it.
	EndDate Date `json:"endDate,omitzero"`
	// ReportedDate is when the employer reported the employment to the source.
	ReportedDate Date `json:"reportedDate,omitzero"`
	// Metadata tells where the data point came from. It is zero in payloads.
	Metadata Metadata `json:"metadata,omitzero"`
}
