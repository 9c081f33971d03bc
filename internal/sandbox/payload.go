package sandbox

import (
	"maps"
	"math"
)

// getAccountPayload answers with everything that one account brought, however much it is.
func (*Server) getAccountPayload(c *call) (any, *Error) {
	account, problem := c.linkedAccount()
	if problem != nil {
		return nil, problem
	}
	payload := document{"metadata": document{
		"sourceId": account.id, "sourceType": "ACCOUNT", "userId": account.user, "providerId": account.document["providerId"],
	}}
	for _, point := range dataPoints {
		items := c.tenant.payload(point, account.id)
		switch {
		case len(items) == 0:
		case point.single:
			payload[point.payload] = items[0]
		default:
			payload[point.payload] = items
		}
	}
	return payload, nil
}

// payload returns an account's documents of one data point as payloads hold them: without metadata.
func (t *tenant) payload(point dataPoint, accountID string) []document {
	var items []document
	for candidate := range t.data[point.name].newest(math.MaxUint64) {
		if candidate.source == accountID {
			items = append(items, bare(candidate.document))
		}
	}
	return items
}

func bare(stored document) document {
	copied := maps.Clone(stored)
	delete(copied, "metadata")
	return copied
}

// maxPayloadItems is how many items of one data point a payload holds at most, except for that of a
// single account, which is whole.
const maxPayloadItems = 300

// cappedPayload is an account's data as events and sessions hold it. A list that was cut short has
// the cursor for the rest, in the list of the same resource filtered by sourceId.
func (s *Server) cappedPayload(t *tenant, account *item) document {
	payload := document{}
	filter := map[string]string{"sourceId": account.id}
	for _, point := range dataPoints {
		items := []document{}
		list := document{}
		var last uint64
		for candidate := range t.data[point.name].newest(math.MaxUint64) {
			if candidate.source != account.id {
				continue
			}
			if len(items) == maxPayloadItems {
				list["nextCursor"] = s.cursor(t, point.list, filter, last)
				break
			}
			items = append(items, bare(candidate.document))
			last = candidate.sequence
		}
		switch {
		case len(items) == 0:
		case point.single:
			payload[point.payload] = items[0]
		default:
			list["items"] = items
			payload[point.payload] = list
		}
	}
	return payload
}
