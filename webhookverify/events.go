package webhookverify

import "github.com/smileapi/smile-go/userdata"

// events creates an empty event for each event type that has a Go type.
var events = map[userdata.EventType]func() Event{
	userdata.EventUserCreated:             empty[UserCreated],
	userdata.EventUserSessionCompleted:    empty[UserSessionCompleted],
	userdata.EventUserSessionReset:        empty[UserSessionReset],
	userdata.EventAccountCreated:          empty[AccountCreated],
	userdata.EventAccountConnected:        empty[AccountConnected],
	userdata.EventAccountDisconnected:     empty[AccountDisconnected],
	userdata.EventAccountFailed:           empty[AccountFailed],
	userdata.EventTaskStarted:             empty[TaskStarted],
	userdata.EventTaskFinished:            empty[TaskFinished],
	userdata.EventAccountSyncTaskFinished: empty[AccountSyncTaskFinished],
	userdata.EventIdentityAdded:           empty[IdentityAdded],
	userdata.EventRatingAdded:             empty[RatingAdded],
	userdata.EventInsightAdded:            empty[InsightAdded],
	userdata.EventLinkAdded:               empty[LinkAdded],
	userdata.EventTransactionsAdded:       empty[TransactionsAdded],
	userdata.EventDocumentsAdded:          empty[DocumentsAdded],
	userdata.EventEmploymentsAdded:        empty[EmploymentsAdded],
	userdata.EventIncomesAdded:            empty[IncomesAdded],
	userdata.EventContributionsAdded:      empty[ContributionsAdded],
	userdata.EventEstimatedIncomesAdded:   empty[EstimatedIncomesAdded],
	userdata.EventLiabilitiesAdded:        empty[LiabilitiesAdded],
	userdata.EventDocumentsUpdated:        empty[DocumentsUpdated],
	userdata.EventEmploymentsUpdated:      empty[EmploymentsUpdated],
	userdata.EventIncomesUpdated:          empty[IncomesUpdated],
	userdata.EventContributionsUpdated:    empty[ContributionsUpdated],
	userdata.EventEstimatedIncomesUpdated: empty[EstimatedIncomesUpdated],
	userdata.EventLiabilitiesUpdated:      empty[LiabilitiesUpdated],
	userdata.EventArchiveStarted:          empty[ArchiveStarted],
	userdata.EventArchiveAnalyzed:         empty[ArchiveAnalyzed],
	userdata.EventArchiveRevoked:          empty[ArchiveRevoked],
	userdata.EventArchiveFailed:           empty[ArchiveFailed],
	userdata.EventInviteInvited:           empty[InviteInvited],
	userdata.EventInviteLinked:            empty[InviteLinked],
	userdata.EventVerificationStarted:     empty[VerificationStarted],
	userdata.EventVerificationCompleted:   empty[VerificationCompleted],
	userdata.EventRecordCreated:           empty[RecordCreated],
	userdata.EventRecordCompleted:         empty[RecordCompleted],
}

func empty[T any, P interface {
	*T
	Event
}]() Event {
	return P(new(T))
}
