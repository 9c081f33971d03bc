package webhookverify_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/smileapi/smile-go/internal/contract"
	"github.com/smileapi/smile-go/internal/contracttest"
	"github.com/smileapi/smile-go/userdata"
	"github.com/smileapi/smile-go/webhookverify"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// catalogue has a pointer to the Go type of each type of event.
var catalogue = map[userdata.EventType]webhookverify.Event{
	userdata.EventUserCreated:             &webhookverify.UserCreated{},
	userdata.EventUserSessionReset:        &webhookverify.UserSessionReset{},
	userdata.EventAccountCreated:          &webhookverify.AccountCreated{},
	userdata.EventAccountConnected:        &webhookverify.AccountConnected{},
	userdata.EventAccountDisconnected:     &webhookverify.AccountDisconnected{},
	userdata.EventAccountFailed:           &webhookverify.AccountFailed{},
	userdata.EventTaskStarted:             &webhookverify.TaskStarted{},
	userdata.EventTaskFinished:            &webhookverify.TaskFinished{},
	userdata.EventAccountSyncTaskFinished: &webhookverify.AccountSyncTaskFinished{},
	userdata.EventIdentityAdded:           &webhookverify.IdentityAdded{},
	userdata.EventRatingAdded:             &webhookverify.RatingAdded{},
	userdata.EventInsightAdded:            &webhookverify.InsightAdded{},
	userdata.EventLinkAdded:               &webhookverify.LinkAdded{},
	userdata.EventTransactionsAdded:       &webhookverify.TransactionsAdded{},
	userdata.EventDocumentsAdded:          &webhookverify.DocumentsAdded{},
	userdata.EventEmploymentsAdded:        &webhookverify.EmploymentsAdded{},
	userdata.EventIncomesAdded:            &webhookverify.IncomesAdded{},
	userdata.EventContributionsAdded:      &webhookverify.ContributionsAdded{},
	userdata.EventEstimatedIncomesAdded:   &webhookverify.EstimatedIncomesAdded{},
	userdata.EventLiabilitiesAdded:        &webhookverify.LiabilitiesAdded{},
	userdata.EventUserSessionCompleted:    &webhookverify.UserSessionCompleted{},
	userdata.EventDocumentsUpdated:        &webhookverify.DocumentsUpdated{},
	userdata.EventEmploymentsUpdated:      &webhookverify.EmploymentsUpdated{},
	userdata.EventIncomesUpdated:          &webhookverify.IncomesUpdated{},
	userdata.EventContributionsUpdated:    &webhookverify.ContributionsUpdated{},
	userdata.EventEstimatedIncomesUpdated: &webhookverify.EstimatedIncomesUpdated{},
	userdata.EventLiabilitiesUpdated:      &webhookverify.LiabilitiesUpdated{},
	userdata.EventArchiveStarted:          &webhookverify.ArchiveStarted{},
	userdata.EventArchiveAnalyzed:         &webhookverify.ArchiveAnalyzed{},
	userdata.EventArchiveRevoked:          &webhookverify.ArchiveRevoked{},
	userdata.EventArchiveFailed:           &webhookverify.ArchiveFailed{},
	userdata.EventInviteInvited:           &webhookverify.InviteInvited{},
	userdata.EventInviteLinked:            &webhookverify.InviteLinked{},
	userdata.EventVerificationStarted:     &webhookverify.VerificationStarted{},
	userdata.EventVerificationCompleted:   &webhookverify.VerificationCompleted{},
	userdata.EventRecordCreated:           &webhookverify.RecordCreated{},
	userdata.EventRecordCompleted:         &webhookverify.RecordCompleted{},
}

func sample(t testing.TB, eventType userdata.EventType) []byte {
	t.Helper()
	return readFile(t, "events/"+string(eventType)+".json")
}

func TestTheCatalogueIsThatOfTheContract(t *testing.T) {
	t.Parallel()
	events := contract.Load().Events
	for eventType := range catalogue {
		assert.Contains(t, events, string(eventType))
	}
	assert.Len(t, catalogue, len(events))
	assert.Len(t, catalogue, 37)
}

func TestEventsFollowTheContract(t *testing.T) {
	t.Parallel()
	for eventType, event := range catalogue {
		t.Run(string(eventType), func(t *testing.T) {
			t.Parallel()
			var exceptions []*contracttest.Exception
			payload := reflect.ValueOf(event).Elem().FieldByName("Data").FieldByName("Payload")
			if payload.IsValid() && payload.Type() != reflect.TypeFor[json.RawMessage]() {
				exceptions = append(exceptions, contracttest.Extra("*Payload.metadata", "the same type stands in lists, where it has metadata"))
			}
			contracttest.CheckModel(forgiving{t}, contract.Load().Events[string(eventType)], event, exceptions...)
		})
	}
}

func TestEventsComeBackFromJSON(t *testing.T) {
	t.Parallel()
	for eventType, event := range catalogue {
		t.Run(string(eventType), func(t *testing.T) {
			t.Parallel()
			contracttest.CheckRoundTrip(t, contract.Load().Events[string(eventType)], reflect.TypeOf(event).Elem())
		})
	}
}

func TestStatusesFollowTheContract(t *testing.T) {
	t.Parallel()
	c := contract.Load()
	assert.ElementsMatch(t, c.Schemas["AccountMonitorStatus"].Enum, []string{
		string(userdata.MonitorStatusActive), string(userdata.MonitorStatusUserActionRequired),
		string(userdata.MonitorStatusUnsupported), string(userdata.MonitorStatusCustomerDisabled),
	})
	record := c.Schemas["SocialSecurityCompletedEventData"]
	assert.ElementsMatch(t, record.Properties["status"].Enum, []string{
		string(userdata.RecordStatusCompleted), string(userdata.RecordStatusError),
	})
	assert.ElementsMatch(t, c.Schemas["RecordType"].Enum, []string{string(webhookverify.RecordSocialSecurity)})
	assert.ElementsMatch(t, c.Schemas["TaskFinishedEventData"].Properties["status"].Enum, []string{
		string(webhookverify.TaskSucceeded), string(webhookverify.TaskFailed),
	})
}

// rawMessage is json.RawMessage by the name that it has in this build of package json.
var rawMessage = reflect.TypeFor[json.RawMessage]().String()

// forgiving does not report what is meant to differ from the contract: an int for the count of new items,
// which the contract calls a number, though it calls the count of updated ones an integer, and bytes for what
// is read into the models of a preview.
type forgiving struct{ testing.TB }

func (t forgiving) Errorf(format string, arguments ...any) {
	t.Helper()
	message := fmt.Sprintf(format, arguments...)
	if !slices.ContainsFunc([]string{
		"data.count: mistyped: the contract says number, the field Count is int",
		"RecordCompletedEventData.payload: mistyped: the contract says object, the field Payload is " + rawMessage,
		"VerificationCompletedEvent.data.result: mistyped: the contract says object, the field Result is " + rawMessage,
	}, func(meant string) bool { return strings.HasSuffix(message, meant) }) {
		t.Error(message)
	}
}

func TestTheSamplesHaveEveryPropertyOfTheirData(t *testing.T) {
	t.Parallel()
	c := contract.Load()
	for eventType := range catalogue {
		var document struct{ Data map[string]any }
		require.NoError(t, json.Unmarshal(sample(t, eventType), &document))
		data := c.Resolve(c.Resolve(c.Schemas[c.Events[string(eventType)]]).Properties["data"])
		if data.OneOf != nil {
			data = c.Resolve(data.OneOf[0])
		}
		require.NotEmpty(t, data.Properties, eventType)
		for name := range data.Properties {
			_, there := document.Data[name]
			there = there || name == "errorCode" && document.Data["status"] == "SUCCEEDED"
			assert.True(t, there, "%s: data.%s", eventType, name)
		}
	}
}

// What an event is written as again is what came, so that no property is lost or renamed.
func TestEverySampleIsReadWhole(t *testing.T) {
	t.Parallel()
	for eventType, want := range catalogue {
		t.Run(string(eventType), func(t *testing.T) {
			t.Parallel()
			body := sample(t, eventType)
			c := contract.Load()
			var document any
			decoder := json.NewDecoder(bytes.NewReader(body))
			decoder.UseNumber()
			require.NoError(t, decoder.Decode(&document))
			assert.Empty(t, c.Validate(c.Schemas[c.Events[string(eventType)]], document), "the sample itself")

			event, err := webhookverify.Decode(body)
			require.NoError(t, err)
			assert.IsType(t, want, event)
			head := event.Head()
			assert.Equal(t, eventType, head.Type)
			assert.Regexp(t, "^et-[0-9a-f]{32}$", head.ID)
			assert.Equal(t, "1", head.Version.String())
			assert.Equal(t, time.Date(2026, 1, 31, 8, 25, 5, 0, time.UTC), head.CreatedAt)
			assert.Empty(t, head.Malformed)
			assert.Equal(t, body, []byte(head.Raw))

			written, err := json.Marshal(event)
			require.NoError(t, err)
			assert.JSONEq(t, withoutNulls(t, body), withoutNulls(t, written))
		})
	}
}

// withoutNulls drops the properties that say nothing.
func withoutNulls(t *testing.T, document []byte) string {
	t.Helper()
	var prune func(value any) any
	prune = func(value any) any {
		switch value := value.(type) {
		case map[string]any:
			for name, property := range value {
				if value[name] = prune(property); value[name] == nil {
					delete(value, name)
				}
			}
		case []any:
			for i, item := range value {
				value[i] = prune(item)
			}
		}
		return value
	}
	var value any
	require.NoError(t, json.Unmarshal(document, &value))
	text, err := json.Marshal(prune(value))
	require.NoError(t, err)
	return string(text)
}

// What is not given is zero: whoever reads a field of an event meets no nil on the way.
func TestNoFieldIsAPointer(t *testing.T) {
	t.Parallel()
	for eventType, event := range catalogue {
		data := reflect.TypeOf(event).Elem()
		for _, field := range reflect.VisibleFields(data) {
			assert.NotEqual(t, reflect.Pointer, field.Type.Kind(), "%s: %s", eventType, field.Name)
		}
		member, there := data.FieldByName("Data")
		require.True(t, there, eventType)
		for _, field := range reflect.VisibleFields(member.Type) {
			assert.NotEqual(t, reflect.Pointer, field.Type.Kind(), "%s: Data.%s", eventType, field.Name)
		}
	}
}

func TestWhatAHandlerReads(t *testing.T) {
	t.Parallel()
	event, err := webhookverify.Decode(sample(t, userdata.EventTaskFinished))
	require.NoError(t, err)
	switch e := event.(type) {
	case *webhookverify.TaskFinished:
		assert.Equal(t, "acme-ee11cbb19052e40b07aac0ca060c23ee", e.Data.UserID)
		assert.Equal(t, userdata.SourceAccount, e.Data.SourceType)
		assert.Equal(t, webhookverify.TaskSucceeded, e.Data.Status)
		assert.Equal(t, []string{"harborpay"}, e.Data.Providers)
		assert.Contains(t, e.Data.Datapoints, userdata.DatapointIncomes)
		assert.Empty(t, e.Data.ErrorCode)
		assert.Equal(t, "Amara", e.Data.Payload.Identity.FirstName)
		require.Len(t, e.Data.Payload.Incomes.Items, 2)
		assert.Equal(t, "5150.5", e.Data.Payload.Incomes.Items[0].GrossAmount.String())
	default:
		t.Errorf("a %T", event)
	}
}

// The models of previews are the caller's to choose.
func TestWhatIsReadIntoTheModelsOfAPreview(t *testing.T) {
	t.Parallel()
	var record struct {
		ID     string
		Result struct {
			EmployerName           string
			ContributionBaseAmount userdata.Decimal
			ReportDate             userdata.Date
		}
	}
	event, err := webhookverify.Decode(sample(t, userdata.EventRecordCompleted))
	require.NoError(t, err)
	unread, err := event.(*webhookverify.RecordCompleted).Data.DecodePayload(&record)
	require.NoError(t, err)
	assert.Empty(t, unread)
	assert.Equal(t, "ss-c4ca4238a0b923820dcc509a6f75849b", record.ID)
	assert.Equal(t, "Harbor Logistics", record.Result.EmployerName)
	assert.Equal(t, "512.3500", record.Result.ContributionBaseAmount.String())
	assert.Equal(t, "2026-01-31", record.Result.ReportDate.String())

	var result struct {
		FinalMatches bool
		Names        struct{ FullNameMatches string }
	}
	event, err = webhookverify.Decode(sample(t, userdata.EventVerificationCompleted))
	require.NoError(t, err)
	unread, err = event.(*webhookverify.VerificationCompleted).Data.DecodeResult(&result)
	require.NoError(t, err)
	assert.True(t, result.FinalMatches)
	assert.Empty(t, unread)
	assert.Equal(t, "true", result.Names.FullNameMatches)

	flawed := &webhookverify.RecordCompletedData{Payload: json.RawMessage(`{"id":"ss-1","result":{"reportDate":"soon"}}`)}
	unread, err = flawed.DecodePayload(&record)
	require.NoError(t, err)
	assert.Equal(t, []userdata.Malformed{{Path: "result.reportDate", Value: json.RawMessage(`"soon"`)}}, unread)

	for _, body := range []string{
		`{"id":"et-1","type":"RECORD_COMPLETED","data":{"status":"ERROR"}}`,
		`{"id":"et-1","type":"RECORD_COMPLETED","data":{"status":"ERROR","payload":null}}`,
		`{"id":"et-1","type":"VERIFICATION_COMPLETED","data":{}}`,
		`{"id":"et-1","type":"VERIFICATION_COMPLETED","data":{"result":null}}`,
	} {
		event, err := webhookverify.Decode([]byte(body))
		require.NoError(t, err)
		switch event := event.(type) {
		case *webhookverify.RecordCompleted:
			_, err = event.Data.DecodePayload(&record)
		case *webhookverify.VerificationCompleted:
			_, err = event.Data.DecodeResult(&result)
		}
		assert.ErrorIs(t, err, webhookverify.ErrNoPayload, body)
	}
}

func TestAnyPropertyMayBeNull(t *testing.T) {
	t.Parallel()
	for eventType := range catalogue {
		var document map[string]any
		require.NoError(t, json.Unmarshal(sample(t, eventType), &document))
		var erase func(properties map[string]any)
		erase = func(properties map[string]any) {
			for name, value := range properties {
				if nested, ok := value.(map[string]any); ok {
					erase(nested)
				} else if name != "type" && name != "id" {
					properties[name] = nil
				}
			}
		}
		erase(document)
		body, err := json.Marshal(document)
		require.NoError(t, err)
		event, err := webhookverify.Decode(body)
		require.NoError(t, err, "%s", body)
		assert.Empty(t, event.Head().Malformed, "%s", body)
	}
}

// Smile's events differ from Smile's own description, and from one day to the next.
func TestDecodeIsLiberal(t *testing.T) {
	t.Parallel()
	const head = `"id":"et-1","createdAt":"2026-01-31T08:25:05Z",`
	for name, test := range map[string]struct {
		body  string
		check func(t *testing.T, event webhookverify.Event)
	}{
		"dataPoints": {`{` + head + `"type":"ACCOUNT_SYNC_TASK_FINISHED","data":{"dataPoints":["INCOMES"]}}`, func(t *testing.T, event webhookverify.Event) {
			assert.Equal(t, []userdata.Datapoint{userdata.DatapointIncomes}, event.(*webhookverify.AccountSyncTaskFinished).Data.Datapoints)
		}},
		"dataPoints beside a flaw": {`{` + head + `"type":"ACCOUNT_SYNC_TASK_FINISHED","data":{"dataPoints":["INCOMES"],"status":{}}}`, func(t *testing.T, event webhookverify.Event) {
			assert.Equal(t, []userdata.Datapoint{userdata.DatapointIncomes}, event.(*webhookverify.AccountSyncTaskFinished).Data.Datapoints)
			assert.Equal(t, []userdata.Malformed{{Path: "data.status", Value: []byte(`{}`)}}, event.Head().Malformed)
		}},
		"a string for the version": {`{` + head + `"version":"1.1","type":"USER_CREATED","data":{"userId":"acme-1"}}`, func(t *testing.T, event webhookverify.Event) {
			assert.Equal(t, "1.1", event.Head().Version.String())
			assert.Equal(t, "acme-1", event.(*webhookverify.UserCreated).Data.UserID)
			assert.Empty(t, event.Head().Malformed)
		}},
		"a version that is no number": {`{` + head + `"version":"v1","type":"USER_CREATED","data":{"userId":"acme-1"}}`, func(t *testing.T, event webhookverify.Event) {
			assert.True(t, event.Head().Version.IsZero())
			assert.Equal(t, "acme-1", event.(*webhookverify.UserCreated).Data.UserID)
			assert.Equal(t, []userdata.Malformed{{Path: "version", Value: []byte(`"v1"`)}}, event.Head().Malformed)
		}},
		"no time": {`{"id":"et-1","type":"USER_CREATED","createdAt":null,"data":{"userId":"acme-1"}}`, func(t *testing.T, event webhookverify.Event) {
			assert.True(t, event.Head().CreatedAt.IsZero())
			assert.Equal(t, "acme-1", event.(*webhookverify.UserCreated).Data.UserID)
		}},
		"another time zone": {`{"id":"et-1","type":"USER_CREATED","createdAt":"2026-01-31T16:25:05.250+08:00","data":{}}`, func(t *testing.T, event webhookverify.Event) {
			assert.True(t, event.Head().CreatedAt.Equal(time.Date(2026, 1, 31, 8, 25, 5, 250e6, time.UTC)))
		}},
		"no data": {`{` + head + `"type":"TASK_FINISHED"}`, func(t *testing.T, event webhookverify.Event) {
			assert.Zero(t, event.(*webhookverify.TaskFinished).Data)
		}},
		"null data": {`{` + head + `"type":"TASK_FINISHED","data":null}`, func(t *testing.T, event webhookverify.Event) {
			assert.Zero(t, event.(*webhookverify.TaskFinished).Data)
		}},
		"data of another kind": {`{` + head + `"type":"TASK_FINISHED","data":"soon"}`, func(t *testing.T, event webhookverify.Event) {
			assert.Zero(t, event.(*webhookverify.TaskFinished).Data)
			assert.Equal(t, []userdata.Malformed{{Path: "data", Value: []byte(`"soon"`)}}, event.Head().Malformed)
		}},
		"a null payload": {`{` + head + `"type":"TASK_FINISHED","data":{"payload":null}}`, func(t *testing.T, event webhookverify.Event) {
			assert.Zero(t, event.(*webhookverify.TaskFinished).Data.Payload)
			assert.Empty(t, event.Head().Malformed)
		}},
		"no payload": {`{` + head + `"type":"ACCOUNT_SYNC_TASK_FINISHED","data":{"status":"SUCCEEDED"}}`, func(t *testing.T, event webhookverify.Event) {
			data := event.(*webhookverify.AccountSyncTaskFinished).Data
			assert.Empty(t, data.Payload.Incomes.Items, "and no reader meets a nil")
			written, err := json.Marshal(data)
			require.NoError(t, err)
			assert.JSONEq(t, `{"status":"SUCCEEDED"}`, string(written))
		}},
		"a flaw in an item": {`{` + head + `"type":"TASK_FINISHED","data":{"payload":{"incomes":{"items":[{"id":"inc-1","startDate":"yesterday"},{"id":"inc-2"}]}}}}`, func(t *testing.T, event webhookverify.Event) {
			items := event.(*webhookverify.TaskFinished).Data.Payload.Incomes.Items
			require.Len(t, items, 2)
			assert.Equal(t, "inc-1", items[0].ID)
			assert.Equal(t, "inc-2", items[1].ID)
			assert.Equal(t, []userdata.Malformed{{Path: "data.payload.incomes.items[0].startDate", Value: []byte(`"yesterday"`)}}, event.Head().Malformed)
		}},
		"a count with a fraction of nothing": {`{` + head + `"type":"INCOMES_ADDED","data":{"count":3.0}}`, func(t *testing.T, event webhookverify.Event) {
			assert.Equal(t, 3, event.(*webhookverify.IncomesAdded).Data.Count)
		}},
		"more than is known": {`{` + head + `"type":"ACCOUNT_FAILED","tenant":{"id":"x"},"data":{"errorCode":"NEWLY_INVENTED","hint":[1]}}`, func(t *testing.T, event webhookverify.Event) {
			assert.Equal(t, userdata.AccountErrorCode("NEWLY_INVENTED"), event.(*webhookverify.AccountFailed).Data.ErrorCode)
			assert.Empty(t, event.Head().Malformed)
		}},
		"a version of tomorrow": {`{` + head + `"version":2,"type":"USER_CREATED","data":{"userId":{"value":"acme-1"}}}`, func(t *testing.T, event webhookverify.Event) {
			unknown := event.(*webhookverify.Unknown)
			assert.Equal(t, userdata.EventUserCreated, unknown.Type)
			assert.Equal(t, "2", unknown.Version.String())
			assert.Contains(t, string(unknown.Raw), `{"value":"acme-1"}`)
			assert.Empty(t, unknown.Malformed)
		}},
		"a version between": {`{` + head + `"version":1.9,"type":"USER_CREATED","data":{"userId":"acme-1"}}`, func(t *testing.T, event webhookverify.Event) {
			assert.Equal(t, "acme-1", event.(*webhookverify.UserCreated).Data.UserID)
		}},
		"a type of tomorrow": {`{` + head + `"type":"MOON_ADDED","data":{"moon":1}}`, func(t *testing.T, event webhookverify.Event) {
			unknown := event.(*webhookverify.Unknown)
			assert.Equal(t, userdata.EventType("MOON_ADDED"), unknown.Type)
			assert.Equal(t, "et-1", unknown.ID)
			assert.Contains(t, string(unknown.Raw), `"moon":1`)
		}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			event, err := webhookverify.Decode([]byte(test.body))
			require.NoError(t, err)
			assert.Equal(t, "et-1", event.Head().ID)
			test.check(t, event)
		})
	}
}

func TestWhatIsNoEvent(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct{ body, want string }{
		"nothing":          {``, "byte 0"},
		"white space":      {"\n", "byte 1"},
		"truncated":        {`{"id":"et-secret-1","type":"USER_CREATED","data":{"us`, "byte 53"},
		"followed by more": {`{"id":"et-secret-1","type":"USER_CREATED"}{}`, "at byte 4"},
		"html":             {`<html>secret`, "at byte "},
		"a list":           {`[{"id":"et-secret-1","type":"USER_CREATED"},{}]`, "array"},
		"a string":         {`"secret"`, "string"},
		"null":             {`null`, "has no id"},
		"empty object":     {`{}`, "has no id"},
		"no id":            {`{"type":"USER_CREATED","data":{"userId":"secret"}}`, "has no id"},
		"null id":          {`{"id":null,"type":"USER_CREATED"}`, "has no id"},
		"empty id":         {`{"id":"","type":"MOON_ADDED"}`, "has no id"},
		"object for id":    {`{"id":{},"type":"USER_CREATED"}`, "has no id"},
		"no type":          {`{"id":"et-secret-1"}`, "has no type"},
		"object for type":  {`{"id":"et-secret-1","type":{}}`, "has no type"},
		"two ids":          {`{"id":"et-secret-1","id":"et-secret-2","type":"USER_CREATED"}`, "same meaning"},
		"two data":         {`{"id":"et-secret-1","type":"USER_CREATED","data":{"userId":"secret"},"Data":{"userId":"secret"}}`, "same meaning"},
		"items of two":     {`{"id":"et-secret-1","type":"TASK_FINISHED","data":{"payload":{"incomes":{"items":[{"id":"secret"}],"items":[{"id":"secret"}]}}}}`, "same meaning"},
		"too many values":  {`{"id":"et-secret-1","type":"TASK_FINISHED","data":{"payload":{"incomes":{"items":[` + strings.Repeat("{},", 1<<20) + `{}]}}}}`, "too many values"},
		"nested too deep":  {`{"id":"et-secret-1","type":"A","data":` + strings.Repeat("[", 20_000) + strings.Repeat("]", 20_000) + `}`, "byte"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			event, err := webhookverify.Decode([]byte(test.body))
			require.ErrorIs(t, err, webhookverify.ErrMalformedEvent)
			assert.ErrorContains(t, err, test.want)
			assert.Nil(t, event)
			assert.NotContains(t, err.Error(), "secret")
		})
	}
}

func TestAnEventShowsNothingOfAPerson(t *testing.T) {
	t.Parallel()
	// The digits of the time of a line are as good as any number that is looked for.
	timeless := &slog.HandlerOptions{ReplaceAttr: func(groups []string, a slog.Attr) slog.Attr {
		if len(groups) == 0 && a.Key == slog.TimeKey {
			return slog.Attr{}
		}
		return a
	}}
	for eventType := range catalogue {
		event, err := webhookverify.Decode(sample(t, eventType))
		require.NoError(t, err)
		var shown strings.Builder
		fmt.Fprintf(&shown, "%v %+v %s %v\n", event, event, event, reflect.ValueOf(event).Elem())
		slog.New(slog.NewTextHandler(&shown, timeless)).Info("text", "event", event)
		slog.New(slog.NewJSONHandler(&shown, timeless)).Info("json", "event", event)
		for _, private := range []string{"acme", "harborpay", "amara", "Amara", "5150", "userId"} {
			assert.NotContains(t, shown.String(), private)
		}
		assert.Contains(t, shown.String(), string(eventType)+" "+event.Head().ID)
	}
}

func TestTheSamplesOfTheAPIsMakers(t *testing.T) {
	t.Parallel()
	data, err := os.ReadFile("../../shared/spec/webhook-events.json")
	if err != nil {
		t.Skip("they are not here")
	}
	var samples []json.RawMessage
	require.NoError(t, json.Unmarshal(data, &samples))
	require.NotEmpty(t, samples)
	for _, body := range samples {
		event, err := webhookverify.Decode(body)
		require.NoError(t, err)
		assert.Empty(t, event.Head().Malformed, "%s", event)
		assert.IsType(t, catalogue[event.Head().Type], event)
		written, err := json.Marshal(event)
		require.NoError(t, err)
		want := strings.ReplaceAll(withoutNulls(t, body), "dataPoints", "datapoints")
		assert.JSONEq(t, want, withoutNulls(t, written), "%s", event)
	}
}
