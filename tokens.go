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

// TokensService issues the tokens that open the widget.
type TokensService service

var opCreateToken = Operation{ID: "create-token", Method: "POST", Path: "/tokens", Creates: "accessToken"}

// Token opens the widget once, for one user. Pass AccessToken to your front end, and keep it out of logs.
type Token struct {
	ID        string    `json:"id,omitzero"`
	ExpiresAt time.Time `json:"expiresAt,omitzero"`
	// Mode is SANDBOX or PRODUCTION.
	Mode        string `json:"mode,omitzero"`
	AccessToken string `json:"accessToken"`
}

// String returns the ID and the expiry of the token, without the access token.
func (t Token) String() string {
	return "smile.Token(" + t.ID + ", expires " + t.ExpiresAt.Format(time.RFC3339) + ")"
}

// Format writes String for every verb, so that no verb prints the access token.
func (t Token) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, t.String()) }

// LogValue returns String.
func (t Token) LogValue() slog.Value { return slog.StringValue(t.String()) }

// Create issues a new token for a user whose last token has been used or has expired: POST /tokens.
func (s *TokensService) Create(ctx context.Context, userID string, options ...RequestOption) (*Token, error) {
	if strings.TrimSpace(userID) == "" {
		return nil, opCreateToken.refuse("userId", "is empty")
	}
	return Do[Token](ctx, clientOf(s), opCreateToken, Request{Query: url.Values{"userId": {userID}}}, options...)
}
