package main

import (
	"context"
	"log/slog"
	"net/http"
	"sync"

	"github.com/smileapi/smile-go/webhookverify"
)

// receive returns the handler of the webhook's URL.
func receive(logger *slog.Logger, ready database, secrets ...string) (*webhookverify.Handler, error) {
	verifier, err := webhookverify.NewVerifier(secrets...)
	if err != nil {
		return nil, err
	}
	handler, err := webhookverify.NewHandler(verifier, webhookverify.WithObserver(func(ctx context.Context, o webhookverify.Outcome) {
		level := slog.LevelInfo
		if o.Status >= http.StatusInternalServerError && !o.Duplicate { // a duplicate in flight comes again, and all is well
			level = slog.LevelError
		}
		logger.Log(ctx, level, "webhook", "outcome", o) // which shows nothing of a person
	}))
	if err != nil {
		return nil, err
	}
	webhookverify.On(handler, func(ctx context.Context, e *webhookverify.TaskFinished) error {
		if e.Data.Status == webhookverify.TaskSucceeded {
			return ready.add(ctx, e.Data.SourceID)
		}
		return nil
	})
	webhookverify.On(handler, func(ctx context.Context, e *webhookverify.AccountDisconnected) error {
		return ready.remove(ctx, e.Data.AccountID)
	})
	handler.Fallback(func(ctx context.Context, e webhookverify.Event) error {
		logger.DebugContext(ctx, "nothing to do", "event", e)
		return nil
	})
	return handler, nil
}

// database keeps the accounts whose data is ready. Its methods do no harm when they are repeated, and say so
// when they fail: then the event comes again.
type database interface {
	add(ctx context.Context, accountID string) error
	remove(ctx context.Context, accountID string) error
}

// memory stands for your database.
type memory struct {
	mu    sync.Mutex
	ready map[string]bool
}

func (m *memory) add(_ context.Context, accountID string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.ready == nil {
		m.ready = map[string]bool{}
	}
	m.ready[accountID] = true
	return nil
}

func (m *memory) remove(_ context.Context, accountID string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.ready, accountID)
	return nil
}
