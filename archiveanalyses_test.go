package smile_test

import (
	"encoding/json"
	"net/http"
	"reflect"
	"testing"

	"github.com/smileapi/smile-go"
	"github.com/smileapi/smile-go/userdata"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func readArchive(t *testing.T, data string) *smile.Archive {
	t.Helper()
	var got smile.Response
	client := respond(t, func(*http.Request) (*http.Response, error) { return reply(200, "OK", data), nil })
	archive, err := client.Archives.Get(t.Context(), "archive-1", smile.WithResponse(&got))
	require.NoError(t, err)
	assert.Empty(t, got.Malformed)
	return archive
}

// views are the methods of an archive that give what was read as a type of its own.
var views = map[userdata.FileTypeID]func(*smile.Archive) (any, bool){
	userdata.FileTypePayslip:               func(a *smile.Archive) (any, bool) { return a.Payslip() },
	userdata.FileTypeTaxDocument:           func(a *smile.Archive) (any, bool) { return a.TaxDocument() },
	userdata.FileTypeNBIClearance:          func(a *smile.Archive) (any, bool) { return a.NBIClearance() },
	userdata.FileTypeTelcoBill:             func(a *smile.Archive) (any, bool) { return a.TelcoBill() },
	userdata.FileTypeElectricityBill:       func(a *smile.Archive) (any, bool) { return a.ElectricityBill() },
	userdata.FileTypeWaterBill:             func(a *smile.Archive) (any, bool) { return a.WaterBill() },
	userdata.FileTypeEmploymentCertificate: func(a *smile.Archive) (any, bool) { return a.EmploymentCertificate() },
}

func TestEachFileTypeHasItsView(t *testing.T) {
	t.Parallel()
	for fileType, want := range map[userdata.FileTypeID]string{
		userdata.FileTypePayslip:               `{"startDate":"2024-05-01","netAmount":24180.50,"employerName":"ABC"}`,
		userdata.FileTypeTaxDocument:           `{"baseAmount":100.00,"taxNumber":"1-2"}`,
		userdata.FileTypeNBIClearance:          `{"nbiIdNumber":"N-1","dateOfBirth":"1990-01-31"}`,
		userdata.FileTypeTelcoBill:             `{"supplier":"Globe","adjustmentAmount":-1.5}`,
		userdata.FileTypeElectricityBill:       `{"supplier":"Meralco","presentReading":1200}`,
		userdata.FileTypeWaterBill:             `{"supplier":"Maynilad","currentPeriodUsage":12.5}`,
		userdata.FileTypeEmploymentCertificate: `{"employerName":"ABC","position":"Clerk"}`,
	} {
		t.Run(string(fileType), func(t *testing.T) {
			t.Parallel()
			for place, data := range map[string]string{
				"extraction":                `{"id":"a","analysis":{"employerName":"another"},"extraction":{"fileType":"` + string(fileType) + `","analysis":` + want + `}}`,
				"type":                      `{"id":"a","type":"` + string(fileType) + `","extraction":null,"analysis":` + want + `}`,
				"extraction without a type": `{"id":"a","type":"` + string(fileType) + `","extraction":{"analysis":` + want + `}}`,
				"classification":            `{"id":"a","type":"OTHERS","classification":{"fileType":"` + string(fileType) + `"},"analysis":` + want + `}`,
			} {
				archive := readArchive(t, data)
				for of, view := range views {
					got, ok := view(archive)
					assert.Equal(t, of == fileType, ok, "%s as %s", place, of)
					if !ok {
						assert.True(t, reflect.ValueOf(got).IsNil())
						continue
					}
					written, err := json.Marshal(got)
					require.NoError(t, err)
					assert.JSONEq(t, want, string(written), place)
				}
			}
		})
	}
}

func TestWhatWasNotReadHasNoView(t *testing.T) {
	t.Parallel()
	for _, data := range []string{
		`{"id":"a","type":"PAYSLIP"}`,
		`{"id":"a","type":"PAYSLIP","analysis":null,"extraction":null}`,
		`{"id":"a","type":"PAYSLIP","extraction":{"fileType":"PAYSLIP","analysis":null}}`,
		`{"id":"a","type":"PAYSLIP","extraction":{"fileType":"PAYSLIP","analysis":"nothing"}}`,
	} {
		archive := readArchive(t, data)
		payslip, ok := archive.Payslip()
		assert.False(t, ok, data)
		assert.Nil(t, payslip, data)
		_, err := archive.ReadAnalysis(&smile.Payslip{})
		require.Error(t, err, data)
	}
}

func TestAnUnknownTypeIsReadable(t *testing.T) {
	t.Parallel()
	archive := readArchive(t, `{"id":"a","type":"LEASE","extraction":{"fileType":"LEASE","analysis":{"rent":1200.50,"months":"many"}}}`)
	for of, view := range views {
		_, ok := view(archive)
		assert.False(t, ok, of)
	}
	assert.JSONEq(t, `{"rent":1200.50,"months":"many"}`, string(archive.Extraction.Analysis))
	var lease struct {
		Rent   userdata.Decimal
		Months int
	}
	unread, err := archive.ReadAnalysis(&lease)
	require.NoError(t, err)
	assert.Equal(t, "1200.50", lease.Rent.String())
	assert.Equal(t, []userdata.Malformed{{Path: "months", Value: json.RawMessage(`"many"`)}}, unread)
}

func TestAMalformedValueOfAnAnalysisCostsItself(t *testing.T) {
	t.Parallel()
	archive := readArchive(t, `{"id":"a","extraction":{"fileType":"PAYSLIP","analysis":{"netAmount":"plenty","startDate":"soon","grossAmount":"3.10","employerName":"ABC"}}}`)
	payslip, ok := archive.Payslip()
	require.True(t, ok)
	assert.True(t, payslip.NetAmount.IsZero())
	assert.Equal(t, "3.10", payslip.GrossAmount.String())
	assert.Equal(t, "ABC", payslip.EmployerName)
	unread, err := archive.ReadAnalysis(new(smile.Payslip))
	require.NoError(t, err)
	assert.Len(t, unread, 2)
}
