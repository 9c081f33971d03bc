// Command webhooks is a service that receives Smile's webhooks: it verifies them, keeps a list of the
// accounts whose data is ready, and ends without dropping an event.
//
//	SMILE_WEBHOOK_SECRET       the webhook's secret
//	SMILE_WEBHOOK_SECRET_OLD   the one before, while both are in use
//	WEBHOOK_ADDRESS            where to listen; 127.0.0.1:8090 without it
//
// To rotate the secret: start with the new secret and the old one, register the webhook a second time with the
// new secret and the same URL, delete the first webhook, and leave the old secret out when the log shows no
// event that is "signedBy":2 any more. In between, each event comes twice, and is handled once.
package main

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	logger := slog.New(slog.NewJSONHandler(os.Stdout, nil))
	if err := start(ctx, logger, os.Getenv); err != nil {
		logger.Error("webhooks", "error", err)
		os.Exit(1)
	}
}

// start serves what the environment asks for, until the context ends.
func start(ctx context.Context, logger *slog.Logger, getenv func(string) string) error {
	secrets := []string{getenv("SMILE_WEBHOOK_SECRET")}
	if old := getenv("SMILE_WEBHOOK_SECRET_OLD"); old != "" {
		secrets = append(secrets, old)
	}
	handler, err := receive(logger, &memory{}, secrets...)
	if err != nil {
		return err
	}
	address := getenv("WEBHOOK_ADDRESS")
	if address == "" {
		address = "127.0.0.1:8090"
	}
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", address)
	if err != nil {
		return err
	}
	logger.Info("listening", "url", "http://"+listener.Addr().String()+"/webhooks/smile")
	err = serve(ctx, listener, handler)
	logger.Info("stopped")
	return err
}

// serve answers until the context ends, and then finishes what has begun.
func serve(ctx context.Context, listener net.Listener, handler http.Handler) error {
	mux := http.NewServeMux()
	mux.Handle("/webhooks/smile", handler)
	server := &http.Server{
		Handler:           mux,
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       15 * time.Second, // of a body too: the handler waits for all of it
		IdleTimeout:       2 * time.Minute,
	}
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(listener) }()
	select {
	case err := <-ended:
		return err
	case <-ctx.Done():
	}
	// No new event from here on: Smile tries again, and meets the next process.
	grace, cancel := context.WithTimeout(context.WithoutCancel(ctx), 15*time.Second) // longer than a handler may take
	defer cancel()
	if err := server.Shutdown(grace); err != nil {
		return err
	}
	if err := <-ended; !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}
