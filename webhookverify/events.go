package webhookverify

// events makes an empty event for each type of event that has a Go type.
var events = map[Type]func() Event{
	TypeUserCreated:             empty[UserCreated],
	TypeUserSessionCompleted:    empty[UserSessionCompleted],
	TypeUserSessionReset:        empty[UserSessionReset],
	TypeAccountCreated:          empty[AccountCreated],
	TypeAccountConnected:        empty[AccountConnected],
	TypeAccountDisconnected:     empty[AccountDisconnected],
	TypeAccountFailed:           empty[AccountFailed],
	TypeTaskStarted:             empty[TaskStarted],
	TypeTaskFinished:            empty[TaskFinished],
	TypeAccountSyncTaskFinished: empty[AccountSyncTaskFinished],
	TypeIdentityAdded:           empty[IdentityAdded],
	TypeRatingAdded:             empty[RatingAdded],
	TypeInsightAdded:            empty[InsightAdded],
	TypeLinkAdded:               empty[LinkAdded],
	TypeTransactionsAdded:       empty[TransactionsAdded],
	TypeDocumentsAdded:          empty[DocumentsAdded],
	TypeEmploymentsAdded:        empty[EmploymentsAdded],
	TypeIncomesAdded:            empty[IncomesAdded],
	TypeContributionsAdded:      empty[ContributionsAdded],
	TypeEstimatedIncomesAdded:   empty[EstimatedIncomesAdded],
	TypeLiabilitiesAdded:        empty[LiabilitiesAdded],
	TypeDocumentsUpdated:        empty[DocumentsUpdated],
	TypeEmploymentsUpdated:      empty[EmploymentsUpdated],
	TypeIncomesUpdated:          empty[IncomesUpdated],
	TypeContributionsUpdated:    empty[ContributionsUpdated],
	TypeEstimatedIncomesUpdated: empty[EstimatedIncomesUpdated],
	TypeLiabilitiesUpdated:      empty[LiabilitiesUpdated],
	TypeArchiveStarted:          empty[ArchiveStarted],
	TypeArchiveAnalyzed:         empty[ArchiveAnalyzed],
	TypeArchiveRevoked:          empty[ArchiveRevoked],
	TypeArchiveFailed:           empty[ArchiveFailed],
	TypeInviteInvited:           empty[InviteInvited],
	TypeInviteLinked:            empty[InviteLinked],
	TypeVerificationStarted:     empty[VerificationStarted],
	TypeVerificationCompleted:   empty[VerificationCompleted],
	TypeRecordCreated:           empty[RecordCreated],
	TypeRecordCompleted:         empty[RecordCompleted],
}

func empty[T any, P interface {
	*T
	Event
}]() Event {
	return P(new(T))
}
