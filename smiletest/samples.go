package smiletest

import (
	"fmt"
	"io/fs"
	"time"

	"github.com/smileapi/smile-go/internal/sandbox"
)

// SampleFiles returns documents to upload, made up for tests. A server reads what is printed on them, and
// so finds in its analysis just that:
//
//	payslip.pdf, payslip.png, payslip.jpg   PAYSLIP: the pay of three different periods, and two people
//	tax-document.pdf                        TAX_DOCUMENT
//	employment-certificate.pdf              EMPLOYMENT_CERTIFICATE
//	nbi-clearance.pdf                       CLEARANCE_NBI
//	telco-bill.pdf                          TELCO_BILL
//	electricity-bill.pdf                    ELECTRICITY_BILL
//	water-bill.pdf                          WATER_BILL
//	unreadable-payslip.png                  its amounts are stained: ERROR with MISSING_MANDATORY_FIELD
//	unsupported.pdf                         a library card: UNSUPPORTED
//
// Other files work as well: a PDF with lines such as "Gross amount: 27,150.00" beneath the title "Payslip",
// or a PNG or JPEG that has such lines as a text chunk or comment. Pictures themselves are not looked at.
func SampleFiles() fs.FS { return sandbox.Samples() }

// SampleFile returns the bytes of one of the [SampleFiles]. It panics when there is none of that name.
func SampleFile(name string) []byte {
	content, err := fs.ReadFile(SampleFiles(), name)
	if err != nil {
		panic(fmt.Sprintf("smiletest: there is no sample %q: see SampleFiles", name))
	}
	return content
}

// WithRetention sets how long the files of an archive can be downloaded, instead of 7 days.
func WithRetention(d time.Duration) Option {
	return Option{func(c *sandbox.Config) { c.Retention = d }}
}
