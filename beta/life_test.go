package beta_test

import (
	"testing"
	"time"

	"github.com/smileapi/smile-go"
	"github.com/smileapi/smile-go/beta"
	"github.com/smileapi/smile-go/preview"
	"github.com/smileapi/smile-go/smiletest"
	"github.com/smileapi/smile-go/userdata"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var waiting = &smile.WaitParams{Interval: time.Microsecond}

func TestTheLifeOfASignal(t *testing.T) {
	t.Parallel()
	type signals = beta.SignalsService
	for _, test := range []struct {
		name   string
		create func(signals) (*beta.Signal, error)
		kind   beta.SignalType
		code   userdata.ResultCode
	}{
		{"a signal", func(s signals) (*beta.Signal, error) {
			return s.Create(t.Context(), &beta.SignalCreateParams{Phone: "+639559991234", CountryCode: "PH", Consent: consent})
		}, beta.Signal1, userdata.ResultSuccess},
		{"a signal by a hash", func(s signals) (*beta.Signal, error) {
			return s.Create(t.Context(), &beta.SignalCreateParams{Phone: "+639559991234", HashPhone: true, CountryCode: "PH", Consent: consent})
		}, beta.Signal1, userdata.ResultSuccess},
		{"a signal by an older template", func(s signals) (*beta.Signal, error) {
			return s.Create(t.Context(), &beta.SignalCreateParams{Phone: "+639171234567", TemplateID: beta.TemplateSignalLegacy1, CountryCode: "PH", Consent: consent})
		}, beta.Signal1, userdata.ResultNoData},
		{"a signal 2", func(s signals) (*beta.Signal, error) {
			return s.CreateSignal2(t.Context(), &beta.Signal2CreateParams{Phone: "+639559991234", CountryCode: "PH", Consent: consent})
		}, beta.Signal2, userdata.ResultSuccess},
		{"a signal 2 by a hash", func(s signals) (*beta.Signal, error) {
			return s.CreateSignal2(t.Context(), &beta.Signal2CreateParams{Phone: "+639559991234", HashPhone: true, CountryCode: "PH", Consent: consent})
		}, beta.Signal2, userdata.ResultSuccess},
		{"a signal 3 in Mexico", func(s signals) (*beta.Signal, error) {
			return s.CreateSignal3(t.Context(), &beta.MexicoSignalParams{FullName: "John Doe", Phone: "+529559991234", CURP: "DOEJ800101HDFXXX01", Consent: consent})
		}, beta.Signal3, userdata.ResultSuccess},
		{"a signal 3 in Thailand", func(s signals) (*beta.Signal, error) {
			return s.CreateSignal3(t.Context(), &beta.ThailandSignalParams{FullName: "John Doe", MobileNumber: "+669178912345", HashMobileNumber: true, IDNumber: "1234567890123", Consent: consent})
		}, beta.Signal3, userdata.ResultSuccess},
		{"a signal 3 that fails", func(s signals) (*beta.Signal, error) {
			return s.CreateSignal3(t.Context(), &beta.MexicoSignalParams{FullName: "John Doe", Phone: "+529559990503", CURP: "DOEJ800101HDFXXX01", Consent: consent})
		}, beta.Signal3, userdata.ResultServiceUnavailable},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			srv := smiletest.New(t)
			signals := beta.New(srv.Client()).Signals
			signal, err := test.create(signals)
			require.NoError(t, err)
			assert.Equal(t, userdata.RecordStatusProcessing, signal.Status)
			assert.Equal(t, test.kind, signal.SignalType)
			request := signal.RequestMeta

			require.NoError(t, srv.Settle(t.Context()))
			signal, err = signals.Wait(t.Context(), signal.ID, waiting)
			assert.Equal(t, test.code == userdata.ResultServiceUnavailable, err != nil)
			assert.Equal(t, test.code, signal.ResultCode)
			assert.Equal(t, test.code == userdata.ResultSuccess, len(signal.Items) > 0)
			assert.Equal(t, request, signal.RequestMeta)
			_, unknown := signal.RequestMeta.Params.(*beta.OtherSignalParams)
			assert.False(t, unknown)
		})
	}
}

func TestTheLifeOfAWarning(t *testing.T) {
	t.Parallel()
	type warnings = beta.MAWsService
	for _, test := range []struct {
		name   string
		create func(warnings) (*beta.MAW, error)
		kind   beta.MAWType
		code   userdata.ResultCode
	}{
		{"a warning 2", func(s warnings) (*beta.MAW, error) {
			return s.RequestMAW2(t.Context(), &beta.MAW2Params{MobileNumber: "+639559991234", CountryCode: "PH", Consent: consent})
		}, beta.MAW2, userdata.ResultSuccess},
		{"a warning 2 by a hash and an older template", func(s warnings) (*beta.MAW, error) {
			return s.RequestMAW2(t.Context(), &beta.MAW2Params{MobileNumber: "+639559991234", HashMobileNumber: true, CountryCode: "PH", TemplateID: beta.TemplateMAW2Legacy, Consent: consent})
		}, beta.MAW2, userdata.ResultSuccess},
		{"a warning 3 in Mexico", func(s warnings) (*beta.MAW, error) {
			return s.RequestMAW3(t.Context(), &beta.MexicoMAWParams{MobileNumber: "+529559991234", FullName: "George", IDNumber: "ZAZD801124MBSYQN13", Consent: consent})
		}, beta.MAW3, userdata.ResultSuccess},
		{"a warning 3 of a device", func(s warnings) (*beta.MAW, error) {
			return s.RequestMAW3(t.Context(), &beta.DeviceMAWParams{GAID: "00000000-0000-0000-0000-000000000000", Consent: consent})
		}, beta.MAW3, userdata.ResultSuccess},
		{"a warning 3 in the Philippines", func(s warnings) (*beta.MAW, error) {
			return s.RequestMAW3(t.Context(), &beta.PhilippinesMAWParams{MobileNumber: "+639559991234", FullName: "George", IDType: beta.MAWTIN, IDNumber: "4561234567", Consent: consent})
		}, beta.MAW3, userdata.ResultSuccess},
		{"a warning 3 of nobody's device", func(s warnings) (*beta.MAW, error) {
			return s.RequestMAW3(t.Context(), &beta.DeviceMAWParams{GAID: gaid, Consent: consent})
		}, beta.MAW3, userdata.ResultNoData},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			srv := smiletest.New(t)
			warnings := beta.New(srv.Client()).MAWs
			warning, err := test.create(warnings)
			require.NoError(t, err)
			assert.Equal(t, userdata.RecordStatusProcessing, warning.Status)
			assert.Equal(t, test.kind, warning.Type)
			request := warning.RequestMeta

			require.NoError(t, srv.Settle(t.Context()))
			warning, err = warnings.Wait(t.Context(), warning.ID, waiting)
			require.NoError(t, err)
			assert.Equal(t, test.code, warning.ResultCode)
			found := test.code == userdata.ResultSuccess
			assert.Equal(t, found && test.kind == beta.MAW2, len(warning.MAW2Items) > 0)
			assert.Equal(t, found && test.kind == beta.MAW3, len(warning.MAW3Items) > 0)
			assert.Equal(t, request, warning.RequestMeta)
			_, unknown := warning.RequestMeta.Params.(*beta.OtherMAWParams)
			assert.False(t, unknown)
		})
	}
}

func TestTheLifeOfSocialSecurity(t *testing.T) {
	t.Parallel()
	for phone, code := range map[preview.PhoneNumber]userdata.ResultCode{"+529559991234": userdata.ResultSuccess, "+525512345678": userdata.ResultNoData} {
		srv := smiletest.New(t)
		securities := beta.New(srv.Client()).SocialSecurities
		record, err := securities.Create(t.Context(), &beta.SocialSecurityCreateParams{EmailAddress: email, FullName: "John Doe", MobileNumber: phone, HashMobileNumber: true, CURP: "DOEJ800101HDFXXX01", Consent: consent})
		require.NoError(t, err)
		assert.Zero(t, record.Result)
		require.NoError(t, srv.Settle(t.Context()))
		record, err = securities.Wait(t.Context(), record.ID, waiting)
		require.NoError(t, err)
		assert.Equal(t, code, record.ResultCode)
		assert.Equal(t, code == userdata.ResultSuccess, record.Result.ContributionDays != nil)
	}
}
