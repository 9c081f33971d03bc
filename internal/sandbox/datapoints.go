package sandbox

import (
	"slices"
	"strings"
)

// dataPoint is one kind of data about a person.
type dataPoint struct {
	// name is what providers and tasks call it.
	name string
	// list and get are its operations.
	list, get string
	// prefix begins its IDs.
	prefix string
	// date is the property that date filters look at; empty when there are none.
	date string
	// event tells that it has arrived.
	event string
	// eventID is the property of the event that holds the one ID; empty when the event has a count.
	eventID string
	// updateEvent tells that a sync has found items that are new or differ; empty when there is none.
	updateEvent string
	// updateIDs says that the update event names the items; otherwise it has their period.
	updateIDs bool
	// key are the properties by which an item of an account is known again; none when there is one item.
	key []string
	// payload is its property in payloads.
	payload string
	// single says that a payload holds one document instead of a list.
	single bool
}

// dataPoints stand in the order in which their events are sent.
var dataPoints = []dataPoint{
	{name: "IDENTITIES", list: "list-identities", get: "get-identity", prefix: "i", event: "IDENTITY_ADDED", eventID: "identityId", payload: "identity", single: true},
	{name: "RATINGS", list: "list-ratings", get: "get-rating", prefix: "r", event: "RATING_ADDED", eventID: "ratingId", payload: "rating", single: true},
	{name: "TRANSACTIONS", list: "list-transactions", get: "get-transaction", prefix: "t", date: "date", event: "TRANSACTIONS_ADDED", key: []string{"date", "referenceId"}, payload: "transactions"},
	{name: "DOCUMENTS", list: "list-documents", get: "get-document", prefix: "d", event: "DOCUMENTS_ADDED", updateEvent: "DOCUMENTS_UPDATED", updateIDs: true, key: []string{"name", "docId"}, payload: "documents"},
	{name: "EMPLOYMENTS", list: "list-employments", get: "get-employment", prefix: "e", date: "startDate", event: "EMPLOYMENTS_ADDED", updateEvent: "EMPLOYMENTS_UPDATED", updateIDs: true, key: []string{"employer", "startDate"}, payload: "employments"},
	{name: "INCOMES", list: "list-incomes", get: "get-income", prefix: "inc", date: "startDate", event: "INCOMES_ADDED", updateEvent: "INCOMES_UPDATED", key: []string{"employer", "workItem", "startDate"}, payload: "incomes"},
	{name: "CONTRIBUTIONS", list: "list-contributions", get: "get-contribution", prefix: "con", date: "date", event: "CONTRIBUTIONS_ADDED", updateEvent: "CONTRIBUTIONS_UPDATED", key: []string{"date", "referenceId"}, payload: "contributions"},
	{name: "LIABILITIES", list: "list-liabilities", get: "get-liabilities", prefix: "lia", date: "startDate", event: "LIABILITIES_ADDED", updateEvent: "LIABILITIES_UPDATED", updateIDs: true, key: []string{"referenceId"}, payload: "liabilities"},
	{name: "EINCOMES", list: "list-eincomes", get: "get-eincomes", prefix: "einc", date: "month", event: "EINCOMES_ADDED", updateEvent: "EINCOMES_UPDATED", key: []string{"month"}, payload: "eincomes"},
	{name: "LINK", list: "list-links", get: "get-link", prefix: "link", event: "LINK_ADDED", eventID: "id", payload: "links"},
	{name: "INSIGHTS", list: "list-insights", get: "get-feature-insight", prefix: "insight", event: "INSIGHT_ADDED", eventID: "id", payload: "insight", single: true},
}

// identity is the same for two documents of an account that are about the same thing.
func (p dataPoint) identity(d document) string {
	var values []string
	for _, name := range p.key {
		values = append(values, cell(d[name]))
	}
	return strings.Join(values, "\x00")
}

// store keeps the documents of one data point, given the newest first, and announces them.
func (s *Server) store(t *tenant, source *item, point dataPoint, documents []document) {
	s.announce(t, source, point, s.add(t, source, point, documents))
}

// add keeps documents, given the newest first, and returns their items.
func (s *Server) add(t *tenant, source *item, point dataPoint, documents []document) (added []*item) {
	metadata := s.metadata(t, source)
	for _, original := range slices.Backward(documents) {
		id := t.ids.id(point.prefix)
		date, _ := original[point.date].(string)
		i := &item{
			id: id, user: source.user, source: source.id, day: date,
			document: with(original, document{"id": id, "metadata": metadata}),
		}
		t.data[point.name].add(i)
		added = append(added, i)
	}
	return added
}

// announce tells of items that have arrived.
func (s *Server) announce(t *tenant, source *item, point dataPoint, added []*item) {
	if len(added) == 0 {
		return
	}
	detail := document{"count": len(added)}
	if point.eventID != "" {
		detail = document{point.eventID: added[len(added)-1].id}
	}
	s.emit(t, point.event, about(source, detail), nil)
}

// metadata says where an item came from, and when.
func (s *Server) metadata(t *tenant, source *item) document {
	metadata := document{
		"createdAt": source.document["createdAt"], "itemCreatedAt": stamp(s.clock.Now()),
		"sourceId": source.id, "sourceType": t.sourceType(source),
		"userId": source.user, "providerId": source.document["providerId"],
	}
	if metadata["sourceType"] == fromAccount {
		metadata["accountId"] = source.id
	}
	return metadata
}

// Where data comes from.
const (
	fromAccount = "ACCOUNT"
	fromArchive = "ARCHIVE"
)

func (t *tenant) sourceType(source *item) string {
	if t.archives.byID[source.id] != nil {
		return fromArchive
	}
	return fromAccount
}
