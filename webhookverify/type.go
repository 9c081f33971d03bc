package webhookverify

// Type names what an event reports. The API may add types at any time; [Decode] hands on an event of a type
// without a Go type of its own as [Unknown].
type Type string

// The types of events, grouped by what they are about.
const (
	TypeUserCreated          Type = "USER_CREATED"
	TypeUserSessionCompleted Type = "USER_SESSION_COMPLETED"
	TypeUserSessionReset     Type = "USER_SESSION_RESET"

	TypeAccountCreated      Type = "ACCOUNT_CREATED"
	TypeAccountConnected    Type = "ACCOUNT_CONNECTED"
	TypeAccountDisconnected Type = "ACCOUNT_DISCONNECTED"
	TypeAccountFailed       Type = "ACCOUNT_FAILED"

	TypeTaskStarted             Type = "TASK_STARTED"
	TypeTaskFinished            Type = "TASK_FINISHED"
	TypeAccountSyncTaskFinished Type = "ACCOUNT_SYNC_TASK_FINISHED"

	TypeIdentityAdded         Type = "IDENTITY_ADDED"
	TypeRatingAdded           Type = "RATING_ADDED"
	TypeInsightAdded          Type = "INSIGHT_ADDED"
	TypeLinkAdded             Type = "LINK_ADDED"
	TypeTransactionsAdded     Type = "TRANSACTIONS_ADDED"
	TypeDocumentsAdded        Type = "DOCUMENTS_ADDED"
	TypeEmploymentsAdded      Type = "EMPLOYMENTS_ADDED"
	TypeIncomesAdded          Type = "INCOMES_ADDED"
	TypeContributionsAdded    Type = "CONTRIBUTIONS_ADDED"
	TypeEstimatedIncomesAdded Type = "EINCOMES_ADDED"
	TypeLiabilitiesAdded      Type = "LIABILITIES_ADDED"

	TypeDocumentsUpdated        Type = "DOCUMENTS_UPDATED"
	TypeEmploymentsUpdated      Type = "EMPLOYMENTS_UPDATED"
	TypeIncomesUpdated          Type = "INCOMES_UPDATED"
	TypeContributionsUpdated    Type = "CONTRIBUTIONS_UPDATED"
	TypeEstimatedIncomesUpdated Type = "EINCOMES_UPDATED"
	TypeLiabilitiesUpdated      Type = "LIABILITIES_UPDATED"

	TypeArchiveStarted  Type = "ARCHIVE_STARTED"
	TypeArchiveAnalyzed Type = "ARCHIVE_ANALYZED"
	TypeArchiveRevoked  Type = "ARCHIVE_REVOKED"
	TypeArchiveFailed   Type = "ARCHIVE_FAILED"

	TypeInviteInvited Type = "INVITE_INVITED"
	TypeInviteLinked  Type = "INVITE_LINKED"

	TypeVerificationStarted   Type = "VERIFICATION_STARTED"
	TypeVerificationCompleted Type = "VERIFICATION_COMPLETED"
	TypeRecordCreated         Type = "RECORD_CREATED"
	TypeRecordCompleted       Type = "RECORD_COMPLETED"
)
