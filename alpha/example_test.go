package alpha_test

import (
	"context"
	"errors"
	"fmt"

	"github.com/smileapi/smile-go"
	"github.com/smileapi/smile-go/alpha"
	"github.com/smileapi/smile-go/internal/previewtest"
	"github.com/smileapi/smile-go/preview"
	"github.com/smileapi/smile-go/userdata"
)

// What lenders report of a phone number. The consent says what its owner agreed to, and when: see
// preview.ConsentTo.
func Example() {
	ctx := context.Background()
	client, stop := previewtest.Sandbox()
	defer stop()

	products := alpha.New(client)
	signal, err := products.Signals.Create(ctx, &alpha.SignalCreateParams{Phone: "+639559991234", Consent: consent})
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
	if overdue := signal.Result.EventsOverdueDay30; overdue == nil || *overdue > 5 {
		fmt.Println("not known, or overdue too often")
	}
	// A figure that this version of the module has no field for is found by its name.
	for _, name := range []string{"events_overdue_day90", "events_arbitrary_day30"} {
		if figure, ok := signal.Result.Named().Get(name); ok {
			fmt.Println(figure.Name, "is a", figure.ValueType)
		}
	}
	// Output:
	// PROCESSING
	// COMPLETED SUCCESS
	// events_overdue_day90 is a NUMBER
}

func ExampleSignalsService_All() {
	ctx := context.Background()
	client, stop := previewtest.Sandbox()
	defer stop()
	products := alpha.New(client)
	must(products.Signals.Create(ctx, &alpha.SignalCreateParams{Phone: "+639559991234", Consent: consent}))
	must(products.Signals.Create(ctx, &alpha.SignalCreateParams{Phone: "+639171234567", Consent: consent}))

	for signal, err := range products.Signals.All(ctx, &alpha.SignalListParams{Phone: "+639171234567"}) {
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(signal.Status, signal.ResultCode)
	}
	// Output: COMPLETED NO_DATA
}

func ExampleFootprintsService_Create() {
	ctx := context.Background()
	client, stop := previewtest.Sandbox()
	defer stop()

	products := alpha.New(client)
	footprint, err := products.Footprints.Create(ctx, &alpha.ScoreFootprintParams{
		EmailAddress: "gpalomero1234@smileapi.io", MobileNumber: "+639559991234", CountryCode: "PH", Consent: consent,
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	footprint, err = products.Footprints.Wait(ctx, footprint.ID, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	registered, _ := footprint.Items.Get("email.registered")
	is, err := registered.Bool()
	fmt.Println("registered:", is, err)
	_, err = registered.Decimal()
	var mismatch *userdata.ItemTypeError
	fmt.Println("not a number:", errors.As(err, &mismatch))
	// Output:
	// registered: true <nil>
	// not a number: true
}

func ExampleFootprintRequestMeta() {
	ctx := context.Background()
	client, stop := previewtest.Sandbox()
	defer stop()
	products := alpha.New(client)
	must(products.Footprints.Create(ctx, &alpha.EmailFootprintParams{EmailAddress: "maria@example.org", CountryCode: "PH", Consent: consent}))
	must(products.Footprints.Create(ctx, &alpha.MobileFootprintParams{MobileNumber: "+639171234567", CountryCode: "PH", Consent: consent}))

	for footprint, err := range products.Footprints.All(ctx, nil) {
		if err != nil {
			fmt.Println(err)
			return
		}
		switch asked := footprint.RequestMeta.Params.(type) {
		case *alpha.EmailFootprintParams:
			fmt.Println("about", asked.EmailAddress)
		case *alpha.MobileFootprintParams:
			fmt.Println("about", string(asked.MobileNumber))
		case *alpha.ScoreFootprintParams:
			fmt.Println("about", asked.EmailAddress, string(asked.MobileNumber))
		case *alpha.OtherFootprintParams:
			fmt.Println("by", asked.TemplateID, len(asked.Fields))
		}
	}
	// Unordered output:
	// about maria@example.org
	// about 639171234567
}

// Smile makes templates for single customers.
func ExampleOtherFootprintParams() {
	params := &alpha.OtherFootprintParams{OtherTemplate: preview.OtherTemplate{
		TemplateID: "tpl-for-our-bank",
		Consent:    consent,
		Fields:     map[string]any{"mobileNumber": preview.PhoneNumber("+639171234567").Digits(), "depth": 2},
	}}
	fmt.Println(params, params.Validate())
	// Output: (personal data) <nil>
}

func ExampleMAWsService_Create() {
	ctx := context.Background()
	client, stop := previewtest.Sandbox()
	defer stop()

	warnings := alpha.New(client).MAWs
	warning, err := warnings.Create(ctx, &alpha.MAWCreateParams{MobileNumber: "+639559991234", CountryCode: "PH", Consent: consent})
	if err != nil {
		fmt.Println(err)
		return
	}
	warning, err = warnings.Wait(ctx, warning.ID, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	blacklisted := map[string]bool{}
	for _, application := range warning.Items {
		if application.Level == preview.LenderLevelBlacklist {
			blacklisted[application.PlatformID] = true
		}
	}
	fmt.Println("applied elsewhere:", len(warning.Items) > 0, "blacklisted by some lender:", len(blacklisted) > 0)
	// Output: applied elsewhere: true blacklisted by some lender: true
}

func ExampleBlacklistsService_Create() {
	ctx := context.Background()
	client, stop := previewtest.Sandbox()
	defer stop()

	blacklists := alpha.New(client).Blacklists
	blacklist, err := blacklists.Create(ctx, &alpha.BlacklistCreateParams{MobileNumber: "+639559991234", Consent: consent})
	if err != nil {
		fmt.Println(err)
		return
	}
	blacklist, err = blacklists.Wait(ctx, blacklist.ID, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(blacklist.Result.Hit, blacklist.Result.Dates)
	// Output: true [2025-06-14 2025-05-14 2025-04-14]
}

func ExampleValidationsService_ValidateBankAccount() {
	ctx := context.Background()
	client, stop := previewtest.Sandbox()
	defer stop()

	validations := alpha.New(client).Validations
	validation, err := validations.ValidateBankAccount(ctx, &alpha.BankAccountParams{
		Name: "George Palomero", AccountNumber: "0123456789", CountryCode: "PH", Consent: consent,
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	validation, err = validations.Wait(ctx, validation.ID, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(validation.ResultCode, validation.Result.MatchScore, validation.Result.MatchScoreDescription)
	// Output: SUCCESS 100 Strong Match
}

// An operation that takes a hash need not learn the number.
func ExampleSocialSecuritiesService_Create() {
	ctx := context.Background()
	client, stop := previewtest.Sandbox()
	defer stop()

	securities := alpha.New(client).SocialSecurities
	record, err := securities.Create(ctx, &alpha.SocialSecurityCreateParams{
		FullName: "John Doe", EmailAddress: "john.doe@example.com", CURP: "DOEJ800101HDFXXX01",
		MobileNumber: "+529559991234", HashMobileNumber: true, Consent: consent,
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("hashed:", record.RequestMeta.MobileNumber.IsHash())
	record, err = securities.Wait(ctx, record.ID, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(record.ResultCode, record.Result.Currency)
	// Output:
	// hashed: true
	// SUCCESS MXN
}

func ExampleVerificationsService_Create() {
	ctx := context.Background()
	client, stop := previewtest.Sandbox()
	defer stop()

	verifications := alpha.New(client).Verifications
	verification, err := verifications.Create(ctx, &alpha.VerificationCreateParams{
		FullName: "George Palomero Jr.",
		AdditionalData: alpha.VerificationAdditionalData{
			Phone: "+639559991234",
			IDs:   []alpha.VerificationID{{IDType: "prclicense_ph", IDSubType: alpha.PRCNurse, IDNumber: "0123456"}},
		},
		Consent: consent,
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	verification, err = verifications.Wait(ctx, verification.ID, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("all of it:", verification.Result.FinalMatches)
	if matches := verification.Result.Names.FullNameMatches; matches != nil {
		fmt.Println("the name:", *matches)
	}
	fmt.Println("asked about the address:", verification.Result.AdditionalData.AddressMatches != nil)
	// Output:
	// all of it: false
	// the name: true
	// asked about the address: false
}

// What is wrong with params is said before anything is sent, and quotes nothing.
func ExampleVerificationsService_Create_refused() {
	client, stop := previewtest.Sandbox()
	defer stop()

	_, err := alpha.New(client).Verifications.Create(context.Background(), &alpha.VerificationCreateParams{
		AdditionalData: alpha.VerificationAdditionalData{Email: "maria at example.org"}, Consent: consent,
	})
	var refused *smile.ParameterError
	fmt.Println(errors.As(err, &refused), err)
	// Output: true smile: create-verification: AdditionalData.Email must be an e-mail address such as juan@example.com
}

func ExampleEmployersService_QueryBasics() {
	client, stop := previewtest.Sandbox()
	defer stop()

	found, err := alpha.New(client).Employers.QueryBasics(context.Background(), "ABC Corp")
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, employer := range found[:1] {
		fmt.Println(employer.BusinessName, employer.VerificationStatus, employer.Sources)
	}
	// Output: ABC Corporation VERIFIED [SEC]
}

func ExampleEmployersService_Query() {
	client, stop := previewtest.Sandbox()
	defer stop()

	employers := alpha.New(client).Employers
	for _, name := range []string{"ABC Corporation", "No Such Company"} {
		found, err := employers.Query(context.Background(), name)
		if err != nil {
			fmt.Println(err)
			return
		}
		if len(found) == 0 {
			fmt.Println(name, "is not known")
			continue
		}
		fmt.Println(found[0].BusinessName, found[0].PSICIndustry, found[0].Registrations[0].Status)
	}
	// Output:
	// ABC Corporation Private security activities Registered
	// No Such Company is not known
}

func ExampleForm_Items() {
	form := alpha.Form{Reference: "form_1", Data: []byte(`{"employer":"ABC Corporation","monthlyIncome":50000.50,"bonus":null}`)}
	answers, err := form.Items()
	if err != nil {
		fmt.Println(err)
		return
	}
	income, _ := answers.Get("monthlyIncome")
	amount, err := income.Decimal()
	fmt.Println(amount, err)
	bonus, _ := answers.Get("bonus")
	_, err = bonus.Decimal()
	fmt.Println("not answered:", errors.Is(err, userdata.ErrNoValue))
	// Output:
	// 50000.50 <nil>
	// not answered: true
}

func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}
