package alpha

import "log/slog"

// What follows shows package slog a value by its type, with its ID where it has one, and nothing of the person that it
// is about. What a request has embedded is userdata.Personal, which hides it from package fmt as well.

// LogValue shows the type alone.
func (VerificationAdditionalDataMatches) LogValue() slog.Value {
	return slog.StringValue("alpha.VerificationAdditionalDataMatches")
}

// LogValue shows the type alone.
func (LoanApplication) LogValue() slog.Value { return slog.StringValue("alpha.LoanApplication") }

// LogValue shows the type and the ID.
func (b Blacklist) LogValue() slog.Value { return slog.StringValue("alpha.Blacklist(" + b.ID + ")") }

// LogValue shows the type alone.
func (BlacklistResult) LogValue() slog.Value { return slog.StringValue("alpha.BlacklistResult") }

// LogValue shows the type alone.
func (ContactMatch) LogValue() slog.Value { return slog.StringValue("alpha.ContactMatch") }

// LogValue shows the type alone.
func (Employer) LogValue() slog.Value { return slog.StringValue("alpha.Employer") }

// LogValue shows the type alone.
func (EmployerContactPerson) LogValue() slog.Value {
	return slog.StringValue("alpha.EmployerContactPerson")
}

// LogValue shows the type and the ID.
func (f Footprint) LogValue() slog.Value { return slog.StringValue("alpha.Footprint(" + f.ID + ")") }

// LogValue shows the type and the ID.
func (f Form) LogValue() slog.Value { return slog.StringValue("alpha.Form(" + f.ID + ")") }

// LogValue shows the type alone.
func (IDMatch) LogValue() slog.Value { return slog.StringValue("alpha.IDMatch") }

// LogValue shows the type and the ID.
func (w MAW) LogValue() slog.Value {
	return slog.StringValue("alpha.MAW(" + w.ID + ")")
}

// LogValue shows the type alone.
func (NameMatches) LogValue() slog.Value { return slog.StringValue("alpha.NameMatches") }

// LogValue shows the type and the ID.
func (s Signal) LogValue() slog.Value { return slog.StringValue("alpha.Signal(" + s.ID + ")") }

// LogValue shows the type alone.
func (SignalFeatures) LogValue() slog.Value { return slog.StringValue("alpha.SignalFeatures") }

// LogValue shows the type and the ID.
func (s SocialSecurity) LogValue() slog.Value {
	return slog.StringValue("alpha.SocialSecurity(" + s.ID + ")")
}

// LogValue shows the type alone.
func (SocialSecurityResult) LogValue() slog.Value {
	return slog.StringValue("alpha.SocialSecurityResult")
}

// LogValue shows the type and the ID.
func (v Validation) LogValue() slog.Value { return slog.StringValue("alpha.Validation(" + v.ID + ")") }

// LogValue shows the type alone.
func (ValidationResult) LogValue() slog.Value { return slog.StringValue("alpha.ValidationResult") }

// LogValue shows the type and the ID.
func (v Verification) LogValue() slog.Value {
	return slog.StringValue("alpha.Verification(" + v.ID + ")")
}

// LogValue shows the type alone.
func (VerificationResult) LogValue() slog.Value { return slog.StringValue("alpha.VerificationResult") }
