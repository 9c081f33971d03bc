package userdata

// FileTypeID is a type of document, such as a payslip. The constants are incomplete: GET /fileTypes lists all types.
type FileTypeID string

// The types of documents that Smile recognizes by their content.
const (
	FileTypePayslip               FileTypeID = "PAYSLIP"
	FileTypeTaxDocument           FileTypeID = "TAX_DOCUMENT"
	FileTypeEmploymentCertificate FileTypeID = "EMPLOYMENT_CERTIFICATE"
	FileTypeBankStatement         FileTypeID = "BANK_STATEMENT"
	FileTypeCompanyID             FileTypeID = "COMPANY_ID"
	FileTypeNBIClearance          FileTypeID = "CLEARANCE_NBI"
	FileTypeGovernmentID          FileTypeID = "GOVERNMENT_ID"
	FileTypeTelcoBill             FileTypeID = "TELCO_BILL"
	FileTypeElectricityBill       FileTypeID = "ELECTRICITY_BILL"
	FileTypeWaterBill             FileTypeID = "WATER_BILL"
	FileTypeOthers                FileTypeID = "OTHERS"
)
