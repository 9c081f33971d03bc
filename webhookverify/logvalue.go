package webhookverify

import (
	"fmt"
	"log/slog"
)

// The LogValue methods log the type of an event's data, and an ID if it has one, but nothing about the person. The
// events themselves have the LogValue of their [Envelope].

// LogValue logs the type and the ID of the account.
func (d AccountConnectedData) LogValue() slog.Value {
	return slog.StringValue("webhookverify.AccountConnectedData(" + d.AccountID + ")")
}

// LogValue logs the type, the ID of the account and the error code.
func (d AccountFailedData) LogValue() slog.Value {
	return slog.StringValue("webhookverify.AccountFailedData(" + d.AccountID + " " + string(d.ErrorCode) + ")")
}

// LogValue logs the type and the ID of the source.
func (d AccountSyncTaskFinishedData) LogValue() slog.Value {
	return slog.StringValue("webhookverify.AccountSyncTaskFinishedData(" + d.SourceID + ")")
}

// LogValue logs the type, the ID of the archive and the error code.
func (d ArchiveFailedData) LogValue() slog.Value {
	return slog.StringValue("webhookverify.ArchiveFailedData(" + d.ArchiveID + " " + string(d.ErrorCode) + ")")
}

// LogValue logs the type and the ID of the record.
func (d RecordCompletedData) LogValue() slog.Value {
	return slog.StringValue("webhookverify.RecordCompletedData(" + d.RecordID + ")")
}

// LogValue logs the type and the ID of the source.
func (d TaskFinishedData) LogValue() slog.Value {
	return slog.StringValue("webhookverify.TaskFinishedData(" + d.SourceID + ")")
}

// LogValue logs the type and the ID of the user.
func (d UserSessionCompletedData) LogValue() slog.Value {
	return slog.StringValue("webhookverify.UserSessionCompletedData(" + d.Session.UserID + ")")
}

// LogValue logs the type and the ID of the verification.
func (d VerificationCompletedData) LogValue() slog.Value {
	return slog.StringValue("webhookverify.VerificationCompletedData(" + d.VerificationID + ")")
}

// LogValue logs the error, without the value of the panic unless that is from the Go runtime.
func (e PanicError) LogValue() slog.Value { return slog.AnyValue(fmt.Errorf("%w", &e)) }
