package smile

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/url"
	"strings"
	"time"
)

// TokensService issues the tokens that start the widget.
type TokensService service

var opCreateToken = Operation{ID: "create-token", Method: "POST", Path: "/tokens", Creates: "accessToken"}

// Token starts the widget for one user, once. Hand AccessToken to your front end, and keep it out of logs.
type Token struct {
	ID        string    `json:"id,omitzero"`
	ExpiresAt time.Time `json:"expiresAt,omitzero"`
	// Mode is SANDBOX or PRODUCTION.
	Mode        string `json:"mode,omitzero"`
	AccessToken string `json:"accessToken"`
}

// String names the token and hides what it opens.
func (t Token) String() string {
	return "smile.Token(" + t.ID + ", expires " + t.ExpiresAt.Format(time.RFC3339) + ")"
}

// Format writes String for every verb, so that none prints the access token.
func (t Token) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, t.String()) }

// LogValue is String for package slog.
func (t Token) LogValue() slog.Value { return slog.StringValue(t.String()) }

// Create issues a fresh token for a user whose last one is used or expired: POST /tokens.
func (s *TokensService) Create(ctx context.Context, userID string, options ...RequestOption) (*Token, error) {
	if strings.TrimSpace(userID) == "" {
		return nil, opCreateToken.refuse("userId", "is empty")
	}
	return Do[Token](ctx, clientOf(s), opCreateToken, Request{Query: url.Values{"userId": {userID}}}, options...)
}
