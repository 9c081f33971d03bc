package userdata

// Employment is a current or former job of a person. The API returns it from GET /employments and GET
// /employments/{id}, and in payloads.
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
	// Status is free text of the provider.
	Status    string `json:"status,omitzero"`
	StartDate Date   `json:"startDate,omitzero"`
	// EndDate is zero if the employment is current, or if the source does not know the date.
	EndDate Date `json:"endDate,omitzero"`
	// ReportedDate is the day the employer reported the employment to the source.
	ReportedDate Date `json:"reportedDate,omitzero"`
	// Metadata is the origin of the data point. It is zero in payloads.
	Metadata Metadata `json:"metadata,omitzero"`
}
