// Package alpha has the products of the Smile API whose phase is alpha: forms, verifications, signals,
// footprints, multiple application warnings, validations of bank accounts, blacklists, social security records
// and employers.
//
//	client, err := smile.New()
//	products := alpha.New(client)
//	signal, err := products.Signals.Create(ctx, &alpha.SignalCreateParams{Phone: "+639559991234", Consent: consent})
//	signal, err = products.Signals.Wait(ctx, signal.ID, nil)
//
// Alpha is a preview: the API may change these products when they move to beta, and supports this phase until
// six months after that. This package follows, and is not part of the promise of compatibility of its module:
// a minor version may change it. Products may have to be enabled for your API key.
//
// Every request about a person needs their consent. It is billed, and is therefore never sent again once it may
// have arrived: when it fails without an answer, look for its record with List before you repeat it. It answers
// with a record that is PROCESSING at first: Wait asks until it is final.
package alpha

import (
	"github.com/smileapi/smile-go"
	"github.com/smileapi/smile-go/preview"
)

// Client has the products in alpha. It is safe for concurrent use.
type Client struct {
	// Forms are what users filled in on a Wink site: GET /alpha/forms.
	Forms *smile.Collection[Form, FormListParams]
	// Verifications compare what a person states with what sources know.
	Verifications VerificationsService
	// Signals tell how a phone number is known to lenders.
	Signals SignalsService
	// Footprints tell what is known of an e-mail address and a phone number.
	Footprints FootprintsService
	// MAWs tell where else a person applied for loans. The API calls them maws.
	MAWs MAWsService
	// Validations tell whether a bank account belongs to a person.
	Validations ValidationsService
	// Blacklists tell whether a phone number was reported.
	Blacklists BlacklistsService
	// SocialSecurities are records of a social security agency.
	SocialSecurities SocialSecuritiesService
	// Employers are companies that employ people.
	Employers EmployersService
}

// New returns the products in alpha, called through client.
func New(client *smile.Client) *Client {
	return &Client{
		Forms:         smile.NewCollection[Form, FormListParams](client, read("list-alpha-forms", "/forms"), read("get-alpha-form", "/forms/{id}")),
		Verifications: VerificationsService{client, records[Verification, VerificationListParams](client, "/verifications", "list-verifications", "get-verification")},
		Signals:       SignalsService{client, records[Signal, SignalListParams](client, "/signals", "list-alpha-signals", "get-alpha-signal")},
		Footprints:    FootprintsService{client, records[Footprint, FootprintListParams](client, "/footprints", "list-alpha-footprints", "get-alpha-footprint")},
		MAWs: MAWsService{client,
			records[MAW, MAWListParams](client, "/maws", "list-alpha-maws", "get-alpha-maw")},
		Validations: ValidationsService{client, records[Validation, ValidationListParams](client, "/validations", "list-alpha-validations", "get-alpha-validation")},
		Blacklists:  BlacklistsService{client, records[Blacklist, BlacklistListParams](client, "/blacklists", "list-alpha-blacklists", "get-alpha-blacklist")},
		SocialSecurities: SocialSecuritiesService{client,
			records[SocialSecurity, SocialSecurityListParams](client, "/socialSecurities", "list-social-securities", "get-social-security")},
		Employers: EmployersService{client},
	}
}

func records[T preview.Progressing, P any](client *smile.Client, path, listID, getID string) preview.Records[T, P] {
	return preview.NewRecords[T, P](client, read(listID, path), read(getID, path+"/{id}"))
}

// read is an operation that changes nothing.
func read(id, path string) smile.Operation {
	return smile.Operation{ID: id, Method: "GET", Path: "/alpha" + path, Retry: smile.RetrySafe}
}

// create is an operation that is billed each time.
func create(id, path string) smile.Operation {
	return smile.Operation{ID: id, Method: "POST", Path: "/alpha" + path, Creates: "id"}
}
