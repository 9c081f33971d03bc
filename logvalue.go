package smile

import (
	"fmt"
	"log/slog"
	"reflect"
	"strings"
)

// The methods in this file show a value in package slog as its type and, if it has one, its ID, without personal data,
// secrets or URLs that grant access. Package slog calls LogValue only on the logged value itself, so every type that
// contains such a value, at any depth, needs the method too. [Token] and [Webhook] hide their secrets from package fmt
// as well.

// LogValue returns the type and the ID.
func (a Account) LogValue() slog.Value { return slog.StringValue("smile.Account(" + a.ID + ")") }

// LogValue returns the type, the status and the error code.
func (c AccountConnection) LogValue() slog.Value {
	return slog.StringValue("smile.AccountConnection(" + strings.TrimSpace(string(c.Status)+" "+string(c.ErrorCode)) + ")")
}

// LogValue returns the type alone.
func (AccountData) LogValue() slog.Value { return slog.StringValue("smile.AccountData") }

// LogValue returns the type and the ID.
func (e AccountExport) LogValue() slog.Value {
	return slog.StringValue("smile.AccountExport(" + e.ID + ")")
}

// LogValue returns the type and the ID.
func (a Archive) LogValue() slog.Value { return slog.StringValue("smile.Archive(" + a.ID + ")") }

// LogValue returns the type alone.
func (ArchiveExtraction) LogValue() slog.Value { return slog.StringValue("smile.ArchiveExtraction") }

// LogValue returns the type, the status and the error code.
func (s ArchiveState) LogValue() slog.Value {
	return slog.StringValue("smile.ArchiveState(" + strings.TrimSpace(string(s.Status)+" "+string(s.ErrorCode)) + ")")
}

// LogValue returns the type alone.
func (ArchiveValidation) LogValue() slog.Value { return slog.StringValue("smile.ArchiveValidation") }

// LogValue returns the type and the code.
func (r ArchiveValidationResult) LogValue() slog.Value {
	return slog.StringValue("smile.ArchiveValidationResult(" + string(r.Code) + ")")
}

// LogValue returns the type and the number of files.
func (p ArchiveCreateParams) LogValue() slog.Value {
	return slog.StringValue(fmt.Sprintf("smile.ArchiveCreateParams(%d files)", len(p.RawFiles)))
}

// LogValue returns the type and the number of files.
func (p ArchiveClassifyParams) LogValue() slog.Value {
	return slog.StringValue(fmt.Sprintf("smile.ArchiveClassifyParams(%d files)", len(p.RawFiles)))
}

// LogValue returns the type alone.
func (Bill) LogValue() slog.Value { return slog.StringValue("smile.Bill") }

// LogValue returns the type and the ID of the user.
func (u CreatedUser) LogValue() slog.Value {
	return slog.StringValue("smile.CreatedUser(" + u.User.ID + ")")
}

// LogValue returns the type alone.
func (EmploymentCertificate) LogValue() slog.Value {
	return slog.StringValue("smile.EmploymentCertificate")
}

// LogValue returns the type alone.
func (File) LogValue() slog.Value { return slog.StringValue("smile.File") }

// LogValue returns the type and the ID.
func (i Invite) LogValue() slog.Value { return slog.StringValue("smile.Invite(" + i.ID + ")") }

// LogValue returns the type alone.
func (InviteTemplateEmail) LogValue() slog.Value {
	return slog.StringValue("smile.InviteTemplateEmail")
}

// LogValue returns the type and the ID.
func (t InviteTemplate) LogValue() slog.Value {
	return slog.StringValue("smile.InviteTemplate(" + t.ID + ")")
}

// LogValue returns the type alone.
func (InviteTemplateParams) LogValue() slog.Value {
	return slog.StringValue("smile.InviteTemplateParams")
}

// LogValue returns the type alone.
func (MeteredBill) LogValue() slog.Value { return slog.StringValue("smile.MeteredBill") }

// LogValue returns the type alone.
func (NBIClearance) LogValue() slog.Value { return slog.StringValue("smile.NBIClearance") }

// LogValue returns the type and the number of items.
func (p Page[T]) LogValue() slog.Value {
	return slog.StringValue(fmt.Sprintf("smile.Page[%v](%d items)", reflect.TypeFor[T](), len(p.Items)))
}

// LogValue returns the type alone.
func (Payslip) LogValue() slog.Value { return slog.StringValue("smile.Payslip") }

// LogValue returns the type alone.
func (PayslipMatch) LogValue() slog.Value { return slog.StringValue("smile.PayslipMatch") }

// LogValue returns the type and the ID of the archive.
func (p PayslipPrediction) LogValue() slog.Value {
	return slog.StringValue("smile.PayslipPrediction(" + p.Metadata.SourceID + ")")
}

// LogValue returns the type alone.
func (PayslipUploadParams) LogValue() slog.Value {
	return slog.StringValue("smile.PayslipUploadParams")
}

// LogValue returns the type and the ID.
func (f RawFile) LogValue() slog.Value { return slog.StringValue("smile.RawFile(" + f.ID + ")") }

// LogValue returns the type and the ID of the request.
func (r Response) LogValue() slog.Value {
	return slog.StringValue("smile.Response(" + r.RequestID + ")")
}

// LogValue returns the type alone.
func (Request) LogValue() slog.Value { return slog.StringValue("smile.Request") }

// LogValue returns the type alone.
func (TaxDocument) LogValue() slog.Value { return slog.StringValue("smile.TaxDocument") }

// LogValue returns the type alone.
func (TelcoBill) LogValue() slog.Value { return slog.StringValue("smile.TelcoBill") }

// LogValue returns the type and the ID.
func (u Upload) LogValue() slog.Value { return slog.StringValue("smile.Upload(" + u.ID + ")") }

// LogValue returns the type and the ID.
func (u User) LogValue() slog.Value { return slog.StringValue("smile.User(" + u.ID + ")") }

// LogValue returns the type alone.
func (UserCreateParams) LogValue() slog.Value { return slog.StringValue("smile.UserCreateParams") }

// The methods below return an error to package slog, which handlers that report errors look for.

// LogValue returns the error without its message.
func (e Error) LogValue() slog.Value { return slog.AnyValue(fmt.Errorf("%w", &e)) }

// LogValue returns the error as written by Error.
func (e ParameterError) LogValue() slog.Value { return slog.AnyValue(fmt.Errorf("%w", &e)) }

// LogValue returns the error without its message.
func (e ArchiveError) LogValue() slog.Value { return slog.AnyValue(fmt.Errorf("%w", &e)) }

// LogValue returns the error as written by Error.
func (e PanicError) LogValue() slog.Value { return slog.AnyValue(fmt.Errorf("%w", &e)) }
