// Package beta has the products of the Smile API whose phase is beta: signals, multiple application warnings and
// social security records.
//
//	client, err := smile.New()
//	products := beta.New(client)
//	signal, err := products.Signals.Create(ctx, &beta.SignalCreateParams{Phone: "+639559991234", CountryCode: "PH", Consent: consent})
//	signal, err = products.Signals.Wait(ctx, signal.ID, nil)
//
// Beta is a preview: the API may change these products when they become generally available, and supports this
// phase until twelve months after that. This package follows, and is not part of the promise of compatibility
// of its module: a minor version may change it. Products may have to be enabled for your API key.
//
// Every request about a person needs their consent. It is billed, and is therefore never sent again once it may
// have arrived: when it fails without an answer, look for its record with List before you repeat it. It answers
// with a record that is PROCESSING at first: Wait asks until it is final.
package beta

import (
	"github.com/smileapi/smile-go"
	"github.com/smileapi/smile-go/preview"
)

// Client has the products in beta. It is safe for concurrent use.
type Client struct {
	// Signals tell how a person is known to lenders.
	Signals SignalsService
	// MAWs tell where else a person applied for loans. The API calls them maws.
	MAWs MAWsService
	// SocialSecurities are records of a social security agency.
	SocialSecurities SocialSecuritiesService
}

// New returns the products in beta, called through client.
func New(client *smile.Client) *Client {
	return &Client{
		Signals: SignalsService{client, records[Signal, SignalListParams](client, "/signals", "list-beta-signals", "get-beta-signal")},
		MAWs: MAWsService{client,
			records[MAW, MAWListParams](client, "/maws", "list-beta-maws", "get-beta-maw")},
		SocialSecurities: SocialSecuritiesService{client,
			records[SocialSecurity, SocialSecurityListParams](client, "/socialSecurities", "list-beta-social-securities", "get-beta-social-security")},
	}
}

func records[T preview.Progressing, P any](client *smile.Client, path, listID, getID string) preview.Records[T, P] {
	return preview.NewRecords[T, P](client, read(listID, path), read(getID, path+"/{id}"))
}

// read is an operation that changes nothing.
func read(id, path string) smile.Operation {
	return smile.Operation{ID: id, Method: "GET", Path: "/beta" + path, Retry: smile.RetrySafe}
}

// create is an operation that is billed each time.
func create(id, path string) smile.Operation {
	return smile.Operation{ID: id, Method: "POST", Path: "/beta" + path, Creates: "id"}
}
