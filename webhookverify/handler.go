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

// Handler is the [http.Handler] for the URL that a webhook is registered with. It verifies a request, decodes its
// event, makes sure that no other delivery of the event is being handled or has been, and calls the functions
// registered with [On]. It acknowledges the event when all of them have returned nil, and not before. The statuses of
// its responses are:
//
//	200  the event was handled, now or by an earlier delivery, or no function is registered for it
//	400  the body is incomplete or not an event
//	401  the signature is missing, malformed or does not match
//	403  the address is not Smile's: see WithSourceCheck
//	405  the method is not POST
//	408  the body did not arrive in time: see WithTimeout
//	413  the body is too large: see WithMaxBodySize
//	500  a handler failed or panicked
//	503  another delivery of the event is being handled, the handlers timed out, the store failed, or other
//	     bodies that are being read leave no memory for this one: see WithBodyMemory
//
// After 408, 500 and 503, Smile's next attempt can handle the event. There are at most two more attempts. Each of them
// runs all registered functions again, so a function should do no harm when it is repeated.
//
// Whatever a function, the store or the observer does to its goroutine, including a panic and [runtime.Goexit], the
// request gets one of these responses, and a response that was decided does not change. The zero Handler responds with
// 500.
type Handler struct {
	verifier *Verifier
	store    Store
	limit    int64
	memory   *budget
	timeout  time.Duration
	diagnose bool
	sources  []netip.Prefix // nil if all are allowed
	proxies  []netip.Prefix
	observe  func(context.Context, Outcome) // nil if there is no observer

	diagnosing sync.Mutex // a diagnosis takes several times the memory of a body

	handlers []func(context.Context, Event) (wanted bool, err error)
	fallback func(context.Context, Event) error
}

// NewHandler returns a Handler for requests that the verifier accepts. Register functions with [On] before it serves.
// The error names an option that is not valid, or reports that the verifier is missing.
//
// Anyone can send a body before anything is known about them. [WithMaxBodySize], [WithBodyMemory] and [WithTimeout]
// limit the cost. Connections have a cost too: set ReadHeaderTimeout of the [http.Server].
func NewHandler(verifier *Verifier, options ...Option) (*Handler, error) {
	if verifier == nil || verifier.signers == nil {
		return nil, errNoSecret
	}
	h := &Handler{verifier: verifier, limit: MaxBodySize, memory: &budget{}, timeout: defaultTimeout}
	for i, option := range options {
		if option == nil {
			return nil, fmt.Errorf("webhookverify: option %d of %d is nil: omit it", i+1, len(options))
		}
		if err := option(h); err != nil {
			return nil, err
		}
	}
	least := 3*min(h.limit, math.MaxInt64/4) + 4*chunk // three quarters of it hold the largest body twice, as required while it grows
	switch {
	case h.memory.total == 0:
		h.memory.total = max(bodyMemory, least)
	case h.memory.total < least:
		return nil, fmt.Errorf("webhookverify: WithBodyMemory must be at least %d bytes, or a body of the maximum size could never be read", least)
	}
	if len(h.proxies) > 0 && h.sources == nil {
		return nil, errors.New("webhookverify: WithTrustedProxies needs WithSourceCheck")
	}
	if h.store == nil {
		h.store = &MemoryStore{}
	}
	return h, nil
}

// On registers a function for one type of event, such as *[TaskFinished]. E may also be [Event], for all events.
// Register functions before the handler serves. On panics if h or handle is nil, or if E is a type that no event has.
//
// The functions for an event run in the order in which they were registered. The first error stops them and leaves the
// event to Smile's next attempt, which runs all of them again.
//
//	webhookverify.On(h, func(ctx context.Context, e *webhookverify.TaskFinished) error {
//		return loans.Refresh(ctx, e.Data.UserID)
//	})
//
// The context ends after the time set by [WithTimeout], not with the connection: work that has begun is worth
// finishing, because the next delivery is then acknowledged without it.
func On[E Event](h *Handler, handle func(ctx context.Context, event E) error) {
	switch {
	case h == nil:
		panic("webhookverify: On needs a Handler: create it with NewHandler")
	case handle == nil:
		panic("webhookverify: On needs a function")
	}
	if !occurs[E]() {
		panic(fmt.Sprintf("webhookverify: On: no event has the type %v: use a type of this package, such as *webhookverify.TaskFinished", reflect.TypeFor[E]()))
	}
	h.handlers = append(h.handlers, func(ctx context.Context, event Event) (bool, error) {
		e, wanted := event.(E)
		if !wanted {
			return false, nil
		}
		return true, handle(ctx, e)
	})
}

// occurs reports whether [Decode] returns events of type E.
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

// Fallback sets the function for events that no function registered with [On] handles: those of types without a
// function, and *[Unknown]. An event of a type with a function is also Unknown if the API has changed the event's
// version. Without a Fallback, or with nil, such events are acknowledged and dropped. Set it before the handler serves.
func (h *Handler) Fallback(handle func(ctx context.Context, event Event) error) {
	if h == nil {
		panic("webhookverify: Fallback needs a Handler: create it with NewHandler")
	}
	h.fallback = handle
}

// ServeHTTP handles one request.
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

// answer writes the response. It contains no more than the status, so that a forger learns nothing from it. Only the
// errors of a Verifier or Handler that was not set up are written out, for the author of the program.
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
	case err == errNoSecret || err == errNoHandler: //nolint:errorlint // they are never wrapped
		text = err.Error()
	}
	http.Error(w, text, status)
}

// serve does everything but write the response, and fills in outcome. The timeout covers reading and handling together.
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

// admit returns the event of a verified request. When it returns, nothing counts as being read: the number of verified
// events that are handled at a time is up to Smile.
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
		if arrived != nil && h.diagnose && len(arrived.bytes) <= smallBody && h.diagnosing.TryLock() { // larger bodies take seconds
			defer h.diagnosing.Unlock()
			if diagnosis := h.verifier.Diagnose(arrived.bytes, r.Header); diagnosis != nil { // always true, but a diagnosis must never admit a request
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

// leaseOf returns the duration of a lease: the time limit of the handlers, and as much again to settle the outcome.
func leaseOf(timeout time.Duration) time.Duration { return 2 * timeout }

// handle fills in outcome when the event has been handled or the time is over. In the second case the store and the
// handlers run on until they observe their context, and a later failure is reported to the observer separately.
func (h *Handler) handle(ctx context.Context, event Event, outcome *Outcome) {
	ended := make(chan Outcome)
	attempt := *outcome
	go func() {
		handled, settled := h.attempt(ctx, event, &attempt)
		attempt.Err = errors.Join(handled, settled)
		select {
		case ended <- attempt:
		case <-ctx.Done(): // the response was sent, with ErrTimeout
			if handled == ErrTimeout { //nolint:errorlint // ours, already reported; a handler's own is wrapped
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

// attempt claims an event, runs its handlers and settles it. It fills in all of outcome except Err.
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
	case handled == nil: // even if the store fails, Smile has no reason to send the event again
		outcome.Status = http.StatusOK
	case handled != ErrTimeout: //nolint:errorlint // ours; a handler's own is wrapped
		outcome.Status = http.StatusInternalServerError
	}
	return handled, h.settle(ctx, outcome.ID, claim.Token, handled)
}

// sheltered calls code of others on a goroutine of its own, and returns a channel for its result. A panic or an exit of
// that goroutine is an error; it ends neither the process nor the request.
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

// tell calls the observer and waits for it. The response is decided: nothing here changes it. A panic is logged to the
// server's ErrorLog, as net/http does.
func (h *Handler) tell(ctx context.Context, outcome Outcome) {
	if h.observe == nil {
		return
	}
	ctx = context.WithoutCancel(ctx) // which may have ended before the observer runs
	err := <-sheltered(func() error {
		h.observe(ctx, outcome)
		return nil
	})
	if panicked, ok := err.(*PanicError); ok { //nolint:errorlint // it is not wrapped
		<-sheltered(func() error { // the log itself may panic
			printf := log.Printf
			if server, ok := ctx.Value(http.ServerContextKey).(*http.Server); ok && server.ErrorLog != nil {
				printf = server.ErrorLog.Printf
			}
			printf("webhookverify: the observer panicked with a %T after the response %d\n%s", panicked.Value, outcome.Status, panicked.Stack)
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

// settle completes or releases an event in the store, and returns the store's error. The time of the handlers may be
// over by then.
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
