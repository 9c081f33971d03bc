// Command smile-sandbox runs a whole Smile on this machine: the API under /v1, and webhooks that are
// really sent. The first line of its output is the base URL, the second the credentials as environment
// variables. It stops on SIGINT and SIGTERM.
//
// Accounts are linked by one more call, made with the same credentials:
//
//	POST /sandbox/links
//	{"userId": "...", "providerId": "sss_ph", "username": "gpalomero1234@smileapi.io", "password": "123456", "mfaCode": "1234"}
//
// It answers 202 with the accountId in its data; the account then goes on by itself. Two more calls bring an
// account that is monitored up to date, as time does every 30 days, and end the session of a user:
//
//	POST /sandbox/syncs
//	{"accountId": "..."}
//
//	POST /sandbox/sessions
//	{"userId": "..."}
//
// Records of the preview products, below /v1/alpha and /v1/beta, end by themselves. There is data for the
// subjects that Smile publishes for its sandbox, such as the phone number 639559991234. A number that ends in
// 9990500 makes a record end in SYSTEM_ERROR, one that ends in 9990503 in SERVICE_UNAVAILABLE. The documentation
// of package smiletest has the whole list of test values.
//
// A new server knows no users, as a new API key of Smile does not. With -people it begins with one user for
// each of the published sandbox people, with two linked accounts and a form each, for a first look at the data.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/signal"
	"strconv"
	"syscall"
	"time"

	"github.com/smileapi/smile-go/internal/sandbox"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	if err != nil && !errors.Is(err, flag.ErrHelp) {
		fmt.Fprintln(os.Stderr, "smile-sandbox:", err)
		os.Exit(1)
	}
}

const usage = `smile-sandbox runs a whole Smile on this machine. Its first line of output is the base URL.

Link an account with one more call, under the same credentials; the base URL without /v1 comes first:

  POST /sandbox/links
  {"userId": "...", "providerId": "sss_ph", "username": "George", "password": "123456", "mfaCode": "1234"}

People to link for: George (password 123456), Ryan (654321), Christina (YGUS1) and Anisha (123456); the
code is always 1234. A wrong password or code makes an account that fails.

Bring an account that is monitored up to date, and end the session of a user:

  POST /sandbox/syncs     {"accountId": "..."}
  POST /sandbox/sessions  {"userId": "..."}

Records of the preview products end by themselves: with data for the phone number 639559991234, in
SYSTEM_ERROR for one that ends in 9990500, in SERVICE_UNAVAILABLE for one that ends in 9990503. The
documentation of the Go package smiletest has all test values.

`

// run serves until the context ends.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	flags := flag.NewFlagSet("smile-sandbox", flag.ContinueOnError)
	flags.SetOutput(stderr)
	address := flags.String("addr", "127.0.0.1:0", "`host:port` to listen on; port 0 takes a free one")
	key := flags.String("key", "sandbox-key", "API `key`")
	secret := flags.String("secret", "sandbox-secret", "API `secret`")
	seed := flags.Uint64("seed", 1, "`number` that decides every ID and the invented data")
	retention := flags.Int("retention", 7, "`days` for which uploaded files can be downloaded")
	rate := flags.Int("rate", 20, "`requests` per second and IP address; 0 means no limit")
	people := flags.Bool("people", false, "begin with one user for each sandbox person, with linked accounts")
	public := flags.Bool("public", false, "allow an address that other machines can reach, and webhooks to any of them by plain http")
	flags.Usage = func() {
		_, _ = fmt.Fprint(stderr, usage)
		flags.PrintDefaults()
	}
	if err := flags.Parse(args); err != nil {
		return err
	}
	switch {
	case flags.NArg() > 0:
		return fmt.Errorf("unexpected argument %q", flags.Arg(0))
	case *key == "" || *secret == "":
		return errors.New("-key and -secret must not be empty")
	case *retention < 1 || *retention > 3650:
		return fmt.Errorf("-retention must be from 1 to 3650 days: %d", *retention)
	case *rate < 0:
		return fmt.Errorf("-rate must not be negative: %d", *rate)
	}
	if err := checkAddress(*address, *public); err != nil {
		return err
	}
	var listen net.ListenConfig
	listener, err := listen.Listen(ctx, "tcp", *address)
	if err != nil {
		return err
	}
	engine := sandbox.New(sandbox.Config{Tenants: map[string]string{*key: *secret}, Seed: *seed, RateLimit: *rate, PlainWebhooks: *public, Retention: time.Duration(*retention) * 24 * time.Hour})
	defer engine.Close()
	if *people {
		if err := engine.AddPeople(ctx, *key); err != nil {
			if ctx.Err() != nil { // asked to stop before it began
				return nil
			}
			return err
		}
	}
	if _, err := fmt.Fprintf(stdout, "http://%s/v1\nSMILE_API_KEY=%s SMILE_API_SECRET=%s\n", reachable(listener.Addr()), *key, *secret); err != nil {
		return err
	}
	return serve(ctx, listener, engine)
}

// reachable returns an address under which this machine reaches a listener. One that listens everywhere has no address
// of its own.
func reachable(address net.Addr) string {
	if tcp, ok := address.(*net.TCPAddr); ok && tcp.IP.IsUnspecified() {
		return net.JoinHostPort("127.0.0.1", strconv.Itoa(tcp.Port))
	}
	return address.String()
}

// checkAddress keeps a server with well-known credentials off the network unless that is asked for.
func checkAddress(address string, public bool) error {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return fmt.Errorf("-addr must be host:port: %w", err)
	}
	if public || host == "localhost" || net.ParseIP(host).IsLoopback() {
		return nil
	}
	return fmt.Errorf("-addr %s can be reached from other machines: listen on 127.0.0.1, or add -public", address)
}

func serve(ctx context.Context, listener net.Listener, handler http.Handler) error {
	server := &http.Server{Handler: handler, ReadHeaderTimeout: 10 * time.Second}
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(listener) }()
	select {
	case err := <-ended:
		return err
	case <-ctx.Done():
	}
	patience, cancel := context.WithTimeout(context.WithoutCancel(ctx), 3*time.Second)
	defer cancel()
	if err := server.Shutdown(patience); err != nil {
		return server.Close() // whoever still waits is cut off
	}
	return nil
}
