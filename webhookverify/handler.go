package webhookverify

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/netip"
	"reflect"
	"runtime/debug"
	"strconv"
	"time"
)

// Handler is the [http.Handler] for the URL that a webhook is registered with. It verifies a call, reads its
// event, makes sure that no other delivery of it is being handled or was, and hands it to the functions
// registered with [On]. It acknowledges the event when all of them have returned nil, and not before.
//
//	200  the event is done, now or by an earlier delivery, or nobody wants it
//	400  the body breaks off, or is not an event
//	401  the signature is missing, malformed or does not fit
//	403  the address is not Smile's: see [WithSourceCheck]
//	405  the method is not POST
//	413  the body is too large: see [WithMaxBodySize]
//	500  a handler has failed or panicked
//	503  another delivery of the event is being handled, the time is over, or the store does not work
//
// After 500 and 503 the event is free for Smile's next attempt, of which there are at most two. Since several
// functions may be registered and all run again then, each should do no harm when it is repeated.
type Handler struct {
	verifier *Verifier
	store    Store
	limit    int64
	timeout  time.Duration
	diagnose bool
	sources  []netip.Prefix // nil if all are welcome
	proxies  []netip.Prefix
	observe  func(context.Context, Outcome)

	handlers []func(context.Context, Event) (wanted bool, err error)
	fallback func(context.Context, Event) error
}

// NewHandler returns a Handler that lets in what the verifier accepts. Register functions with [On] before
// it serves. Give the [http.Server] a ReadTimeout: the body comes before anything is known of the sender.
func NewHandler(verifier *Verifier, options ...Option) (*Handler, error) {
	if verifier == nil || verifier.signers == nil {
		return nil, errNoSecret
	}
	h := &Handler{verifier: verifier, limit: MaxBodySize, timeout: 10 * time.Second, observe: func(context.Context, Outcome) {}}
	for _, option := range options {
		if err := option(h); err != nil {
			return nil, err
		}
	}
	if len(h.proxies) > 0 && h.sources == nil {
		return nil, errors.New("webhookverify: WithTrustedProxies needs WithSourceCheck")
	}
	if h.store == nil {
		h.store = &MemoryStore{}
	}
	return h, nil
}

// On registers a function for one type of event, such as *[TaskFinished]. E may also be [Event], for events of
// all types; On panics if E is a type that no event has. Register before the handler serves. The functions that fit an event run in the order in which they were registered. The first error
// ends that and leaves the event to Smile's next attempt, in which all of them run again.
//
//	webhookverify.On(h, func(ctx context.Context, e *webhookverify.TaskFinished) error {
//		return loans.Refresh(ctx, e.Data.UserID)
//	})
//
// The context ends with the time that [WithTimeout] gives, and not with the connection: what was begun is worth
// finishing, since the next delivery is answered without it.
func On[E Event](h *Handler, handle func(ctx context.Context, event E) error) {
	if handle == nil {
		panic("webhookverify: On needs a function")
	}
	if !occurs[E]() {
		panic(fmt.Sprintf("webhookverify: On: no event is a %v: use one of this package's, such as *webhookverify.TaskFinished", reflect.TypeFor[E]()))
	}
	h.handlers = append(h.handlers, func(ctx context.Context, event Event) (bool, error) {
		e, wanted := event.(E)
		if !wanted {
			return false, nil
		}
		return true, handle(ctx, e)
	})
}

// occurs reports whether [Decode] makes events that are an E.
func occurs[E Event]() bool {
	if _, ok := Event(&Unknown{}).(E); ok {
		return true
	}
	for _, create := range events {
		if _, ok := create().(E); ok {
			return true
		}
	}
	return false
}

// Fallback sets the function for events that no function of [On] fits: those of types that you did not
// register, and *[Unknown], which is also what a type that you did register arrives as when the API changes its
// version. Without it they are acknowledged and dropped. Set it before the handler serves.
func (h *Handler) Fallback(handle func(ctx context.Context, event Event) error) {
	h.fallback = handle
}

// ServeHTTP answers one call.
func (h *Handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	started := time.Now()
	var outcome Outcome
	outcome.Status, outcome.Err = h.serve(w, r, &outcome)
	outcome.Duration = time.Since(started)
	switch outcome.Status {
	case http.StatusMethodNotAllowed:
		w.Header().Set("Allow", http.MethodPost)
	case http.StatusServiceUnavailable:
		w.Header().Set("Retry-After", strconv.Itoa(int((h.timeout+time.Second-1)/time.Second)))
	}
	answer(w, outcome.Status)
	h.observe(r.Context(), outcome)
}

// answer tells the sender no more than the status: whoever forges a call learns nothing from it.
func answer(w http.ResponseWriter, status int) {
	if status == http.StatusOK {
		w.WriteHeader(status)
		return
	}
	http.Error(w, http.StatusText(status), status)
}

// serve does all but answer, and fills in what outcome can say of the event.
func (h *Handler) serve(w http.ResponseWriter, r *http.Request, outcome *Outcome) (status int, err error) {
	if r.Method != http.MethodPost {
		return http.StatusMethodNotAllowed, errMethod
	}
	if h.sources != nil && !h.fromSource(r) {
		return http.StatusForbidden, ErrForeignSource
	}
	body, secret, err := h.verifier.read(w, r, h.limit)
	if h.diagnose && errors.Is(err, ErrSignatureMismatch) {
		if diagnosis := h.verifier.Diagnose(body, r.Header); diagnosis != nil { // always; but nothing that it says may let a call in
			err = diagnosis
		}
	}
	if err != nil {
		return statusOf(err), err
	}
	outcome.SignedBy = secret
	event, err := decodeSigned(body, secret)
	if err != nil {
		return statusOf(err), err
	}
	outcome.Type, outcome.ID = event.Head().Type, event.Head().ID
	return h.handle(r.Context(), event, outcome)
}

// statusOf is the answer to a call that was refused.
func statusOf(err error) int {
	switch {
	case errors.Is(err, ErrNoSignature), errors.Is(err, ErrMalformedSignature), errors.Is(err, ErrSignatureMismatch):
		return http.StatusUnauthorized
	case errors.Is(err, ErrBodyTooLarge):
		return http.StatusRequestEntityTooLarge
	case errors.Is(err, errNoSecret):
		return http.StatusInternalServerError
	default: // it is no event, or breaks off
		return http.StatusBadRequest
	}
}

// leaseOf is how long an event is lent: for the time that the handlers have, and as much again to settle
// what has become of it.
func leaseOf(timeout time.Duration) time.Duration { return 2 * timeout }

func (h *Handler) handle(ctx context.Context, event Event, outcome *Outcome) (status int, err error) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), h.timeout)
	defer cancel()
	var claim Claim
	err = sheltered(func() (err error) {
		claim, err = h.store.Claim(ctx, outcome.ID, leaseOf(h.timeout))
		return err
	})
	switch {
	case err != nil:
		return http.StatusServiceUnavailable, fmt.Errorf("webhookverify: the store does not tell whether the event is done: %w", err)
	case claim.State == Done:
		outcome.Duplicate = true
		return http.StatusOK, nil
	case claim.State != Claimed:
		outcome.Duplicate = true
		return http.StatusServiceUnavailable, ErrInFlight
	}

	type result struct {
		status int
		err    error
	}
	ended := make(chan result)
	late := *outcome
	go func() {
		handled := errGoexit
		defer func() {
			settled := h.settle(ctx, late.ID, claim.Token, handled)
			status := http.StatusInternalServerError
			switch {
			case handled == nil: // whatever the store says: Smile has no reason to send the event again
				status = http.StatusOK
			case ctx.Err() != nil && errors.Is(handled, context.DeadlineExceeded):
				status, handled = http.StatusServiceUnavailable, ErrTimeout
			}
			select {
			case ended <- result{status, errors.Join(handled, settled)}:
			case <-ctx.Done(): // the call was answered, with ErrTimeout
				if errors.Is(handled, ErrTimeout) {
					handled = nil // which is no news
				}
				late.Status, late.Duration, late.Err = http.StatusServiceUnavailable, h.timeout, errors.Join(handled, settled)
				h.observeLate(ctx, late)
			}
		}()
		handled = sheltered(func() error { return h.dispatch(ctx, event) })
	}()
	select {
	case r := <-ended:
		return r.status, r.err
	case <-ctx.Done():
		return http.StatusServiceUnavailable, ErrTimeout
	}
}

// sheltered calls what others have written, and returns its panic as an error: on a goroutine of ours nobody
// else stands between that and the end of the process.
func sheltered(call func() error) (err error) {
	defer func() {
		if value := recover(); value != nil {
			err = &PanicError{Value: value, Stack: debug.Stack()}
		}
	}()
	return call()
}

// observeLate reports what has failed after [ErrTimeout].
func (h *Handler) observeLate(ctx context.Context, late Outcome) {
	if late.Err == nil {
		return
	}
	defer func() { _ = recover() }() // an observer that panics must not end the process here, where net/http does not see to it
	h.observe(ctx, late)
}

func (h *Handler) dispatch(ctx context.Context, event Event) error {
	unwanted := true
	for _, handle := range h.handlers {
		if err := ctx.Err(); err != nil {
			return err
		}
		wanted, err := handle(ctx, event)
		if err != nil {
			return &HandlerError{err}
		}
		unwanted = unwanted && !wanted
	}
	if unwanted && h.fallback != nil {
		if err := h.fallback(ctx, event); err != nil {
			return &HandlerError{err}
		}
	}
	return nil
}

// settle tells the store what has become of an event, and returns what the store fails with. The time of the
// handlers may be over by now.
func (h *Handler) settle(ctx context.Context, id, token string, handled error) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), h.timeout)
	defer cancel()
	if handled == nil {
		if err := sheltered(func() error { return h.store.Complete(ctx, id, token) }); err != nil {
			return fmt.Errorf("webhookverify: the event was handled, but the store does not remember it: %w", err)
		}
		return nil
	}
	if err := sheltered(func() error { return h.store.Release(ctx, id, token) }); err != nil {
		return fmt.Errorf("webhookverify: the store does not release the event: %w", err)
	}
	return nil
}
