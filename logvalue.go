package smile

import (
	"fmt"
	"log/slog"
	"reflect"
	"strings"
)

// What follows shows package slog a value by its type, with its ID where it has one, and nothing of a person, no secret
// and no URL that opens something. Package slog asks only the value that is logged itself, so that every type with
// such a value in it, at any depth, needs the method too. [Token] and [Webhook] hide from package fmt as well.

// LogValue shows the type and the ID.
func (a Account) LogValue() slog.Value { return slog.StringValue("smile.Account(" + a.ID + ")") }

// LogValue shows the type, the status and the error code.
func (c AccountConnection) LogValue() slog.Value {
	return slog.StringValue("smile.AccountConnection(" + strings.TrimSpace(string(c.Status)+" "+string(c.ErrorCode)) + ")")
}

// LogValue shows the type alone.
func (AccountData) LogValue() slog.Value { return slog.StringValue("smile.AccountData") }

// LogValue shows the type and the ID.
func (e AccountExport) LogValue() slog.Value {
	return slog.StringValue("smile.AccountExport(" + e.ID + ")")
}

// LogValue shows the type and the ID.
func (a Archive) LogValue() slog.Value { return slog.StringValue("smile.Archive(" + a.ID + ")") }

// LogValue shows the type alone.
func (ArchiveExtraction) LogValue() slog.Value { return slog.StringValue("smile.ArchiveExtraction") }

// LogValue shows the type, the status and the error code.
func (s ArchiveState) LogValue() slog.Value {
	return slog.StringValue("smile.ArchiveState(" + strings.TrimSpace(string(s.Status)+" "+string(s.ErrorCode)) + ")")
}

// LogValue shows the type alone.
func (ArchiveValidation) LogValue() slog.Value { return slog.StringValue("smile.ArchiveValidation") }

// LogValue shows the type and the code.
func (r ArchiveValidationResult) LogValue() slog.Value {
	return slog.StringValue("smile.ArchiveValidationResult(" + string(r.Code) + ")")
}

// LogValue shows the type and how many files there are.
func (p ArchiveCreateParams) LogValue() slog.Value {
	return slog.StringValue(fmt.Sprintf("smile.ArchiveCreateParams(%d files)", len(p.RawFiles)))
}

// LogValue shows the type and how many files there are.
func (p ArchiveClassifyParams) LogValue() slog.Value {
	return slog.StringValue(fmt.Sprintf("smile.ArchiveClassifyParams(%d files)", len(p.RawFiles)))
}

// LogValue shows the type alone.
func (Bill) LogValue() slog.Value { return slog.StringValue("smile.Bill") }

// LogValue shows the type and the ID of the user.
func (u CreatedUser) LogValue() slog.Value {
	return slog.StringValue("smile.CreatedUser(" + u.User.ID + ")")
}

// LogValue shows the type alone.
func (EmploymentCertificate) LogValue() slog.Value {
	return slog.StringValue("smile.EmploymentCertificate")
}

// LogValue shows the type alone.
func (File) LogValue() slog.Value { return slog.StringValue("smile.File") }

// LogValue shows the type and the ID.
func (i Invite) LogValue() slog.Value { return slog.StringValue("smile.Invite(" + i.ID + ")") }

// LogValue shows the type alone.
func (InviteTemplateEmail) LogValue() slog.Value {
	return slog.StringValue("smile.InviteTemplateEmail")
}

// LogValue shows the type and the ID.
func (t InviteTemplate) LogValue() slog.Value {
	return slog.StringValue("smile.InviteTemplate(" + t.ID + ")")
}

// LogValue shows the type alone.
func (InviteTemplateParams) LogValue() slog.Value {
	return slog.StringValue("smile.InviteTemplateParams")
}

// LogValue shows the type alone.
func (MeteredBill) LogValue() slog.Value { return slog.StringValue("smile.MeteredBill") }

// LogValue shows the type alone.
func (NBIClearance) LogValue() slog.Value { return slog.StringValue("smile.NBIClearance") }

// LogValue shows the type and how many items there are.
func (p Page[T]) LogValue() slog.Value {
	return slog.StringValue(fmt.Sprintf("smile.Page[%v](%d items)", reflect.TypeFor[T](), len(p.Items)))
}

// LogValue shows the type alone.
func (Payslip) LogValue() slog.Value { return slog.StringValue("smile.Payslip") }

// LogValue shows the type alone.
func (PayslipMatch) LogValue() slog.Value { return slog.StringValue("smile.PayslipMatch") }

// LogValue shows the type and the ID of the archive.
func (p PayslipPrediction) LogValue() slog.Value {
	return slog.StringValue("smile.PayslipPrediction(" + p.Metadata.SourceID + ")")
}

// LogValue shows the type alone.
func (PayslipUploadParams) LogValue() slog.Value {
	return slog.StringValue("smile.PayslipUploadParams")
}

// LogValue shows the type and the ID.
func (f RawFile) LogValue() slog.Value { return slog.StringValue("smile.RawFile(" + f.ID + ")") }

// LogValue shows the type and the ID of the request.
func (r Response) LogValue() slog.Value {
	return slog.StringValue("smile.Response(" + r.RequestID + ")")
}

// LogValue shows the type alone.
func (Request) LogValue() slog.Value { return slog.StringValue("smile.Request") }

// LogValue shows the type alone.
func (TaxDocument) LogValue() slog.Value { return slog.StringValue("smile.TaxDocument") }

// LogValue shows the type alone.
func (TelcoBill) LogValue() slog.Value { return slog.StringValue("smile.TelcoBill") }

// LogValue shows the type and the ID.
func (u Upload) LogValue() slog.Value { return slog.StringValue("smile.Upload(" + u.ID + ")") }

// LogValue shows the type and the ID.
func (u User) LogValue() slog.Value { return slog.StringValue("smile.User(" + u.ID + ")") }

// LogValue shows the type alone.
func (UserCreateParams) LogValue() slog.Value { return slog.StringValue("smile.UserCreateParams") }

// What follows gives package slog an error, which handlers that report errors look for.

// LogValue is the error without its message.
func (e Error) LogValue() slog.Value { return slog.AnyValue(fmt.Errorf("%w", &e)) }

// LogValue is the error as Error writes it.
func (e ParameterError) LogValue() slog.Value { return slog.AnyValue(fmt.Errorf("%w", &e)) }

// LogValue is the error without its message.
func (e ArchiveError) LogValue() slog.Value { return slog.AnyValue(fmt.Errorf("%w", &e)) }

// LogValue is the error as Error writes it.
func (e PanicError) LogValue() slog.Value { return slog.AnyValue(fmt.Errorf("%w", &e)) }
