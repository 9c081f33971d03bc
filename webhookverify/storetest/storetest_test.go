package storetest_test

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/smileapi/smile-go/webhookverify"
	"github.com/smileapi/smile-go/webhookverify/storetest"
)

// broken wraps a sound store and breaks one promise.
type broken struct {
	webhookverify.MemoryStore
	offset time.Duration

	claim    func(s *broken, id string, lease time.Duration) (webhookverify.Claim, error)
	complete func(s *broken, id, token string) error
	release  func(s *broken, id, token string) error

	mu     sync.Mutex
	tokens map[string]string
}

func (s *broken) Claim(ctx context.Context, id string, lease time.Duration) (webhookverify.Claim, error) {
	if s.claim != nil {
		return s.claim(s, id, lease)
	}
	return s.MemoryStore.Claim(ctx, id, lease)
}

func (s *broken) Complete(ctx context.Context, id, token string) error {
	if s.complete != nil {
		return s.complete(s, id, token)
	}
	return s.MemoryStore.Complete(ctx, id, token)
}

func (s *broken) Release(ctx context.Context, id, token string) error {
	if s.release != nil {
		return s.release(s, id, token)
	}
	return s.MemoryStore.Release(ctx, id, token)
}

// holder remembers the latest token of each event, for stores that do not look at what they are given.
func (s *broken) holder(id string, claim webhookverify.Claim) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.tokens == nil {
		s.tokens = map[string]string{}
	}
	if claim.State == webhookverify.Claimed {
		s.tokens[id] = claim.Token
	}
}

func (s *broken) heldBy(id string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.tokens[id]
}

var background = context.Background()

func remember(s *broken, id string, lease time.Duration) (webhookverify.Claim, error) {
	claim, err := s.MemoryStore.Claim(background, id, lease)
	s.holder(id, claim)
	return claim, err
}

// flaws has a store for each promise that stores have broken in the wild.
var flaws = map[string]func() *broken{
	"marks at once": func() *broken { // and loses what fails
		return &broken{claim: func(s *broken, id string, lease time.Duration) (webhookverify.Claim, error) {
			claim, err := s.MemoryStore.Claim(background, id, lease)
			if claim.State == webhookverify.Claimed {
				s.holder(id, claim)
				_ = s.MemoryStore.Complete(background, id, claim.Token)
			}
			return claim, err
		}}
	},
	"never in flight": func() *broken {
		return &broken{claim: func(s *broken, id string, lease time.Duration) (webhookverify.Claim, error) {
			claim, err := remember(s, id, lease)
			if claim.State == webhookverify.InFlight {
				claim = webhookverify.Claim{State: webhookverify.Claimed, Token: s.heldBy(id)}
			}
			return claim, err
		}}
	},
	"leases for ever": func() *broken {
		return &broken{claim: func(s *broken, id string, _ time.Duration) (webhookverify.Claim, error) {
			return s.MemoryStore.Claim(background, id, 1000*time.Hour)
		}}
	},
	"leases for a fixed time": func() *broken {
		return &broken{claim: func(s *broken, id string, _ time.Duration) (webhookverify.Claim, error) {
			return s.MemoryStore.Claim(background, id, 500*time.Millisecond)
		}}
	},
	"completes with any token": func() *broken {
		return &broken{claim: remember, complete: func(s *broken, id, _ string) error {
			return s.MemoryStore.Complete(background, id, s.heldBy(id))
		}}
	},
	"releases with any token": func() *broken {
		return &broken{claim: remember, release: func(s *broken, id, _ string) error {
			return s.MemoryStore.Release(background, id, s.heldBy(id))
		}}
	},
	"is silent about a lost lease": func() *broken {
		return &broken{complete: func(s *broken, id, token string) error {
			_ = s.MemoryStore.Complete(background, id, token)
			return nil
		}}
	},
	"is silent about a lost lease on release": func() *broken {
		return &broken{release: func(s *broken, id, token string) error {
			_ = s.MemoryStore.Release(background, id, token)
			return nil
		}}
	},
	"has one token": func() *broken {
		return &broken{claim: func(s *broken, id string, lease time.Duration) (webhookverify.Claim, error) {
			claim, err := remember(s, id, lease)
			if claim.State == webhookverify.Claimed {
				claim.Token = "mine"
			}
			return claim, err
		}, complete: func(s *broken, id, token string) error {
			if token != "mine" {
				return webhookverify.ErrLeaseLost
			}
			return s.MemoryStore.Complete(background, id, s.heldBy(id))
		}, release: func(s *broken, id, token string) error {
			if token != "mine" {
				return webhookverify.ErrLeaseLost
			}
			return s.MemoryStore.Release(background, id, s.heldBy(id))
		}}
	},
	"hands out no token": func() *broken {
		return &broken{claim: func(s *broken, id string, lease time.Duration) (webhookverify.Claim, error) {
			claim, err := s.MemoryStore.Claim(background, id, lease)
			return webhookverify.Claim{State: claim.State}, err
		}}
	},
	"hands everybody a token": func() *broken {
		return &broken{claim: func(s *broken, id string, lease time.Duration) (webhookverify.Claim, error) {
			claim, err := remember(s, id, lease)
			claim.Token = s.heldBy(id)
			return claim, err
		}}
	},
	"completes nothing": func() *broken {
		return &broken{complete: func(*broken, string, string) error { return nil }}
	},
	"releases nothing": func() *broken {
		return &broken{release: func(*broken, string, string) error { return nil }}
	},
	"forgets what is done with the lease": func() *broken {
		return &broken{MemoryStore: webhookverify.MemoryStore{TTL: 500 * time.Millisecond}}
	},
	"trims its IDs": func() *broken {
		return &broken{claim: func(s *broken, id string, lease time.Duration) (webhookverify.Claim, error) {
			return s.MemoryStore.Claim(background, strings.TrimSpace(id), lease)
		}, complete: func(s *broken, id, token string) error {
			return s.MemoryStore.Complete(background, strings.TrimSpace(id), token)
		}}
	},
	"looks before it leaps": func() *broken { // claims in two steps with a gap
		return &broken{claim: func(s *broken, id string, lease time.Duration) (webhookverify.Claim, error) {
			if held := s.heldBy(id); held == "" {
				time.Sleep(5 * time.Millisecond)
				claim, err := s.MemoryStore.Claim(background, id, lease)
				s.holder(id, claim)
				return webhookverify.Claim{State: webhookverify.Claimed, Token: s.heldBy(id)}, err
			}
			return s.MemoryStore.Claim(background, id, lease)
		}}
	},
	"is down": func() *broken {
		return &broken{claim: func(*broken, string, time.Duration) (webhookverify.Claim, error) {
			return webhookverify.Claim{}, fmt.Errorf("connection refused")
		}}
	},
}

const flawVariable = "STORETEST_FLAW"

// TestFlawedStore runs the suite on the store that the environment names, for TestTheSuiteFindsFlaws.
func TestFlawedStore(t *testing.T) {
	flaw, ok := flaws[os.Getenv(flawVariable)]
	if !ok {
		flaw = func() *broken { return &broken{} } // which is sound
	}
	storetest.Run(t, func(*testing.T) (webhookverify.Store, func(time.Duration)) {
		store := flaw()
		store.Now = func() time.Time {
			store.mu.Lock()
			defer store.mu.Unlock()
			return time.Unix(1e9, 0).Add(store.offset)
		}
		return store, func(d time.Duration) {
			store.mu.Lock()
			defer store.mu.Unlock()
			store.offset += d
		}
	})
}

func TestTheSuiteFindsFlaws(t *testing.T) {
	t.Parallel()
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	for flaw := range flaws {
		t.Run(flaw, func(t *testing.T) {
			t.Parallel()
			command := exec.CommandContext(t.Context(), program, "-test.run=^TestFlawedStore$")
			command.Env = append(os.Environ(), flawVariable+"="+flaw)
			output, err := command.CombinedOutput()
			if err == nil || !strings.Contains(string(output), "--- FAIL: TestFlawedStore/") || strings.Contains(string(output), "panic:") {
				t.Errorf("the suite passes a store that %s: %v\n%s", flaw, err, output)
			}
		})
	}
}

// A store whose clock cannot be moved is tested by waiting.
func TestAStoreInRealTime(t *testing.T) {
	t.Parallel()
	storetest.Run(t, func(*testing.T) (webhookverify.Store, func(time.Duration)) {
		return &webhookverify.MemoryStore{}, time.Sleep
	})
}
