// Command payslip uploads a payslip, waits until it is read, prints what stands on it, and fetches the file
// back.
//
//	go run ./examples/payslip [FILE]
//
// Without credentials it starts a sandbox in its own process, and without a file it takes a sample payslip. With
// SMILE_API_KEY and SMILE_API_SECRET in the environment the same code talks to Smile.
package main

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"time"

	"github.com/smileapi/smile-go"
	"github.com/smileapi/smile-go/smiletest"
	"github.com/smileapi/smile-go/userdata"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := run(ctx, os.Stdout, os.Args[1:])
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "payslip:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, out io.Writer, args []string) error {
	ctx, cancel := context.WithTimeout(ctx, 5*time.Minute)
	defer cancel()
	file := smile.File{Name: "payslip.pdf", Content: smile.FromFS(smiletest.SampleFiles(), "payslip.pdf")}
	if len(args) > 0 {
		file = smile.File{Name: filepath.Base(args[0]), Content: smile.FromPath(args[0])}
	}
	client, done, err := connect(out)
	if err != nil {
		return err
	}
	defer done()

	archive, err := upload(ctx, out, client, file)
	if err != nil {
		return err
	}
	archive, err = client.Archives.Wait(ctx, archive.ID, nil)
	if err != nil {
		return err
	}
	report(out, archive)
	return compare(ctx, out, client, archive, args)
}

// connect returns a client of Smile, or of a sandbox when there are no credentials.
func connect(out io.Writer) (client *smile.Client, done func(), err error) {
	if os.Getenv("SMILE_API_KEY") == "" && os.Getenv("SMILE_API_SECRET") == "" {
		srv := smiletest.Start()
		fmt.Fprintf(out, "No SMILE_API_KEY: using a sandbox in this process, at %s\n", srv.BaseURL)
		return srv.Client(), srv.Close, nil
	}
	client, err = smile.New()
	return client, func() {}, err
}

// upload sends the file of a new user.
func upload(ctx context.Context, out io.Writer, client *smile.Client, file smile.File) (*smile.Archive, error) {
	archive, err := client.Archives.Create(ctx, &smile.ArchiveCreateParams{
		FileType: userdata.FileTypePayslip,
		RawFiles: []smile.File{file},
	}, smile.WithProgress(bar(out, "uploading ")))
	fmt.Fprintln(out)
	return archive, err
}

// report prints what Smile read.
func report(out io.Writer, archive *smile.Archive) {
	payslip, ok := archive.Payslip()
	if !ok {
		fmt.Fprintln(out, "This is no payslip but", archive.Type)
		return
	}
	fmt.Fprintf(out, "%s, employed at %s\n", cmp.Or(payslip.EmployeeName, "Somebody"), cmp.Or(payslip.EmployerName, "an unknown employer"))
	fmt.Fprintf(out, "from %s to %s, paid on %s\n", payslip.StartDate, payslip.EndDate, payslip.PayDate)
	fmt.Fprintf(out, "gross %s %s, net %s %s\n", payslip.GrossAmount, payslip.Currency, payslip.NetAmount, payslip.Currency)
}

// compare fetches the file back and holds it to what was sent.
func compare(ctx context.Context, out io.Writer, client *smile.Client, archive *smile.Archive, args []string) error {
	if len(archive.RawFiles) == 0 {
		return errors.New("the archive came back without its file")
	}
	sent, err := original(args)
	if err != nil {
		return err
	}
	var fetched bytes.Buffer
	_, err = client.Archives.Download(ctx, &archive.RawFiles[0], &fetched, smile.WithProgress(bar(out, "fetching  ")))
	fmt.Fprintln(out)
	if err != nil {
		return err
	}
	if !bytes.Equal(sent, fetched.Bytes()) {
		return errors.New("the file that came back is another one")
	}
	fmt.Fprintf(out, "The %d bytes that came back are those that were sent.\n", len(sent))
	return nil
}

func original(args []string) ([]byte, error) {
	if len(args) > 0 {
		return os.ReadFile(args[0]) //nolint:gosec // which file is for whoever runs this to say
	}
	return smiletest.SampleFile("payslip.pdf"), nil
}

// bar draws a progress bar over itself, once for each percent.
func bar(out io.Writer, label string) func(done, total int64) {
	drawn := int64(-1)
	return func(done, total int64) {
		if total <= 0 {
			return
		}
		if percent := 100 * done / total; percent != drawn {
			drawn = percent
			fmt.Fprintf(out, "\r%s[%-25s] %3d %%", label, strings.Repeat("#", int(percent)/4), percent)
		}
	}
}
