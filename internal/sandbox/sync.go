package sandbox

import (
	"reflect"
	"slices"
	"time"
)

// syncInterval is how long after its link, and then after each time, the clock syncs a monitored account.
const syncInterval = 30 * 24 * time.Hour

const monitored = "ACTIVE" // the one status of a monitor in which an account is synced

// Sync collects what is new about an account at once, as the clock does every 30 days while the account is
// CONNECTED and its monitor ACTIVE. [Server.Settle] waits for the events. The error is an [*Error] that says
// why the account is not synced.
func (s *Server) Sync(accountID string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, t := range s.tenants {
		if t.accounts.byID[accountID] != nil {
			if _, problem := s.syncByID(t, accountID); problem != nil {
				return problem
			}
			return nil
		}
	}
	return missing("accountId", accountID)
}

func (s *Server) syncByID(t *tenant, accountID string) (taskID string, problem *Error) {
	account := t.accounts.byID[accountID]
	if account == nil {
		return "", missing("accountId", accountID)
	}
	if problem := t.unsynced(account); problem != nil {
		return "", problem
	}
	return s.sync(t, account), nil
}

// unsynced says why an account is not synced; nil when it is.
func (t *tenant) unsynced(account *item) *Error {
	switch status := account.document["connectionStatus"]; {
	case status != connected:
		return failure(CodeInvalidParameters, "accountId names an account that is %s: only one that is CONNECTED is synced: %q", status, account.id)
	case t.owners[account.id] == nil:
		return failure(CodeInvalidParameters, "accountId names an account that is still being linked, wait for the end of its task: %q", account.id)
	}
	if status := account.document["monitorStatus"]; status != monitored {
		return failure(CodeInvalidParameters, "accountId names an account whose monitorStatus is %s: only one that is ACTIVE is synced: %q", status, account.id)
	}
	return nil
}

// monitor syncs an account whenever its time comes, until it is revoked or its monitor disabled.
func (s *Server) monitor(t *tenant, account *item) {
	s.scheduler.later(syncInterval, s.locked(func() {
		if t.unsynced(account) == nil {
			s.sync(t, account)
			s.monitor(t, account)
		}
	}))
}

// sync brings the data of an account up to date. It takes no time, so that nothing can come in between.
func (s *Server) sync(t *tenant, account *item) (taskID string) {
	provider := providers().byID[account.document["providerId"].(string)].document
	documents := t.owners[account.id].dataset(provider, s.clock.Now(), s.config.Seed)
	task := s.newTask(t, updateAccount, account)
	brought := []string{}
	for _, point := range dataPoints {
		if s.update(t, account, point, documents[point.name]) {
			brought = append(brought, point.name)
		}
	}
	s.endTask(task, brought)
	s.emit(t, "ACCOUNT_SYNC_TASK_FINISHED", document{
		"userId": account.user, "sourceId": account.id, "sourceType": fromAccount,
		"providers": []any{account.document["providerId"]}, "status": succeeded,
		"monitorStatus": account.document["monitorStatus"], "datapoints": brought,
	}, s.cappedPayload(t, account))
	return task.id
}

// update compares what a provider shows of one data point now with what is stored, and reports whether
// there was a difference. What is new is added, what differs is replaced under its ID, and what the provider
// shows no longer is kept. Only some data points have an event for what differs; for the others, only what
// is new is announced.
func (s *Server) update(t *tenant, account *item, point dataPoint, documents []document) bool {
	stored := map[string]*item{}
	for _, candidate := range t.data[point.name].items {
		if candidate.source == account.id {
			stored[point.identity(candidate.document)] = candidate
		}
	}
	var fresh []document
	var updated []*item
	for _, shown := range documents {
		known := stored[point.identity(shown)]
		if known == nil {
			fresh = append(fresh, shown)
			continue
		}
		shown = with(shown, document{"id": known.id, "metadata": known.document["metadata"]})
		if !reflect.DeepEqual(shown, known.document) {
			known.document = shown
			updated = append(updated, known)
		}
	}
	added := s.add(t, account, point, fresh)
	updated = append(updated, added...)
	switch {
	case point.updateEvent == "":
		s.announce(t, account, point, added)
	case len(updated) > 0:
		s.emit(t, point.updateEvent, about(account, s.updateDetail(point, updated)), nil)
	}
	return len(updated) > 0
}

// updateDetail tells which items are new or differ: by their IDs, or by the first and the last of their dates.
func (s *Server) updateDetail(point dataPoint, updated []*item) document {
	detail := document{"count": len(updated), "updatedAt": stamp(s.clock.Now())}
	if point.updateIDs {
		ids := []string{}
		for _, i := range updated {
			ids = append(ids, i.id)
		}
		detail["updatedIds"] = ids
		return detail
	}
	var days []string
	for _, i := range updated {
		days = append(days, firstDay(i.day))
	}
	detail["updatedFrom"], detail["updatedTo"] = slices.Min(days)+midnight, slices.Max(days)+midnight
	return detail
}

const midnight = "T00:00:00Z"

// firstDay returns the first day of a month, and a day as it is.
func firstDay(date string) string {
	if len(date) == len("2006-01") {
		return date + "-01"
	}
	return date
}
