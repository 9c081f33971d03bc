package alpha_test

import (
	"context"
	"testing"
	"time"

	"github.com/smileapi/smile-go"
	"github.com/smileapi/smile-go/alpha"
	"github.com/smileapi/smile-go/preview"
	"github.com/smileapi/smile-go/smiletest"
	"github.com/smileapi/smile-go/userdata"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// calls are what the records of one product go through.
type calls struct {
	create func(context.Context, *alpha.Client) (preview.Record, error)
	wait   func(context.Context, *alpha.Client, string) (preview.Record, bool, error) // and whether there is a result
}

var waiting = &smile.WaitParams{Interval: time.Microsecond}

func aSignal(phone preview.PhoneNumber) calls {
	return calls{
		func(ctx context.Context, c *alpha.Client) (preview.Record, error) {
			r, err := c.Signals.Create(ctx, &alpha.SignalCreateParams{Phone: phone, Consent: consent})
			return r.Record, err
		},
		func(ctx context.Context, c *alpha.Client, id string) (preview.Record, bool, error) {
			r, err := c.Signals.Wait(ctx, id, waiting)
			return r.Record, r.Result.EventsOverdueDay30 != nil, err
		},
	}
}

func aFootprint(params alpha.FootprintParams) calls {
	return calls{
		func(ctx context.Context, c *alpha.Client) (preview.Record, error) {
			r, err := c.Footprints.Create(ctx, params)
			return r.Record, err
		},
		func(ctx context.Context, c *alpha.Client, id string) (preview.Record, bool, error) {
			r, err := c.Footprints.Wait(ctx, id, waiting)
			return r.Record, len(r.Items) > 0, err
		},
	}
}

func aWarning(phone preview.PhoneNumber) calls {
	return calls{
		func(ctx context.Context, c *alpha.Client) (preview.Record, error) {
			r, err := c.MAWs.Create(ctx, &alpha.MAWCreateParams{MobileNumber: phone, CountryCode: "PH", Consent: consent})
			return r.Record, err
		},
		func(ctx context.Context, c *alpha.Client, id string) (preview.Record, bool, error) {
			r, err := c.MAWs.Wait(ctx, id, waiting)
			return r.Record, len(r.Items) > 0, err
		},
	}
}

func aBlacklist(phone preview.PhoneNumber) calls {
	return calls{
		func(ctx context.Context, c *alpha.Client) (preview.Record, error) {
			r, err := c.Blacklists.Create(ctx, &alpha.BlacklistCreateParams{MobileNumber: phone, Consent: consent})
			return r.Record, err
		},
		func(ctx context.Context, c *alpha.Client, id string) (preview.Record, bool, error) {
			r, err := c.Blacklists.Wait(ctx, id, waiting)
			return r.Record, r.Result.Hit && len(r.Result.Dates) > 0, err
		},
	}
}

func anAccount(number string) calls {
	return calls{
		func(ctx context.Context, c *alpha.Client) (preview.Record, error) {
			r, err := c.Validations.ValidateBankAccount(ctx, &alpha.BankAccountParams{Name: "George", AccountNumber: number, CountryCode: "PH", Consent: consent})
			return r.Record, err
		},
		func(ctx context.Context, c *alpha.Client, id string) (preview.Record, bool, error) {
			r, err := c.Validations.Wait(ctx, id, waiting)
			return r.Record, r.Result.MatchScore > 0, err
		},
	}
}

func aSocialSecurity(phone preview.PhoneNumber, hash bool) calls {
	return calls{
		func(ctx context.Context, c *alpha.Client) (preview.Record, error) {
			r, err := c.SocialSecurities.Create(ctx, &alpha.SocialSecurityCreateParams{
				EmailAddress: "john@example.com", FullName: "John Doe", MobileNumber: phone, HashMobileNumber: hash, CURP: "DOEJ800101HDFXXX01", Consent: consent,
			})
			return r.Record, err
		},
		func(ctx context.Context, c *alpha.Client, id string) (preview.Record, bool, error) {
			r, err := c.SocialSecurities.Wait(ctx, id, waiting)
			return r.Record, r.Result.ContributionDays != nil, err
		},
	}
}

func TestTheLifeOfARecord(t *testing.T) {
	t.Parallel()
	const (
		success, noData = userdata.ResultSuccess, userdata.ResultNoData
		down            = userdata.ResultSystem
	)
	for _, test := range []struct {
		name   string
		calls  calls
		code   userdata.ResultCode
		result bool
	}{
		{"a signal", aSignal("+639559991234"), success, true},
		{"a signal of nobody", aSignal("+639171234567"), noData, false},
		{"a signal that fails", aSignal("+639559990500"), down, false},
		{"a footprint of an e-mail address", aFootprint(&alpha.EmailFootprintParams{EmailAddress: "gpalomero1234@smileapi.io", CountryCode: "PH", Consent: consent}), success, true},
		{"a footprint of a number", aFootprint(&alpha.MobileFootprintParams{MobileNumber: "+639559991234", CountryCode: "PH", Consent: consent}), success, true},
		{"a footprint of both", aFootprint(&alpha.ScoreFootprintParams{EmailAddress: "gpalomero1234@smileapi.io", MobileNumber: "639559991234", CountryCode: "PH", Consent: consent}), success, true},
		{"a footprint of nobody", aFootprint(&alpha.MobileFootprintParams{MobileNumber: "+639171234567", CountryCode: "PH", Consent: consent}), noData, false},
		{"a warning", aWarning("+639559991234"), success, true},
		{"a warning of nobody", aWarning("+639171234567"), noData, false},
		{"the blacklist", aBlacklist("+639559991234"), success, true},
		{"the blacklist without somebody", aBlacklist("+639171234567"), success, false},
		{"a bank account", anAccount("0123456789"), success, true},
		{"a bank account of nobody", anAccount("5554443332"), noData, false},
		{"social security", aSocialSecurity("+529559991234", false), success, true},
		{"social security by a hash", aSocialSecurity("+529559991234", true), success, true},
		{"social security of nobody", aSocialSecurity("+525512345678", false), noData, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			srv := smiletest.New(t)
			products := alpha.New(srv.Client())
			created, err := test.calls.create(t.Context(), products)
			require.NoError(t, err)
			assert.Equal(t, userdata.RecordStatusProcessing, created.Status)
			assert.NotEmpty(t, created.ID)

			require.NoError(t, srv.Settle(t.Context()))
			record, result, err := test.calls.wait(t.Context(), products, created.ID)
			assert.Equal(t, test.code, record.ResultCode)
			assert.Equal(t, test.result, result)
			if test.code == down {
				assert.ErrorAs(t, err, new(*preview.RecordError))
				assert.Equal(t, userdata.RecordStatusError, record.Status)
				return
			}
			require.NoError(t, err)
			assert.Equal(t, userdata.RecordStatusCompleted, record.Status)
		})
	}
}

func TestTheLifeOfAVerification(t *testing.T) {
	t.Parallel()
	srv := smiletest.New(t)
	products := alpha.New(srv.Client())
	verification, err := products.Verifications.Create(t.Context(), &alpha.VerificationCreateParams{FullName: "George Palomero Jr.", AdditionalData: alpha.VerificationAdditionalData{
		Phone: "+639559991234", Email: "nobody@example.com",
	}, Consent: consent})
	require.NoError(t, err)
	assert.Equal(t, userdata.RecordStatusProcessing, verification.Status)
	assert.EqualValues(t, "639559991234", verification.RequestMeta.AdditionalData.Phone)
	require.NoError(t, srv.Settle(t.Context()))
	verification, err = products.Verifications.Wait(t.Context(), verification.ID, waiting)
	require.NoError(t, err)
	assert.Equal(t, pointer(true), verification.Result.Names.FullNameMatches)
	assert.Equal(t, pointer(true), verification.Result.AdditionalData.PhoneMatches.Matches)
	assert.Equal(t, pointer(false), verification.Result.AdditionalData.EmailMatches.Matches)
	assert.Nil(t, verification.Result.AdditionalData.AddressMatches)
}

func TestSignalsAreFoundByTheirNumber(t *testing.T) {
	t.Parallel()
	srv := smiletest.New(t)
	products := alpha.New(srv.Client())
	for _, phone := range []preview.PhoneNumber{"+639559991234", "+639171234567", "639559991234"} {
		_, err := products.Signals.Create(t.Context(), &alpha.SignalCreateParams{Phone: phone, Consent: consent})
		require.NoError(t, err)
	}
	found := 0
	for signal, err := range products.Signals.All(t.Context(), &alpha.SignalListParams{Phone: "+639559991234", Size: 1}) {
		require.NoError(t, err)
		assert.EqualValues(t, "+639559991234", signal.RequestMeta.Phone)
		found++
	}
	assert.Equal(t, 2, found)
}
