package main

import (
	"context"
	"time"

	"github.com/smileapi/smile-go"
	"github.com/smileapi/smile-go/alpha"
	"github.com/smileapi/smile-go/beta"
	"github.com/smileapi/smile-go/preview"
)

// previews lists the calls of the products in alpha and beta, about people whom the API publishes for tests.
func previews(c *smile.Client) []operation {
	a, b := alpha.New(c), beta.New(c)
	consent := preview.Consent{
		Type: "conformance", Version: "1", ConsentedAt: time.Date(2024, 2, 29, 8, 0, 0, 0, time.UTC), ConsentedWith: "I agree.",
	}
	const (
		philippines preview.PhoneNumber = "+639559991234"
		mexico      preview.PhoneNumber = "+529559991234"
		curp                            = "DOEJ800101HDFXXX01"
		email                           = "gpalomero1234@smileapi.io"
	)
	return []operation{
		{id: "create-verification", madeUp: hex, call: create(a.Verifications.Create, &alpha.VerificationCreateParams{
			FullName: "George Palomero Jr.", AdditionalData: alpha.VerificationAdditionalData{Email: email, Phone: philippines}, Consent: consent,
		})},
		{id: "create-alpha-signal", call: create(a.Signals.Create, &alpha.SignalCreateParams{Phone: philippines, Consent: consent})},
		{id: "create-alpha-footprint", call: create(a.Footprints.Create, alpha.FootprintParams(&alpha.EmailFootprintParams{
			EmailAddress: email, CountryCode: "PH", ItemsTimeout: 5, Consent: consent,
		}))},
		{id: "create-alpha-maw", call: create(a.MAWs.Create, &alpha.MAWCreateParams{
			MobileNumber: philippines, CountryCode: "PH", Consent: consent,
		})},
		{id: "alpha-validate-bank-account", call: create(a.Validations.ValidateBankAccount, &alpha.BankAccountParams{
			Name: "George", CountryCode: "PH", IBAN: "AT610904300234573201", Consent: consent,
		})},
		{id: "create-alpha-blacklist", call: create(a.Blacklists.Create, &alpha.BlacklistCreateParams{MobileNumber: philippines, Consent: consent})},
		{id: "create-social-security", call: create(a.SocialSecurities.Create, &alpha.SocialSecurityCreateParams{
			EmailAddress: "john.doe@example.com", FullName: "John Doe", MobileNumber: mexico, CURP: curp, Consent: consent,
		})},
		{id: "create-beta-signal", call: create(b.Signals.Create, &beta.SignalCreateParams{Phone: philippines, CountryCode: "PH", Consent: consent})},
		{id: "create-beta-signal2", call: create(b.Signals.CreateSignal2, &beta.Signal2CreateParams{
			Phone: philippines, HashPhone: true, CountryCode: "PH", Consent: consent,
		})},
		{id: "create-beta-signal3", call: create(b.Signals.CreateSignal3, beta.Signal3CreateParams(&beta.MexicoSignalParams{
			FullName: "John Doe", Phone: mexico, CURP: curp, Consent: consent,
		}))},
		{id: "create-beta-maw2", call: create(b.MAWs.RequestMAW2, &beta.MAW2Params{
			MobileNumber: philippines, CountryCode: "PH", Consent: consent,
		})},
		{id: "create-beta-maw3", call: create(b.MAWs.RequestMAW3, beta.MAW3Params(&beta.DeviceMAWParams{
			GAID: "00000000-0000-0000-0000-000000000000", Consent: consent,
		}))},
		{id: "create-beta-social-security", call: create(b.SocialSecurities.Create, &beta.SocialSecurityCreateParams{
			EmailAddress: "john.doe@example.com", FullName: "John Doe", MobileNumber: mexico, CURP: curp, Consent: consent,
		})},

		{id: "list-alpha-forms", madeUp: "form-" + hex, call: list(a.Forms.List)},
		{id: "get-alpha-form", idFrom: "list-alpha-forms", call: get(a.Forms.Get)},
		{id: "list-verifications", madeUp: hex, call: list(a.Verifications.List)},
		{id: "get-verification", idFrom: "list-verifications", call: get(a.Verifications.Get)},
		{id: "list-alpha-signals", madeUp: "signal-" + hex, call: list(a.Signals.List)},
		{id: "get-alpha-signal", idFrom: "list-alpha-signals", call: get(a.Signals.Get)},
		{id: "list-alpha-footprints", madeUp: "footprint-" + hex, call: list(a.Footprints.List)},
		{id: "get-alpha-footprint", idFrom: "list-alpha-footprints", call: get(a.Footprints.Get)},
		{id: "list-alpha-maws", madeUp: "maw-" + hex, call: list(a.MAWs.List)},
		{id: "get-alpha-maw", idFrom: "list-alpha-maws", call: get(a.MAWs.Get)},
		{id: "list-alpha-validations", madeUp: "vld-" + hex, call: list(a.Validations.List)},
		{id: "get-alpha-validation", idFrom: "list-alpha-validations", call: get(a.Validations.Get)},
		{id: "list-alpha-blacklists", madeUp: "blacklist-" + hex, call: list(a.Blacklists.List)},
		{id: "get-alpha-blacklist", idFrom: "list-alpha-blacklists", call: get(a.Blacklists.Get)},
		{id: "list-social-securities", madeUp: "ss-" + hex, call: list(a.SocialSecurities.List)},
		{id: "get-social-security", idFrom: "list-social-securities", call: get(a.SocialSecurities.Get)},
		{id: "query-employer-basics", call: query(a.Employers.QueryBasics)},
		{id: "query-employer", call: query(a.Employers.Query)},
		{id: "list-beta-signals", madeUp: "signal-" + hex, call: list(b.Signals.List)},
		{id: "get-beta-signal", idFrom: "list-beta-signals", call: get(b.Signals.Get)},
		{id: "list-beta-maws", madeUp: "maw-" + hex, call: list(b.MAWs.List)},
		{id: "get-beta-maw", idFrom: "list-beta-maws", call: get(b.MAWs.Get)},
		{id: "list-beta-social-securities", madeUp: "ss-" + hex, call: list(b.SocialSecurities.List)},
		{id: "get-beta-social-security", idFrom: "list-beta-social-securities", call: get(b.SocialSecurities.Get)},
	}
}

// create calls with params that are always the same.
func create[T, P any](method func(context.Context, P, ...smile.RequestOption) (*T, error), params P) call {
	return func(ctx context.Context, _ string, options ...smile.RequestOption) (any, error) {
		return method(ctx, params, options...)
	}
}

// query looks for a company.
func query[T any](method func(context.Context, string, ...smile.RequestOption) ([]T, error)) call {
	return func(ctx context.Context, _ string, options ...smile.RequestOption) (any, error) {
		return method(ctx, "ABC Inc.", options...)
	}
}
