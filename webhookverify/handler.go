package webhookverify

import (
	"context"
	"errors"
	"fmt"
	"log"
	"math"
	"net/http"
	"net/netip"
	"reflect"
	"runtime/debug"
	"strconv"
	"sync"
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
//	408  the body does not arrive in time: see [WithTimeout]
//	413  the body is too large: see [WithMaxBodySize]
//	500  a handler has failed or panicked
//	503  another delivery of the event is being handled, the time is over, the store does not work, or other
//	     bodies that are being read leave no memory for this one: see [WithBodyMemory]
//
// After 408, 500 and 503 the event is free for Smile's next attempt, of which there are at most two. Since several
// functions may be registered and all run again then, each should do no harm when it is repeated.
//
// What a function, the store or the observer does to its goroutine, be it a panic or [runtime.Goexit], ends no call
// but by one of these answers, and changes none that was decided. The zero value answers 500.
type Handler struct {
	verifier *Verifier
	store    Store
	limit    int64
	memory   *budget
	timeout  time.Duration
	diagnose bool
	sources  []netip.Prefix // nil if all are welcome
	proxies  []netip.Prefix
	observe  func(context.Context, Outcome) // nil if nobody wants to know

	diagnosing sync.Mutex // which takes several times the memory of a body

	handlers []func(context.Context, Event) (wanted bool, err error)
	fallback func(context.Context, Event) error
}

// NewHandler returns a Handler that lets in what the verifier accepts. Register functions with [On] before
// it serves. The error says which option does not fit, or that there is no verifier.
//
// Anybody may send a body, before anything is known of them. [WithMaxBodySize], [WithBodyMemory] and
// [WithTimeout] bound what that costs. Connections cost something too: give the [http.Server] a ReadHeaderTimeout.
func NewHandler(verifier *Verifier, options ...Option) (*Handler, error) {
	if verifier == nil || verifier.signers == nil {
		return nil, errNoSecret
	}
	h := &Handler{verifier: verifier, limit: MaxBodySize, memory: &budget{}, timeout: defaultTimeout}
	for i, option := range options {
		if option == nil {
			return nil, fmt.Errorf("webhookverify: option %d of %d is nil: leave it out", i+1, len(options))
		}
		if err := option(h); err != nil {
			return nil, err
		}
	}
	least := 3*min(h.limit, math.MaxInt64/4) + 4*chunk // three quarters of it hold the largest body twice, as when it grows
	switch {
	case h.memory.total == 0:
		h.memory.total = max(bodyMemory, least)
	case h.memory.total < least:
		return nil, fmt.Errorf("webhookverify: WithBodyMemory needs at least %d bytes, three times the size of the largest body, or such a body would never get in", least)
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
// all types. Register before the handler serves; On panics if there is no Handler or no function, or if E is a type
// that no event has. The functions that fit an event run in the order in which they were registered. The first error
// ends that and leaves the event to Smile's next attempt, in which all of them run again.
//
//	webhookverify.On(h, func(ctx context.Context, e *webhookverify.TaskFinished) error {
//		return loans.Refresh(ctx, e.Data.UserID)
//	})
//
// The context ends with the time that [WithTimeout] gives, and not with the connection: what was begun is worth
// finishing, since the next delivery is answered without it.
func On[E Event](h *Handler, handle func(ctx context.Context, event E) error) {
	switch {
	case h == nil:
		panic("webhookverify: On needs a Handler: make it with NewHandler")
	case handle == nil:
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
// version. Without it, or with nil, they are acknowledged and dropped. Set it before the handler serves.
func (h *Handler) Fallback(handle func(ctx context.Context, event Event) error) {
	if h == nil {
		panic("webhookverify: Fallback needs a Handler: make it with NewHandler")
	}
	h.fallback = handle
}

// ServeHTTP answers one call.
func (h *Handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if h == nil || h.verifier == nil {
		answer(w, statusOf(errNoHandler), errNoHandler, 0)
		return
	}
	started := time.Now()
	var outcome Outcome
	h.serve(w, r, &outcome)
	outcome.Duration = time.Since(started)
	answer(w, outcome.Status, outcome.Err, h.timeout)
	h.tell(r.Context(), outcome)
}

// answer tells the sender no more than the status: whoever forges a call learns nothing from it. That a program
// is not set up is for its author to see.
func answer(w http.ResponseWriter, status int, err error, wait time.Duration) {
	text := http.StatusText(status)
	switch {
	case status == http.StatusOK:
		w.WriteHeader(status)
		return
	case status == http.StatusMethodNotAllowed:
		w.Header().Set("Allow", http.MethodPost)
	case status == http.StatusServiceUnavailable:
		w.Header().Set("Retry-After", strconv.Itoa(int((wait+time.Second-1)/time.Second)))
	case err == errNoSecret || err == errNoHandler: //nolint:errorlint // nobody wraps them
		text = err.Error()
	}
	http.Error(w, text, status)
}

// serve does all but answer, and fills in outcome. The time that a call has is for reading and handling together.
func (h *Handler) serve(w http.ResponseWriter, r *http.Request, outcome *Outcome) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(r.Context()), h.timeout)
	defer cancel()
	event, err := h.admit(ctx, w, r, outcome)
	if err != nil {
		outcome.Status, outcome.Err = statusOf(err), err
		return
	}
	h.handle(ctx, event, outcome)
}

// admit returns the event of a call that is genuine. By then nothing of it counts as being read: how many genuine
// events are handled at a time is up to Smile.
func (h *Handler) admit(ctx context.Context, w http.ResponseWriter, r *http.Request, outcome *Outcome) (Event, error) {
	switch {
	case r.Method != http.MethodPost:
		return nil, dismiss(w, r, errMethod)
	case h.sources != nil && !h.fromSource(r):
		return nil, dismiss(w, r, ErrForeignSource)
	}
	arrived, secret, err := h.verifier.read(ctx, w, r, h.limit, h.memory)
	defer arrived.release()
	if err != nil {
		if arrived != nil && h.diagnose && len(arrived.bytes) <= smallBody && h.diagnosing.TryLock() { // larger ones take seconds
			defer h.diagnosing.Unlock()
			if diagnosis := h.verifier.Diagnose(arrived.bytes, r.Header); diagnosis != nil { // always; but nothing that it says may let a call in
				err = diagnosis
			}
		}
		return nil, err
	}
	outcome.SignedBy = secret
	event, err := decodeSigned(arrived.bytes, secret)
	if err != nil {
		return nil, err
	}
	outcome.Type, outcome.ID = event.Head().Type, event.Head().ID
	return event, nil
}

// leaseOf is how long an event is lent: for the time that the handlers have at most, and as much again to settle
// what has become of it.
func leaseOf(timeout time.Duration) time.Duration { return 2 * timeout }

// handle fills in outcome when the event is done with, or when the time is over: the store and the handlers go on
// then until they heed their context, and what fails after that is observed by itself.
func (h *Handler) handle(ctx context.Context, event Event, outcome *Outcome) {
	ended := make(chan Outcome)
	attempt := *outcome
	go func() {
		handled, settled := h.attempt(ctx, event, &attempt)
		attempt.Err = errors.Join(handled, settled)
		select {
		case ended <- attempt:
		case <-ctx.Done(): // the call was answered, with ErrTimeout
			if handled == ErrTimeout { //nolint:errorlint // ours, which is no news; a handler's own is wrapped
				attempt.Err = settled
			}
			if attempt.Err != nil {
				attempt.Status, attempt.Duration = http.StatusServiceUnavailable, h.timeout
				h.tell(ctx, attempt)
			}
		}
	}()
	select {
	case *outcome = <-ended:
	case <-ctx.Done():
		outcome.Status, outcome.Err = http.StatusServiceUnavailable, ErrTimeout
	}
}

// attempt claims an event, has it handled and settles it. It fills in all of outcome but the errors.
func (h *Handler) attempt(ctx context.Context, event Event, outcome *Outcome) (handled, settled error) {
	outcome.Status = http.StatusServiceUnavailable
	var claim Claim
	err := <-sheltered(func() (err error) {
		claim, err = h.store.Claim(ctx, outcome.ID, leaseOf(h.timeout))
		return err
	})
	switch {
	case err != nil:
		return nil, blame(errClaim, err)
	case claim.State == Done:
		outcome.Status, outcome.Duplicate = http.StatusOK, true
		return nil, nil
	case claim.State != Claimed:
		outcome.Duplicate = true
		return ErrInFlight, nil
	}
	handled = <-sheltered(func() error {
		err := h.dispatch(ctx, event)
		if ctx.Err() != nil && errors.Is(err, context.DeadlineExceeded) {
			return ErrTimeout
		}
		return err
	})
	switch {
	case handled == nil: // whatever the store says: Smile has no reason to send the event again
		outcome.Status = http.StatusOK
	case handled != ErrTimeout: //nolint:errorlint // ours; a handler's own is wrapped
		outcome.Status = http.StatusInternalServerError
	}
	return handled, h.settle(ctx, outcome.ID, claim.Token, handled)
}

// sheltered calls what others have written, on a goroutine of its own, and tells how that has ended: a panic there,
// or the end of the goroutine, is an error, and neither the end of the process nor that of the call.
func sheltered(call func() error) <-chan error {
	ended := make(chan error, 1)
	go func() {
		err := errGoexit
		defer func() {
			if value := recover(); value != nil {
				err = &PanicError{Value: value, Stack: debug.Stack()}
			}
			ended <- err
		}()
		err = call()
	}()
	return ended
}

// tell calls the observer, and waits for it. The call is decided: nothing that happens here changes it. A panic is
// told to the log of the server, as net/http does.
func (h *Handler) tell(ctx context.Context, outcome Outcome) {
	if h.observe == nil {
		return
	}
	ctx = context.WithoutCancel(ctx) // which may be over, and the observer has something to write
	err := <-sheltered(func() error {
		h.observe(ctx, outcome)
		return nil
	})
	if panicked, ok := err.(*PanicError); ok { //nolint:errorlint // nothing has wrapped it
		<-sheltered(func() error { // the log may be what has panicked
			printf := log.Printf
			if server, ok := ctx.Value(http.ServerContextKey).(*http.Server); ok && server.ErrorLog != nil {
				printf = server.ErrorLog.Printf
			}
			printf("webhookverify: the observer has panicked with a %T, after the answer %d\n%s", panicked.Value, outcome.Status, panicked.Stack)
			return nil
		})
	}
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
	settle, failed := h.store.Complete, errComplete
	if handled != nil {
		settle, failed = h.store.Release, errRelease
	}
	if err := <-sheltered(func() error { return settle(ctx, id, token) }); err != nil {
		return blame(failed, err)
	}
	return nil
}
