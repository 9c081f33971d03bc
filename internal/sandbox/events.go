package sandbox

import "slices"

// event is the body of a webhook call.
type event struct {
	ID        string   `json:"id"`
	Version   int      `json:"version"`
	Type      string   `json:"type"`
	CreatedAt string   `json:"createdAt"`
	Data      document `json:"data"`
}

// emit sends an event to every webhook of the tenant that wants it. The payload, if any, is only for
// those that ask for payloads.
func (s *Server) emit(t *tenant, eventType string, data, payload document) {
	happened := event{ID: t.ids.id("et"), Version: 1, Type: eventType, CreatedAt: stamp(s.clock.Now()), Data: data}
	for _, webhook := range t.webhooks.items {
		if !wants(webhook.document, eventType) {
			continue
		}
		told := happened
		if payload != nil && webhook.document["includePayload"] == true {
			told.Data = with(data, document{"payload": payload})
		}
		s.enqueue(t, shipment{webhook: webhook, event: told, attempt: 1})
	}
}

func wants(webhook document, eventType string) bool {
	types := webhook["eventTypes"].([]any)
	return webhook["active"] == true && (slices.Contains(types, any(eventType)) || slices.Contains(types, any("ALL_EVENTS")))
}

// about is what every event of an account says, and of the data that a source brought. The accountId is
// the older name of the sourceId: the data of an archive has the archive's.
func about(source *item, more document) document {
	return with(document{
		"userId": source.user, "accountId": source.id, "providers": []any{source.document["providerId"]},
	}, more)
}
