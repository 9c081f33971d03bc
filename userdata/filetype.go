package userdata

// FileTypeID identifies a file type, such as a payslip. GET /fileTypes lists all of them; there are more than these
// constants.
type FileTypeID string

// The file types that Smile recognizes by their content.
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
