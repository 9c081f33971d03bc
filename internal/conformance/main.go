// Command conformance calls every operation that the SDK wraps, once and through its public methods, to
// show that the SDK understands a server: the real one, the bundled sandbox, or one that answers each
// operation with a fixed example.
//
//	go run ./internal/conformance -base-url URL [-only OPERATION]
//
// The credentials come from SMILE_API_KEY and SMILE_API_SECRET. It prints a line of JSON for each
// operation and, last, how many passed. It exits with 1 when an operation failed, and with 2 when it
// was not told enough to begin.
//
// On a server with a memory it leaves a user with an invite and two archives behind, revokes one linked account,
// and changes the name of the employer on one payslip.
package main

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"slices"
	"strings"

	"github.com/smileapi/smile-go"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	code := run(ctx, os.Args[1:], os.Getenv, os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// The exit codes.
const (
	exitPassed = iota
	exitFailed
	exitUsage
)

func run(ctx context.Context, args []string, getenv func(string) string, stdout, stderr io.Writer, options ...smile.Option) int {
	flags := flag.NewFlagSet("conformance", flag.ContinueOnError)
	flags.SetOutput(stderr)
	baseURL := flags.String("base-url", "", "the `URL` of the server, version included, such as http://127.0.0.1:8080/v1")
	only := flags.String("only", "", "the `ID` of the one operation to call, such as list-users")
	if err := flags.Parse(args); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			return exitPassed
		}
		return exitUsage
	}
	s, chosen, err := begin(*baseURL, *only, flags.Args(), getenv, options)
	if err != nil {
		fmt.Fprintln(stderr, "conformance:", err)
		return exitUsage
	}
	passed, failed := 0, 0
	for _, o := range chosen {
		outcome, reply := s.call(ctx, o)
		for _, value := range reply.Malformed {
			fmt.Fprintf(stderr, "conformance: %s: %s does not have the documented form\n", o.id, value.Path)
		}
		if outcome.OK {
			passed++
		} else {
			failed++
		}
		if err := json.NewEncoder(stdout).Encode(outcome); err != nil {
			fmt.Fprintln(stderr, "conformance:", err)
			return exitFailed
		}
	}
	_, err = fmt.Fprintf(stdout, "%d passed, %d failed\n", passed, failed)
	if failed > 0 || err != nil {
		return exitFailed
	}
	return exitPassed
}

// begin makes the session and chooses the operations to report.
func begin(baseURL, only string, rest []string, getenv func(string) string, options []smile.Option) (*session, []operation, error) {
	if len(rest) > 0 {
		return nil, nil, fmt.Errorf("%q is one argument too many: see -help", rest[0])
	}
	if baseURL == "" {
		return nil, nil, errors.New("-base-url is missing: name the server to call")
	}
	client, err := smile.New(append([]smile.Option{
		smile.WithBaseURL(baseURL),
		smile.WithCredentials(getenv("SMILE_API_KEY"), getenv("SMILE_API_SECRET")),
		smile.WithUserAgent("conformance"),
	}, options...)...)
	if err != nil {
		return nil, nil, err
	}
	s := &session{operations: operations(client), ids: map[string]string{}}
	if only == "" {
		return s, s.operations, nil
	}
	i := s.index(only)
	if i < 0 {
		var known []string
		for _, o := range s.operations {
			known = append(known, o.id)
		}
		slices.Sort(known)
		return nil, nil, fmt.Errorf("there is no operation %q, only %s", only, strings.Join(known, ", "))
	}
	return s, s.operations[i : i+1], nil
}

// session is one run over a server.
type session struct {
	operations []operation
	// ids holds the ID that each operation found, empty for none. An operation is in it once called.
	ids map[string]string
}

func (s *session) index(id string) int {
	return slices.IndexFunc(s.operations, func(o operation) bool { return o.id == id })
}

// outcome is a line of the output.
type outcome struct {
	Operation string `json:"operation"`
	OK        bool   `json:"ok"`
	// Status is 0 when there was no reply.
	Status int             `json:"status"`
	Result json.RawMessage `json:"result"`
	Error  *string         `json:"error"`
}

// call makes one call, and before it the one that finds the ID it needs if nobody made that yet.
func (s *session) call(ctx context.Context, o operation) (outcome, smile.Response) {
	id := ""
	if o.idFrom != "" {
		source := s.operations[s.index(o.idFrom)]
		if _, called := s.ids[source.id]; !called {
			s.call(ctx, source)
		}
		id = s.ids[source.id]
		if id == "" {
			id = source.madeUp
		}
	}
	var reply smile.Response
	result, err := o.call(ctx, id, smile.WithResponse(&reply))
	out := outcome{Operation: o.id, Status: reply.Status}
	if err == nil {
		out.Result, err = json.Marshal(result)
	}
	if err != nil {
		text := err.Error()
		out.Error = &text
	}
	out.OK = err == nil
	s.ids[o.id] = findID(out.Result)
	return out, reply
}

// findID returns the ID of a result: its own, that of the user it brings, or that of an item if it is a list.
// Of accounts it takes one that is linked if it can. What has no ID goes by that of its source.
func findID(result json.RawMessage) string {
	type item struct {
		ID               string `json:"id"`
		ConnectionStatus string `json:"connectionStatus"`
		Metadata         struct {
			SourceID string `json:"sourceId"`
		} `json:"metadata"`
	}
	var found struct {
		item
		User  item   `json:"user"`
		Items []item `json:"items"`
	}
	if err := json.Unmarshal(result, &found); err != nil {
		return ""
	}
	if len(found.Items) > 0 {
		linked := slices.IndexFunc(found.Items, func(i item) bool { return i.ConnectionStatus == string(smile.ConnectionStatusConnected) })
		first := found.Items[max(0, linked)]
		return cmp.Or(first.ID, first.Metadata.SourceID)
	}
	return found.ID + found.User.ID
}
