package webhookverify

import (
	"context"
	"errors"
	"net/netip"
	"slices"
	"time"
)

// Option configures a [Handler].
type Option func(*Handler) error

// WithStore sets where the handler remembers events. It defaults to a new [MemoryStore]. Handlers that do different
// things with the same events need separate stores.
func WithStore(store Store) Option {
	return func(h *Handler) error {
		if store == nil {
			return errors.New("webhookverify: WithStore needs a store: omit the option to remember events in memory")
		}
		h.store = store
		return nil
	}
}

// WithTimeout limits the time for a request, from its first byte until all handlers of its event have returned. It
// defaults to 10 seconds. If the body has not arrived by then, the response is 408, even if the [http.Server] has no
// ReadTimeout. If the handlers or the store take longer, the response is 503; they run on until they observe their
// context, and work that they finish soon after still counts.
//
// The lease of an event is twice the timeout. A handler that runs longer may overlap with the next delivery, and its
// result is not recorded. Keep the lease below Smile's wait before its next attempt, about 30 seconds, so that an event
// whose process has crashed is free again by then. Put work that takes longer into a queue of your own, and acknowledge
// the event when it is there.
func WithTimeout(timeout time.Duration) Option {
	return func(h *Handler) error {
		if timeout <= 0 {
			return errors.New("webhookverify: WithTimeout must be positive")
		}
		h.timeout = timeout
		return nil
	}
}

// WithMaxBodySize sets the maximum size of a body in bytes. It defaults to [MaxBodySize].
func WithMaxBodySize(bytes int64) Option {
	return func(h *Handler) error {
		if bytes <= 0 {
			return errors.New("webhookverify: WithMaxBodySize must be positive")
		}
		h.limit = bytes
		return nil
	}
}

// WithBodyMemory limits the memory, in bytes, for all bodies that are being read. It must be at least three times
// [WithMaxBodySize] plus 4 KiB, and defaults to that or 64 MiB, whichever is more. A quarter is reserved for bodies of
// up to 64 KiB, so that senders of large bodies, which anyone can be, do not keep the small ones out. A request for
// which no memory is left gets the response 503 at once, before its body is read to the end: see [ErrTooManyBodies].
//
// The limit applies to memory in use, which grows as bytes arrive. Each request takes another 1 KiB, and up to 16 KiB
// while more arrives. A body counts until its signature is verified and its event decoded. Events that are being
// handled do not count: their number is up to Smile and your handlers.
func WithBodyMemory(bytes int64) Option {
	return func(h *Handler) error {
		if bytes <= 0 {
			return errors.New("webhookverify: WithBodyMemory must be positive")
		}
		h.memory.total = bytes
		return nil
	}
}

// WithObserver sets a function that is called when a response is decided, for counting and logging. An event whose
// response was caused by [ErrTimeout] is observed a second time if it, or the store, later fails for another reason.
// The response leaves only when the function returns: keep it quick. Its context has the values of the request's
// context, and does not end. If the function panics, the panic is logged to the ErrorLog of the [http.Server], and the
// response does not change.
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

// WithDiagnosis adds the findings of [Verifier.Diagnose] to [Outcome] Err if a signature does not match. Use it while
// setting up a webhook. The sender never sees the findings. It examines one request at a time, and bodies of up to 64
// KiB, which is enough for the events of a setup.
func WithDiagnosis() Option {
	return func(h *Handler) error {
		h.diagnose = true
		return nil
	}
}

// WithSourceCheck rejects requests from other addresses than the given ones, before anything is read. Without
// arguments, it allows only 18.142.61.230, the address that Smile publishes. This is an additional check: addresses
// change, and it is the signature that proves a request genuine.
//
// The address is the one of the connection. If that belongs to a proxy of yours, see [WithTrustedProxies].
func WithSourceCheck(sources ...netip.Prefix) Option {
	return func(h *Handler) error {
		if len(sources) == 0 {
			sources = []netip.Prefix{netip.MustParsePrefix("18.142.61.230/32")}
		}
		h.sources = slices.Clone(sources)
		return valid(sources)
	}
}

// WithTrustedProxies sets the proxies that [WithSourceCheck] trusts. For a connection from one of them, the address is
// the last one in X-Forwarded-For that is not one of them. Earlier addresses in the header are ignored, because anyone
// can write them.
func WithTrustedProxies(proxies ...netip.Prefix) Option {
	return func(h *Handler) error {
		h.proxies = slices.Clone(proxies)
		return valid(proxies)
	}
}

func valid(prefixes []netip.Prefix) error {
	for _, prefix := range prefixes {
		if !prefix.IsValid() || prefix.Addr().Is4In6() { // such a prefix matches nothing, since addresses are unmapped
			return errors.New("webhookverify: WithSourceCheck and WithTrustedProxies need valid prefixes, such as netip.MustParsePrefix(\"10.0.0.0/8\"), with IPv4 addresses not mapped to IPv6")
		}
	}
	return nil
}
