package smile_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/smileapi/smile-go"
	"github.com/smileapi/smile-go/smiletest"
	"github.com/smileapi/smile-go/userdata"
)

// Upload a payslip and print the fields read from it.
func ExampleArchivesService_Create() {
	ctx := context.Background()
	srv := smiletest.Start()
	defer srv.Close()
	client := srv.Client()

	archive, err := client.Archives.Create(ctx, &smile.ArchiveCreateParams{
		FileType: userdata.FileTypePayslip,
		RawFiles: []smile.File{{
			Content: smile.FromFS(smiletest.SampleFiles(), "payslip.pdf"), // or FromPath, FromReader ...
			Subtype: smile.FileSubtypePayslip,
		}},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	archive, err = client.Archives.Wait(ctx, archive.ID, &smile.WaitParams{Interval: 100 * time.Millisecond})
	if err != nil {
		fmt.Println(err)
		return
	}
	if payslip, ok := archive.Payslip(); ok {
		fmt.Println(payslip.EmployerName, payslip.NetAmount, payslip.Currency)
	}
	// Output: ABC Corporation 24180.50 PHP
}

// Upload files whose type Smile is to detect.
func ExampleArchivesService_Classify() {
	ctx := context.Background()
	srv := smiletest.Start()
	defer srv.Close()
	client := srv.Client()

	archive, err := client.Archives.Classify(ctx, &smile.ArchiveClassifyParams{
		RawFiles: []smile.File{{Content: smile.FromFS(smiletest.SampleFiles(), "water-bill.pdf")}},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	archive, err = client.Archives.Wait(ctx, archive.ID, &smile.WaitParams{Interval: 100 * time.Millisecond})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(archive.Classification.FileType)
	// Output: WATER_BILL
}

// Decide what to tell a person whose file cannot be read.
func ExampleArchivesService_Wait() {
	ctx := context.Background()
	srv := smiletest.Start()
	defer srv.Close()
	client := srv.Client()
	archive := must(client.Archives.Create(ctx, &smile.ArchiveCreateParams{
		FileType: userdata.FileTypePayslip,
		RawFiles: []smile.File{{Content: smile.FromFS(smiletest.SampleFiles(), "unreadable-payslip.png")}},
	}))

	ctx, cancel := context.WithTimeout(ctx, 5*time.Minute)
	defer cancel()
	_, err := client.Archives.Wait(ctx, archive.ID, &smile.WaitParams{Interval: 100 * time.Millisecond})
	var failed *smile.ArchiveError
	switch {
	case errors.As(err, &failed):
		fmt.Println("ask for a better copy:", failed.Status, failed.Code)
	case errors.Is(err, smile.ErrUnfinished):
		fmt.Println("check again later")
	case err != nil:
		fmt.Println(err)
	}
	// Output: ask for a better copy: ERROR MISSING_MANDATORY_FIELD
}

func ExampleArchivesService_Download() {
	ctx := context.Background()
	srv := smiletest.Start()
	defer srv.Close()
	client := srv.Client()
	archive := must(client.Archives.Create(ctx, &smile.ArchiveCreateParams{
		RawFiles: []smile.File{{Content: smile.FromFS(smiletest.SampleFiles(), "payslip.pdf")}},
	}))

	var copied bytes.Buffer // or a file
	n, err := client.Archives.Download(ctx, &archive.RawFiles[0], &copied)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(n == int64(copied.Len()), bytes.Equal(copied.Bytes(), smiletest.SampleFile("payslip.pdf")))
	// Output: true true
}

func ExampleWithProgress() {
	ctx := context.Background()
	srv := smiletest.Start()
	defer srv.Close()

	var last int64
	_, err := srv.Client().Archives.Create(ctx, &smile.ArchiveCreateParams{
		RawFiles: []smile.File{{Content: smile.FromFS(smiletest.SampleFiles(), "payslip.pdf")}},
	}, smile.WithProgress(func(done, total int64) {
		last = 100 * done / total
	}))
	fmt.Println(last, "%", err)
	// Output: 100 % <nil>
}

func ExampleAccountsService_DownloadExport() {
	ctx := context.Background()
	client, account, stop := sandboxAccount(smiletest.George, "sprout_ph")
	defer stop()

	export, err := client.Accounts.GenerateExport(ctx, account.ID, &smile.AccountExportParams{Format: smile.ExportPDF})
	if err != nil {
		fmt.Println(err)
		return
	}
	var file bytes.Buffer
	if _, err := client.Accounts.DownloadExport(ctx, export, &file); err != nil { // the checksum has been verified
		fmt.Println(err)
		return
	}
	fmt.Printf("%s\n", file.Bytes()[:5])
	// Output: %PDF-
}

func ExampleAccountsService_Data() {
	ctx := context.Background()
	client, account, stop := sandboxAccount(smiletest.George, "sprout_ph")
	defer stop()

	data, err := client.Accounts.Data(ctx, account.ID)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(data.Identities[0].FullName, "has", len(data.Employments) > 0, len(data.Incomes) > 0)
	// Output: George Cimafranca Palomero, Jr has true true
}
