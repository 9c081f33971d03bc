package userdata

// EventType identifies what an event reports. Webhooks subscribe to event types, and package webhookverify has a Go
// type for each. The API may add types at any time.
type EventType string

// The event types, grouped by subject.
const (
	EventUserCreated          EventType = "USER_CREATED"
	EventUserSessionCompleted EventType = "USER_SESSION_COMPLETED"
	EventUserSessionReset     EventType = "USER_SESSION_RESET"

	EventAccountCreated      EventType = "ACCOUNT_CREATED"
	EventAccountConnected    EventType = "ACCOUNT_CONNECTED"
	EventAccountDisconnected EventType = "ACCOUNT_DISCONNECTED"
	EventAccountFailed       EventType = "ACCOUNT_FAILED"

	EventTaskStarted             EventType = "TASK_STARTED"
	EventTaskFinished            EventType = "TASK_FINISHED"
	EventAccountSyncTaskFinished EventType = "ACCOUNT_SYNC_TASK_FINISHED"

	EventIdentityAdded         EventType = "IDENTITY_ADDED"
	EventRatingAdded           EventType = "RATING_ADDED"
	EventInsightAdded          EventType = "INSIGHT_ADDED"
	EventLinkAdded             EventType = "LINK_ADDED"
	EventTransactionsAdded     EventType = "TRANSACTIONS_ADDED"
	EventDocumentsAdded        EventType = "DOCUMENTS_ADDED"
	EventEmploymentsAdded      EventType = "EMPLOYMENTS_ADDED"
	EventIncomesAdded          EventType = "INCOMES_ADDED"
	EventContributionsAdded    EventType = "CONTRIBUTIONS_ADDED"
	EventEstimatedIncomesAdded EventType = "EINCOMES_ADDED"
	EventLiabilitiesAdded      EventType = "LIABILITIES_ADDED"

	EventDocumentsUpdated        EventType = "DOCUMENTS_UPDATED"
	EventEmploymentsUpdated      EventType = "EMPLOYMENTS_UPDATED"
	EventIncomesUpdated          EventType = "INCOMES_UPDATED"
	EventContributionsUpdated    EventType = "CONTRIBUTIONS_UPDATED"
	EventEstimatedIncomesUpdated EventType = "EINCOMES_UPDATED"
	EventLiabilitiesUpdated      EventType = "LIABILITIES_UPDATED"

	EventArchiveStarted  EventType = "ARCHIVE_STARTED"
	EventArchiveAnalyzed EventType = "ARCHIVE_ANALYZED"
	EventArchiveRevoked  EventType = "ARCHIVE_REVOKED"
	EventArchiveFailed   EventType = "ARCHIVE_FAILED"

	EventInviteInvited EventType = "INVITE_INVITED"
	EventInviteLinked  EventType = "INVITE_LINKED"

	EventVerificationStarted   EventType = "VERIFICATION_STARTED"
	EventVerificationCompleted EventType = "VERIFICATION_COMPLETED"
	EventRecordCreated         EventType = "RECORD_CREATED"
	EventRecordCompleted       EventType = "RECORD_COMPLETED"
)
