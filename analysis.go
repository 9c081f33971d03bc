package smile

import (
	"cmp"
	"encoding/json"
	"fmt"

	"github.com/smileapi/smile-go/userdata"
)

// Payslip is what stands on a payslip.
type Payslip struct {
	// StartDate and EndDate bound the period that was worked, both included.
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

// TaxDocument is what stands on a tax form of an employee.
type TaxDocument struct {
	// StartDate and EndDate bound the period that is taxed, both included.
	StartDate    userdata.Date    `json:"startDate,omitzero"`
	EndDate      userdata.Date    `json:"endDate,omitzero"`
	GrossAmount  userdata.Decimal `json:"grossAmount,omitzero"`
	BaseAmount   userdata.Decimal `json:"baseAmount,omitzero"`
	EmployerName string           `json:"employerName,omitzero"`
	EmployeeName string           `json:"employeeName,omitzero"`
	TaxNumber    string           `json:"taxNumber,omitzero"`
}

// NBIClearance is what stands on a clearance of the National Bureau of Investigation of the Philippines.
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

// Bill is what all bills have.
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
	// StartDate and EndDate bound the period that is billed, both included.
	StartDate     userdata.Date     `json:"startDate,omitzero"`
	EndDate       userdata.Date     `json:"endDate,omitzero"`
	StatementDate userdata.Date     `json:"statementDate,omitzero"`
	DueDate       userdata.Date     `json:"dueDate,omitzero"`
	PaymentDate   userdata.Date     `json:"paymentDate,omitzero"`
	Currency      userdata.Currency `json:"currency,omitzero"`
	// CurrentBillAmount is what the period costs, and DueAmount what is to be paid in all.
	CurrentBillAmount userdata.Decimal `json:"currentBillAmount,omitzero"`
	VATAmount         userdata.Decimal `json:"vatAmount,omitzero"`
	PreviousDueAmount userdata.Decimal `json:"previousDueAmount,omitzero"`
	BalanceAmount     userdata.Decimal `json:"balanceAmount,omitzero"`
	DueAmount         userdata.Decimal `json:"dueAmount,omitzero"`
}

// TelcoBill is what stands on a bill for telephone or internet.
type TelcoBill struct {
	Bill
	AdjustmentAmount userdata.Decimal `json:"adjustmentAmount,omitzero"`
}

// MeteredBill is what stands on a bill for electricity or water.
type MeteredBill struct {
	Bill
	// PreviousReading and PresentReading are what the meter showed, and CurrentPeriodUsage what was used.
	PreviousReading    userdata.Decimal `json:"previousReading,omitzero"`
	PresentReading     userdata.Decimal `json:"presentReading,omitzero"`
	CurrentPeriodUsage userdata.Decimal `json:"currentPeriodUsage,omitzero"`
}

// EmploymentCertificate is what stands on a certificate of employment.
type EmploymentCertificate struct {
	EmployerName string `json:"employerName,omitzero"`
	FullName     string `json:"fullName,omitzero"`
	FirstName    string `json:"firstName,omitzero"`
	MiddleName   string `json:"middleName,omitzero"`
	LastName     string `json:"lastName,omitzero"`
	// EmployeeIDNumber is any number that names the person, and EmployeeIDType says which it is.
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

// Payslip returns what was read, when the archive is a payslip and was read. A value that does not have the
// documented form is left at zero: [Archive.ReadAnalysis] lists such values. So with the methods below.
func (a *Archive) Payslip() (*Payslip, bool) { return read[Payslip](a, userdata.FileTypePayslip) }

// TaxDocument returns what was read, when the archive is a tax document and was read.
func (a *Archive) TaxDocument() (*TaxDocument, bool) {
	return read[TaxDocument](a, userdata.FileTypeTaxDocument)
}

// NBIClearance returns what was read, when the archive is an NBI clearance and was read.
func (a *Archive) NBIClearance() (*NBIClearance, bool) {
	return read[NBIClearance](a, userdata.FileTypeNBIClearance)
}

// TelcoBill returns what was read, when the archive is a telephone or internet bill and was read.
func (a *Archive) TelcoBill() (*TelcoBill, bool) {
	return read[TelcoBill](a, userdata.FileTypeTelcoBill)
}

// ElectricityBill returns what was read, when the archive is an electricity bill and was read.
func (a *Archive) ElectricityBill() (*MeteredBill, bool) {
	return read[MeteredBill](a, userdata.FileTypeElectricityBill)
}

// WaterBill returns what was read, when the archive is a water bill and was read.
func (a *Archive) WaterBill() (*MeteredBill, bool) {
	return read[MeteredBill](a, userdata.FileTypeWaterBill)
}

// EmploymentCertificate returns what was read, when the archive is a certificate of employment and was read.
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

// ReadAnalysis reads what was read in the files into v, a pointer to a struct of this package or of your own:
// for types that this version does not know, and for values that do not have the documented form. Those
// leave zero in v and are returned. An archive that was not read, or of which something else than an object
// came, is an error.
func (a *Archive) ReadAnalysis(v any) ([]userdata.Malformed, error) {
	_, analysis := a.analysis()
	if len(analysis) == 0 {
		return nil, fmt.Errorf("smile: the archive has no analysis: its state is %s", a.State.Status)
	}
	return userdata.Unmarshal(analysis, v)
}

// analysis returns what was read and the type it has. The API has two places for it.
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
