package beta_test

import (
	"context"
	"errors"
	"fmt"

	"github.com/smileapi/smile-go/beta"
	"github.com/smileapi/smile-go/internal/previewtest"
	"github.com/smileapi/smile-go/preview"
	"github.com/smileapi/smile-go/userdata"
)

// How a person is known to lenders, by the hash of their phone number. The consent says what they agreed to, and
// when: see preview.ConsentTo.
func Example() {
	ctx := context.Background()
	client, stop := previewtest.Sandbox()
	defer stop()

	products := beta.New(client)
	signal, err := products.Signals.Create(ctx, &beta.SignalCreateParams{
		Phone: "+639559991234", HashPhone: true, CountryCode: "PH", Consent: consent,
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(signal.Status)

	signal, err = products.Signals.Wait(ctx, signal.ID, nil)
	if failed := new(preview.RecordError); errors.As(err, &failed) {
		fmt.Println("ask again later:", failed.Code)
		return
	} else if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(signal.Status, signal.ResultCode)
	item, ok := signal.Items.Get("events_overdue_day30")
	_, err = item.Int()
	fmt.Println(ok, err)
	amount, _ := signal.Items.Get("events_overdue_day30_amount")
	_, err = amount.Int()
	fmt.Println("amounts come in classes such as A3:", errors.As(err, new(*userdata.ItemTypeError)))
	// Output:
	// PROCESSING
	// COMPLETED SUCCESS
	// true <nil>
	// amounts come in classes such as A3: true
}

func ExampleSignalsService_CreateSignal2() {
	ctx := context.Background()
	client, stop := previewtest.Sandbox()
	defer stop()

	signals := beta.New(client).Signals
	signal, err := signals.CreateSignal2(ctx, &beta.Signal2CreateParams{Phone: "+639171234567", CountryCode: "PH", Consent: consent})
	if err != nil {
		fmt.Println(err)
		return
	}
	signal, err = signals.Wait(ctx, signal.ID, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("nothing is known:", signal.ResultCode == userdata.ResultNoData)
	// Output: nothing is known: true
}

func ExampleSignalsService_CreateSignal3() {
	ctx := context.Background()
	client, stop := previewtest.Sandbox()
	defer stop()

	signals := beta.New(client).Signals
	signal, err := signals.CreateSignal3(ctx, &beta.MexicoSignalParams{
		FullName: "John Doe", Phone: "+529559991234", CURP: "DOEJ800101HDFXXX01", Consent: consent,
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	signal, err = signals.Wait(ctx, signal.ID, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(signal.SignalType, signal.ResultCode)
	// Output: Signal3 SUCCESS
}

func ExampleSignalRequestMeta() {
	ctx := context.Background()
	client, stop := previewtest.Sandbox()
	defer stop()
	signals := beta.New(client).Signals
	must(signals.Create(ctx, &beta.SignalCreateParams{Phone: "+639171234567", CountryCode: "PH", Consent: consent}))
	must(signals.CreateSignal3(ctx, &beta.ThailandSignalParams{FullName: "Mali S", MobileNumber: "+66812345678", IDNumber: "3987654321098", Consent: consent}))

	for signal, err := range signals.All(ctx, nil) {
		if err != nil {
			fmt.Println(err)
			return
		}
		switch asked := signal.RequestMeta.Params.(type) {
		case *beta.SignalCreateParams:
			fmt.Println("about", string(asked.Phone))
		case *beta.Signal2CreateParams:
			fmt.Println("about", string(asked.Phone))
		case *beta.MexicoSignalParams:
			fmt.Println("about", asked.FullName, asked.CURP)
		case *beta.ThailandSignalParams:
			fmt.Println("about", asked.FullName, asked.IDNumber)
		case *beta.OtherSignalParams:
			fmt.Println("by", asked.TemplateID, len(asked.Fields))
		}
	}
	// Unordered output:
	// about +639171234567
	// about Mali S 3987654321098
}

// Smile makes templates for single customers.
func ExampleOtherSignalParams() {
	params := &beta.OtherSignalParams{OtherTemplate: preview.OtherTemplate{
		TemplateID: "tpl-for-our-bank",
		Consent:    consent,
		Fields:     map[string]any{"phone": preview.PhoneNumber("+639171234567").MD5(), "depth": 2},
	}}
	fmt.Println(params, params.Validate())
	// Output: (personal data) <nil>
}

func ExampleMAWsService_RequestMAW2() {
	ctx := context.Background()
	client, stop := previewtest.Sandbox()
	defer stop()

	warnings := beta.New(client).MAWs
	warning, err := warnings.RequestMAW2(ctx, &beta.MAW2Params{MobileNumber: "+639559991234", HashMobileNumber: true, CountryCode: "PH", Consent: consent})
	if err != nil {
		fmt.Println(err)
		return
	}
	warning, err = warnings.Wait(ctx, warning.ID, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	lenders := map[string]bool{}
	for _, application := range warning.MAW2Items {
		lenders[application.PlatformID] = true
	}
	fmt.Println("applied elsewhere:", len(lenders) > 0)
	// Output: applied elsewhere: true
}

func ExampleMAWsService_RequestMAW3() {
	ctx := context.Background()
	client, stop := previewtest.Sandbox()
	defer stop()

	warnings := beta.New(client).MAWs
	warning, err := warnings.RequestMAW3(ctx, &beta.PhilippinesMAWParams{
		MobileNumber: "+639559991234", FullName: "George", IDType: beta.MAWTIN, IDNumber: "4561234567", Consent: consent,
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	warning, err = warnings.Wait(ctx, warning.ID, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(warning.Type, warning.ResultCode, "figures:", len(warning.MAW3Items) > 0)
	// Output: MAW3 SUCCESS figures: true
}

func ExampleSocialSecuritiesService_Create() {
	ctx := context.Background()
	client, stop := previewtest.Sandbox()
	defer stop()

	securities := beta.New(client).SocialSecurities
	record, err := securities.Create(ctx, &beta.SocialSecurityCreateParams{
		FullName: "John Doe", EmailAddress: "john.doe@example.com", MobileNumber: "+529559991234", CURP: "DOEJ800101HDFXXX01", Consent: consent,
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	record, err = securities.Wait(ctx, record.ID, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	if paid := record.Result.PayMark; paid == nil {
		fmt.Println("nobody knows whether the latest contribution was paid")
	}
	fmt.Println(record.ResultCode, record.Result.Currency)
	// Output: SUCCESS MXN
}

func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}
