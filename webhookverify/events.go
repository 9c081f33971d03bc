package webhookverify

// events makes an empty event for each type of event that has a Go type.
var events = map[Type]func() Event{
	TypeUserCreated:             empty[UserCreated],
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
}

func empty[T any, P interface {
	*T
	Event
}]() Event {
	return P(new(T))
}
