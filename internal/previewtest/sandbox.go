package previewtest

import (
	"net/http"
	"testing"

	"github.com/smileapi/smile-go"
	"github.com/smileapi/smile-go/smiletest"
)

// Sandbox returns a client of a sandbox for an example: whatever was asked for is found out by the time that it is
// read.
func Sandbox() (client *smile.Client, stop func()) {
	srv := smiletest.New(Example{})
	return srv.Client(smile.WithHTTPClient(&http.Client{Transport: settled{srv}})), srv.Close
}

// settled lets the clock of a sandbox go on before something is read.
type settled struct{ srv *smiletest.Server }

func (s settled) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.Method == http.MethodGet {
		if err := s.srv.Settle(r.Context()); err != nil {
			return nil, err
		}
	}
	return http.DefaultTransport.RoundTrip(r)
}

// Example is what smiletest.New needs of a test. An example has none, and closes its server by itself.
type Example struct{ testing.TB }

// Helper does nothing.
func (Example) Helper() {}

// Cleanup does nothing.
func (Example) Cleanup(func()) {}
