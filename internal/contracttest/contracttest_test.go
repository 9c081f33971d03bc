package contracttest_test

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/smileapi/smile-go/internal/contracttest"
	"github.com/smileapi/smile-go/userdata"
	"github.com/stretchr/testify/assert"
)

// recorder is a testing.TB that keeps what is reported.
type recorder struct {
	testing.TB
	reports []string
}

func (r *recorder) Helper() {}

func (r *recorder) Errorf(format string, args ...any) {
	r.reports = append(r.reports, fmt.Sprintf(format, args...))
}

// rawMessage is json.RawMessage by the name that it has in this build of package json.
var rawMessage = reflect.TypeFor[json.RawMessage]().String()

type session struct {
	UserID    string `json:"userId"`
	Channel   string `json:"channel"`
	ChannelID string `json:"channelId"`
	Status    string `json:"status"`
}

type transaction struct {
	ID          string            `json:"id"`
	Date        userdata.Date     `json:"date"`
	Description string            `json:"description"`
	Currency    userdata.Currency `json:"currency"`
	Amount      userdata.Decimal  `json:"amount"`
	ReferenceID string            `json:"referenceId"`
}

type page[T any] struct {
	NextCursor string `json:"nextCursor"`
	Items      []T    `json:"items"`
}

func TestCheckModel(t *testing.T) {
	t.Parallel()
	type timed struct {
		CreatedAt time.Time `json:"createdAt"`
	}
	type misspelt struct {
		UserID    string `json:"userID"`
		Channel   string `json:"channel"`
		ChannelID string `json:"channelId"`
		Status    string `json:"status"`
		Ignored   string `json:"-"`
	}
	for _, test := range []struct {
		name, schema string
		model        any
		exceptions   []*contracttest.Exception
		want         []string
	}{
		{name: "whole", schema: "UserSession", model: session{}},
		{name: "pointer", schema: "UserSession", model: &session{}},
		{name: "unknown schema", schema: "Nothing", model: session{}, want: []string{"Nothing: the contract has no such schema"}},
		{name: "not an object", schema: "UserSession", model: "", want: []string{"UserSession: mistyped: the contract says object, the type is string"}},
		{
			name: "missing and misspelt", schema: "UserSession",
			model: misspelt{},
			want: []string{
				"UserSession.userId: missing: contracttest_test.misspelt has no field for it",
				"UserSession.userID: misspelt: the contract has no such property, the field is UserID",
			},
		},
		{
			name: "no tag", schema: "UserSession",
			model: struct {
				session
				More string
			}{},
			want: []string{"UserSession: misspelt: the field More has no name in a tag"},
		},
		{
			name: "mistyped scalars", schema: "TransactionPayload",
			model: struct {
				ID          int               `json:"id"`
				Date        time.Time         `json:"date"`
				Description []string          `json:"description"`
				Currency    *userdata.Country `json:"currency"`
				Amount      float64           `json:"amount"`
				ReferenceID json.RawMessage   `json:"referenceId"`
			}{},
			want: []string{
				"TransactionPayload.amount: mistyped: the contract says number, the field Amount is float64",
				"TransactionPayload.date: mistyped: the contract says date, the field Date is time.Time",
				"TransactionPayload.description: mistyped: the contract says string, the field Description is []string",
				"TransactionPayload.id: mistyped: the contract says string, the field ID is int",
				"TransactionPayload.referenceId: mistyped: the contract says string, the field ReferenceID is " + rawMessage,
			},
		},
		{
			name: "mistyped others", schema: "Webhook",
			model: struct {
				timed
				ID             string            `json:"id"`
				Name           string            `json:"name"`
				URL            string            `json:"url"`
				Secret         string            `json:"secret"`
				EventTypes     map[string]string `json:"eventTypes"`
				Active         string            `json:"active"`
				IncludePayload *bool             `json:"includePayload"`
				UpdatedAt      userdata.Date     `json:"updatedAt"`
			}{},
			want: []string{
				"Webhook.active: mistyped: the contract says boolean, the field Active is string",
				"Webhook.eventTypes: mistyped: the contract says array, the field EventTypes is map[string]string",
				"Webhook.updatedAt: mistyped: the contract says date-time, the field UpdatedAt is userdata.Date",
			},
		},
		{
			name: "month", schema: "EincomePayload",
			model: struct {
				ID         string            `json:"id"`
				Month      string            `json:"month"`
				Currency   string            `json:"currency"`
				BaseAmount userdata.Decimal  `json:"baseAmount"`
				Amount     *userdata.Decimal `json:"amount"`
			}{},
			want: []string{"EincomePayload.month: mistyped: the contract says month, the field Month is string"},
		},
		{
			name: "map", schema: "ObjectExternalMetadata", model: map[string]int{},
			want: []string{"ObjectExternalMetadata{}: mistyped: the contract says string, the value is int"},
		},
		{
			name: "nested and generic", schema: "TransactionListData", model: page[transaction]{},
			want: []string{"Transaction.metadata: missing: contracttest_test.transaction has no field for it"},
		},
		{
			name: "items", schema: "TransactionListData", model: page[string]{},
			want: []string{"TransactionListData.items[]: mistyped: the contract says object, the item is string"},
		},
		{
			name: "exceptions", schema: "TransactionPayload",
			model: struct {
				transaction
				Metadata session `json:"metadata"`
			}{},
			exceptions: []*contracttest.Exception{contracttest.Extra("*Payload.metadata", "lists have it")},
		},
		{
			name: "exceptions of the other sort, unused, without reason", schema: "TransactionPayload",
			model: struct {
				transaction
				Metadata session `json:"metadata"`
			}{},
			exceptions: []*contracttest.Exception{
				contracttest.Without("*Payload.metadata", "it is the wrong way round"),
				contracttest.Extra("TransactionPayload.metadata", ""),
			},
			want: []string{
				"*Payload.metadata: the exception is not needed (it is the wrong way round)",
				"TransactionPayload.metadata: an exception needs a reason",
			},
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			r := &recorder{}
			contracttest.CheckModel(r, test.schema, test.model, test.exceptions...)
			assert.Equal(t, test.want, r.reports)
		})
	}
}

func TestParamsOfAnOperation(t *testing.T) {
	t.Parallel()
	type months struct {
		UserID     string         `url:"userId,omitempty"`
		SourceID   string         `url:"sourceId,omitempty"`
		StartMonth userdata.Month `url:"startMonth,omitempty"`
		EndMonth   userdata.Date  `url:"endMonth,omitempty"`
		Size       string         `url:"size,omitempty"`
		Curser     string         `url:"curser,omitempty"`
	}
	type webhook struct {
		Name           string   `json:"name"`
		URL            string   `json:"url"`
		EventTypes     []string `json:"eventTypes"`
		Active         bool     `json:"active"`
		IncludePayload bool     `json:"includePayload,omitempty"`
		Secrets        string   `json:"secrets"`
	}
	for _, test := range []struct {
		operation  string
		params     any
		exceptions []*contracttest.Exception
		want       []string
	}{
		{
			operation: "list-eincomes", params: &months{}, want: []string{
				"list-eincomes.cursor: missing: contracttest_test.months has no field for it",
				"list-eincomes.endMonth: mistyped: the contract says month, the field EndMonth is userdata.Date",
				"list-eincomes.size: mistyped: the contract says integer, the field Size is string",
				"list-eincomes.curser: misspelt: the contract has no such property, the field is Curser",
			},
		},
		{
			operation: "create-webhook", params: webhook{}, want: []string{
				"create-webhook.secret: missing: contracttest_test.webhook has no field for it",
				"create-webhook.secrets: misspelt: the contract has no such property, the field is Secrets",
			},
		},
		{
			operation: "create-token", params: struct{}{},
			exceptions: []*contracttest.Exception{contracttest.Without("create-token.userId", "the method takes it")},
		},
		{operation: "get-account", params: struct{}{}},
		{operation: "no-such-thing", params: struct{}{}, want: []string{"no-such-thing: the contract has no such operation"}},
	} {
		t.Run(test.operation, func(t *testing.T) {
			t.Parallel()
			r := &recorder{}
			coverage := contracttest.NewCoverage(r, test.exceptions...)
			coverage.Operation(test.operation, reflect.TypeOf(test.params), nil)
			assert.Equal(t, test.want, r.reports)
			coverage.Report()
			assert.NotContains(t, strings.Join(r.reports, "\n"), "the exception is not needed")
		})
	}
}

// One Go type stands for all branches of a oneOf.
func TestBranchesAreLaidOverEachOther(t *testing.T) {
	t.Parallel()
	r := &recorder{}
	contracttest.CheckModel(r, "RecordCompletedEventData", struct {
		RecordID      string          `json:"recordId"`
		RecordType    string          `json:"recordType"`
		Status        string          `json:"status"`
		ResultCode    string          `json:"resultCode"`
		ResultMessage string          `json:"resultMessage"`
		Payload       json.RawMessage `json:"payload"`
	}{})
	assert.Equal(t, []string{"RecordCompletedEventData.payload: mistyped: the contract says object, the field Payload is " + rawMessage}, r.reports)
}

func TestCoverage(t *testing.T) {
	t.Parallel()
	r := &recorder{TB: t}
	coverage := contracttest.NewCoverage(r, contracttest.Extra("Nothing.here", "there is none"),
		contracttest.Without("Transaction.metadata", "left out to see that others are not"))
	coverage.Operation("list-transactions", nil, reflect.TypeFor[*page[transaction]]())
	coverage.Operation("delete-webhook", nil, nil)
	assert.Empty(t, r.reports, "what was compared is right")
	coverage.Operation("get-user", nil, reflect.TypeFor[transaction]())
	assert.Contains(t, r.reports, "User.createdAt: missing: contracttest_test.transaction has no field for it")
	coverage.Report()
	for schema, met := range map[string]bool{
		"TransactionListResponse": true, "Transaction": true, "RefCurrency": true, "ObjectMetadataRefRequestID": true, // the reply
		"RefCountry": false, "WebhookPostRequest": false,
	} {
		assert.Equal(t, !met, slices.Contains(r.reports, schema+": no type was compared with the schema"), schema)
	}
	assert.Contains(t, r.reports, "Nothing.here: the exception is not needed (there is none)")
}
