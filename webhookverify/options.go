package webhookverify

import (
	"context"
	"errors"
	"net/netip"
	"slices"
	"time"
)

// Option changes a [Handler] that is being made.
type Option func(*Handler) error

// WithStore sets where the handler remembers events. Without it that is a [MemoryStore] of its own. Handlers
// that do different things with the same events need stores of their own.
func WithStore(store Store) Option {
	return func(h *Handler) error {
		if store == nil {
			return errors.New("webhookverify: WithStore needs a store: leave it out to remember events in memory")
		}
		h.store = store
		return nil
	}
}

// WithTimeout sets how long a call may take, from its first byte to the end of all handlers of its event; 10 seconds
// without it. A body that has not arrived by then is answered with 408, also if the [http.Server] has no
// ReadTimeout. Handlers, or a store, that take longer are answered for with 503; they go on until they heed their
// context, and what they achieve soon after still counts.
//
// The store lends an event for twice that time; a handler that goes on for longer may meet the next delivery, and
// what it achieves then is not remembered. Keep this below Smile's wait before its next attempt, some 30
// seconds, so that an event whose process has crashed is free again by then. Work that takes longer belongs
// into a queue of yours: acknowledge the event when it is there.
func WithTimeout(timeout time.Duration) Option {
	return func(h *Handler) error {
		if timeout <= 0 {
			return errors.New("webhookverify: WithTimeout needs more than 0")
		}
		h.timeout = timeout
		return nil
	}
}

// WithMaxBodySize sets the size in bytes of the largest body that is read; [MaxBodySize] without it.
func WithMaxBodySize(bytes int64) Option {
	return func(h *Handler) error {
		if bytes <= 0 {
			return errors.New("webhookverify: WithMaxBodySize needs more than 0")
		}
		h.limit = bytes
		return nil
	}
}

// WithBodyMemory sets how many bytes of memory the bodies that are being read may take together; 64 MiB without it,
// or 4 KiB and three times the size of [WithMaxBodySize] if that is more, which is the least that it can be. A quarter is kept for bodies of up to 64 KiB, so that
// senders of large ones, which anybody can be, do not keep the small ones out. A call for which nothing is left is
// answered at once with 503, its body unread or not read to its end: see [ErrTooManyBodies].
//
// What counts is what is held, as it grows with the bytes that arrive; each call takes 1 KiB besides, and up to 16 KiB while more arrives. A body
// counts until its signature was checked and its event decoded. An event that is being handled does not count: how
// many of them there are at a time is up to Smile and your handlers.
func WithBodyMemory(bytes int64) Option {
	return func(h *Handler) error {
		if bytes <= 0 {
			return errors.New("webhookverify: WithBodyMemory needs more than 0")
		}
		h.memory.total = bytes
		return nil
	}
}

// WithObserver has a function called when each answer is decided, to count and to log. An event that was answered with
// [ErrTimeout] is observed a second time if it fails later for a reason of its own, or the store does. The answer
// leaves when the function has returned: let it be quick. Its context has the values of the call's, and does not end.
// If the function panics, the ErrorLog of the [http.Server] says so, and nothing changes for the sender.
//
//	webhookverify.WithObserver(func(ctx context.Context, o webhookverify.Outcome) {
//		slog.InfoContext(ctx, "webhook", "outcome", o)
//	})
func WithObserver(observe func(ctx context.Context, outcome Outcome)) Option {
	return func(h *Handler) error {
		if observe == nil {
			return errors.New("webhookverify: WithObserver needs a function")
		}
		h.observe = observe
		return nil
	}
}

// WithDiagnosis lets [Outcome] Err say more about signatures that do not fit: see [Verifier.Diagnose]. Turn it
// on while you set up a webhook. The sender never sees it. It looks into one
// call at a time, and into bodies of up to 64 KiB, which the events that one sets up with have.
func WithDiagnosis() Option {
	return func(h *Handler) error {
		h.diagnose = true
		return nil
	}
}

// WithSourceCheck refuses calls from other addresses than these, before anything is read; without arguments from
// any but 18.142.61.230, which Smile publishes. It is a second lock, not the first: addresses change, and
// the signature is what proves that a call is genuine.
//
// The address is that of the connection. If it is your own proxy's, see [WithTrustedProxies].
func WithSourceCheck(sources ...netip.Prefix) Option {
	return func(h *Handler) error {
		if len(sources) == 0 {
			sources = []netip.Prefix{netip.MustParsePrefix("18.142.61.230/32")}
		}
		h.sources = slices.Clone(sources)
		return valid(sources)
	}
}

// WithTrustedProxies tells [WithSourceCheck] which proxies are yours. A connection from one of them counts as
// coming from the last address in X-Forwarded-For that is not one of them. What stands before that anybody may have
// written, and is not read.
func WithTrustedProxies(proxies ...netip.Prefix) Option {
	return func(h *Handler) error {
		h.proxies = slices.Clone(proxies)
		return valid(proxies)
	}
}

func valid(prefixes []netip.Prefix) error {
	for _, prefix := range prefixes {
		if !prefix.IsValid() || prefix.Addr().Is4In6() { // which would let nobody in: addresses are compared without that
			return errors.New("webhookverify: WithSourceCheck and WithTrustedProxies need prefixes such as netip.MustParsePrefix(\"10.0.0.0/8\"), and IPv4 as IPv4")
		}
	}
	return nil
}
