package webhookverify

import (
	"fmt"
	"log/slog"
)

// What follows shows package slog what an event tells by its type, with an ID where it has one, and nothing of the
// person that it is about. The events themselves have the LogValue of their [Envelope].

// LogValue shows the type and the ID of the account.
func (d AccountConnectedData) LogValue() slog.Value {
	return slog.StringValue("webhookverify.AccountConnectedData(" + d.AccountID + ")")
}

// LogValue shows the type, the ID of the account and the error code.
func (d AccountFailedData) LogValue() slog.Value {
	return slog.StringValue("webhookverify.AccountFailedData(" + d.AccountID + " " + string(d.ErrorCode) + ")")
}

// LogValue shows the type and the ID of the source.
func (d AccountSyncTaskFinishedData) LogValue() slog.Value {
	return slog.StringValue("webhookverify.AccountSyncTaskFinishedData(" + d.SourceID + ")")
}

// LogValue shows the type, the ID of the archive and the error code.
func (d ArchiveFailedData) LogValue() slog.Value {
	return slog.StringValue("webhookverify.ArchiveFailedData(" + d.ArchiveID + " " + string(d.ErrorCode) + ")")
}

// LogValue shows the type and the ID of the record.
func (d RecordCompletedData) LogValue() slog.Value {
	return slog.StringValue("webhookverify.RecordCompletedData(" + d.RecordID + ")")
}

// LogValue shows the type and the ID of the source.
func (d TaskFinishedData) LogValue() slog.Value {
	return slog.StringValue("webhookverify.TaskFinishedData(" + d.SourceID + ")")
}

// LogValue shows the type and the ID of the user.
func (d UserSessionCompletedData) LogValue() slog.Value {
	return slog.StringValue("webhookverify.UserSessionCompletedData(" + d.Session.UserID + ")")
}

// LogValue shows the type and the ID of the verification.
func (d VerificationCompletedData) LogValue() slog.Value {
	return slog.StringValue("webhookverify.VerificationCompletedData(" + d.VerificationID + ")")
}

// LogValue is the error without what the panic was about, unless that is of the Go runtime.
func (e PanicError) LogValue() slog.Value { return slog.AnyValue(fmt.Errorf("%w", &e)) }
