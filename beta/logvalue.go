package beta

import "log/slog"

// What follows shows package slog a value by its type, with its ID where it has one, and nothing of the person that it
// is about. What a request has embedded is userdata.Personal, which hides it from package fmt as well.

// LogValue shows the type alone.
func (LoanApplication) LogValue() slog.Value { return slog.StringValue("beta.LoanApplication") }

// LogValue shows the type and the ID.
func (w MAW) LogValue() slog.Value {
	return slog.StringValue("beta.MAW(" + w.ID + ")")
}

// LogValue shows the type and the ID.
func (s Signal) LogValue() slog.Value { return slog.StringValue("beta.Signal(" + s.ID + ")") }

// LogValue shows the type and the ID.
func (s SocialSecurity) LogValue() slog.Value {
	return slog.StringValue("beta.SocialSecurity(" + s.ID + ")")
}

// LogValue shows the type alone.
func (SocialSecurityResult) LogValue() slog.Value {
	return slog.StringValue("beta.SocialSecurityResult")
}
