package smile

import (
	"cmp"
	"encoding/json"
	"fmt"

	"github.com/smileapi/smile-go/userdata"
)

// Payslip holds the fields read from a payslip.
type Payslip struct {
	// StartDate and EndDate are the first and last day of the pay period.
	StartDate        userdata.Date     `json:"startDate,omitzero"`
	EndDate          userdata.Date     `json:"endDate,omitzero"`
	PayDate          userdata.Date     `json:"payDate,omitzero"`
	Currency         userdata.Currency `json:"currency,omitzero"`
	GrossAmount      userdata.Decimal  `json:"grossAmount,omitzero"`
	NetAmount        userdata.Decimal  `json:"netAmount,omitzero"`
	EmployerName     string            `json:"employerName,omitzero"`
	EmployeeName     string            `json:"employeeName,omitzero"`
	SSNumber         string            `json:"ssNumber,omitzero"` // social security
	PhilHealthNumber string            `json:"philHealthNumber,omitzero"`
	TaxNumber        string            `json:"taxNumber,omitzero"`
	PagIbigNumber    string            `json:"pagIbigNumber,omitzero"` // housing fund
}

// TaxDocument holds the fields read from an employee's tax form.
type TaxDocument struct {
	// StartDate and EndDate are the first and last day of the taxed period.
	StartDate    userdata.Date    `json:"startDate,omitzero"`
	EndDate      userdata.Date    `json:"endDate,omitzero"`
	GrossAmount  userdata.Decimal `json:"grossAmount,omitzero"`
	BaseAmount   userdata.Decimal `json:"baseAmount,omitzero"`
	EmployerName string           `json:"employerName,omitzero"`
	EmployeeName string           `json:"employeeName,omitzero"`
	TaxNumber    string           `json:"taxNumber,omitzero"`
}

// NBIClearance holds the fields read from a clearance of the National Bureau of Investigation of the Philippines.
type NBIClearance struct {
	// Number is the number of the clearance.
	Number        string                 `json:"nbiIdNumber,omitzero"`
	FirstName     string                 `json:"firstName,omitzero"`
	MiddleName    string                 `json:"middleName,omitzero"`
	LastName      string                 `json:"lastName,omitzero"`
	DateOfBirth   userdata.Date          `json:"dateOfBirth,omitzero"`
	Gender        userdata.Gender        `json:"gender,omitzero"`
	MaritalStatus userdata.MaritalStatus `json:"maritalStatus,omitzero"`
	Citizenship   string                 `json:"citizenship,omitzero"`
	Address       string                 `json:"address,omitzero"`
	ExpireDate    userdata.Date          `json:"expireDate,omitzero"`
	Remark        string                 `json:"remark,omitzero"`
}

// Bill holds the fields common to all bills.
type Bill struct {
	Supplier        string `json:"supplier,omitzero"`
	AccountNumber   string `json:"accountNumber,omitzero"`
	StatementNumber string `json:"statementNumber,omitzero"`
	FullName        string `json:"fullName,omitzero"`
	FirstName       string `json:"firstName,omitzero"`
	MiddleName      string `json:"middleName,omitzero"`
	LastName        string `json:"lastName,omitzero"`
	Address         string `json:"address,omitzero"`
	EmailAddress    string `json:"emailAddress,omitzero"`
	PhoneNumber     string `json:"phoneNumber,omitzero"`
	// StartDate and EndDate are the first and last day of the billed period.
	StartDate     userdata.Date     `json:"startDate,omitzero"`
	EndDate       userdata.Date     `json:"endDate,omitzero"`
	StatementDate userdata.Date     `json:"statementDate,omitzero"`
	DueDate       userdata.Date     `json:"dueDate,omitzero"`
	PaymentDate   userdata.Date     `json:"paymentDate,omitzero"`
	Currency      userdata.Currency `json:"currency,omitzero"`
	// CurrentBillAmount is the charge for the period, and DueAmount the total amount due.
	CurrentBillAmount userdata.Decimal `json:"currentBillAmount,omitzero"`
	VATAmount         userdata.Decimal `json:"vatAmount,omitzero"`
	PreviousDueAmount userdata.Decimal `json:"previousDueAmount,omitzero"`
	BalanceAmount     userdata.Decimal `json:"balanceAmount,omitzero"`
	DueAmount         userdata.Decimal `json:"dueAmount,omitzero"`
}

// TelcoBill holds the fields read from a telephone or internet bill.
type TelcoBill struct {
	Bill
	AdjustmentAmount userdata.Decimal `json:"adjustmentAmount,omitzero"`
}

// MeteredBill holds the fields read from an electricity or water bill.
type MeteredBill struct {
	Bill
	// PreviousReading and PresentReading are the meter readings, and CurrentPeriodUsage is the usage in the period.
	PreviousReading    userdata.Decimal `json:"previousReading,omitzero"`
	PresentReading     userdata.Decimal `json:"presentReading,omitzero"`
	CurrentPeriodUsage userdata.Decimal `json:"currentPeriodUsage,omitzero"`
}

// EmploymentCertificate holds the fields read from a certificate of employment.
type EmploymentCertificate struct {
	EmployerName string `json:"employerName,omitzero"`
	FullName     string `json:"fullName,omitzero"`
	FirstName    string `json:"firstName,omitzero"`
	MiddleName   string `json:"middleName,omitzero"`
	LastName     string `json:"lastName,omitzero"`
	// EmployeeIDNumber is any number that identifies the person, and EmployeeIDType its type.
	EmployeeIDNumber  string            `json:"employeeIdNumber,omitzero"`
	EmployeeIDType    string            `json:"employeeIdType,omitzero"`
	Position          string            `json:"position,omitzero"`
	Department        string            `json:"department,omitzero"`
	EmploymentStatus  string            `json:"employmentStatus,omitzero"`
	StartDate         userdata.Date     `json:"startDate,omitzero"`
	EndDate           userdata.Date     `json:"endDate,omitzero"`
	SalaryAmount      userdata.Decimal  `json:"salaryAmount,omitzero"`
	SalaryTerm        string            `json:"salaryTerm,omitzero"`
	Currency          userdata.Currency `json:"currency,omitzero"`
	Purpose           string            `json:"purpose,omitzero"`
	Remarks           string            `json:"remarks,omitzero"`
	IssueDate         userdata.Date     `json:"issueDate,omitzero"`
	SignatoryName     string            `json:"signatoryName,omitzero"`
	SignatoryPosition string            `json:"signatoryPosition,omitzero"`
}

// Payslip returns the data of an archive that is a payslip and has been analyzed, and nil and false for any other. A
// malformed value is left zero: [Archive.ReadAnalysis] lists such values. The same applies to the methods below.
func (a *Archive) Payslip() (*Payslip, bool) { return read[Payslip](a, userdata.FileTypePayslip) }

// TaxDocument returns the data of an archive that is a tax document and has been analyzed.
func (a *Archive) TaxDocument() (*TaxDocument, bool) {
	return read[TaxDocument](a, userdata.FileTypeTaxDocument)
}

// NBIClearance returns the data of an archive that is an NBI clearance and has been analyzed.
func (a *Archive) NBIClearance() (*NBIClearance, bool) {
	return read[NBIClearance](a, userdata.FileTypeNBIClearance)
}

// TelcoBill returns the data of an archive that is a telephone or internet bill and has been analyzed.
func (a *Archive) TelcoBill() (*TelcoBill, bool) {
	return read[TelcoBill](a, userdata.FileTypeTelcoBill)
}

// ElectricityBill returns the data of an archive that is an electricity bill and has been analyzed.
func (a *Archive) ElectricityBill() (*MeteredBill, bool) {
	return read[MeteredBill](a, userdata.FileTypeElectricityBill)
}

// WaterBill returns the data of an archive that is a water bill and has been analyzed.
func (a *Archive) WaterBill() (*MeteredBill, bool) {
	return read[MeteredBill](a, userdata.FileTypeWaterBill)
}

// EmploymentCertificate returns the data of an archive that is a certificate of employment and has been analyzed.
func (a *Archive) EmploymentCertificate() (*EmploymentCertificate, bool) {
	return read[EmploymentCertificate](a, userdata.FileTypeEmploymentCertificate)
}

func read[T any](a *Archive, fileType userdata.FileTypeID) (*T, bool) {
	if of, analysis := a.analysis(); of != fileType || len(analysis) == 0 {
		return nil, false
	}
	view := new(T)
	if _, err := a.ReadAnalysis(view); err != nil {
		return nil, false
	}
	return view, true
}

// ReadAnalysis decodes the data read from the files into v, a pointer to a struct of this package or of your own. Use
// it for file types that this version does not know, and to find malformed values: their fields are left zero, and the
// values are returned. It returns an error if the archive has not been analyzed or the data is not an object.
func (a *Archive) ReadAnalysis(v any) ([]userdata.Malformed, error) {
	_, analysis := a.analysis()
	if len(analysis) == 0 {
		return nil, fmt.Errorf("smile: the archive has no analysis: its state is %s", a.State.Status)
	}
	return userdata.Unmarshal(analysis, v)
}

// analysis returns the data read from the files and its type. The API has two places for it.
func (a *Archive) analysis() (userdata.FileTypeID, json.RawMessage) {
	if given(a.Extraction.Analysis) {
		return cmp.Or(a.Extraction.FileType, a.Classification.FileType, a.Type), a.Extraction.Analysis
	}
	if given(a.Analysis) {
		return cmp.Or(a.Classification.FileType, a.Type), a.Analysis
	}
	return "", nil
}

func given(value json.RawMessage) bool { return len(value) > 0 && string(value) != "null" }
