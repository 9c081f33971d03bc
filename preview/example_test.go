package preview_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/smileapi/smile-go"
	"github.com/smileapi/smile-go/alpha"
	"github.com/smileapi/smile-go/internal/previewtest"
	"github.com/smileapi/smile-go/preview"
)

// A number is written as each operation wants it, and kept out of what prints it.
func ExamplePhoneNumber() {
	phone := preview.PhoneNumber("+639559991234")
	fmt.Println(phone.E164(), phone.Digits(), phone)
	fmt.Printf("%q\n", preview.PhoneNumber("0955 999 1234").Digits())
	// Output:
	// +639559991234 639559991234 (phone number)
	// ""
}

// The hash may be kept where the number may not.
func ExamplePhoneNumber_MD5() {
	kept := preview.PhoneNumber("+639559991234").MD5()
	fmt.Println(kept)
	fmt.Println(preview.PhoneNumber(kept).IsHash())
	// Output:
	// 48f6f08952f9e224c2e876a51f6ab20e
	// true
}

func ExampleConsentTo() {
	template := &smile.ConsentTemplate{ID: "ct-1", ConsentType: "Terms and Conditions", Version: "1.0.0", ConsentText: "I agree to the terms and conditions."}
	consent := preview.ConsentTo(template, time.Date(2025, time.July, 15, 8, 0, 0, 0, time.UTC))
	text, _ := json.MarshalIndent(consent, "", "  ")
	fmt.Println(string(text))
	// Output:
	// {
	//   "type": "Terms and Conditions",
	//   "version": "1.0.0",
	//   "consentedAt": "2025-07-15T08:00:00Z",
	//   "consentedWith": "I agree to the terms and conditions.",
	//   "consentTemplateId": "ct-1"
	// }
}

// A template that only your key has. Its fields go out as they are.
func ExampleOtherTemplate() {
	request := preview.OtherTemplate{
		TemplateID: "tpl-for-our-bank",
		Consent:    preview.Consent{ConsentedAt: time.Date(2025, time.July, 15, 8, 0, 0, 0, time.UTC), ConsentedWith: "I agree."},
		Fields:     map[string]any{"mobileNumber": preview.PhoneNumber("+639171234567").Digits()},
	}
	text, _ := json.Marshal(request)
	fmt.Println(string(text))
	fmt.Println(request)
	// Output:
	// {"consent":{"consentedAt":"2025-07-15T08:00:00Z","consentedWith":"I agree."},"mobileNumber":"639171234567","templateId":"tpl-for-our-bank"}
	// (personal data)
}

// A request that has failed comes with its record, and an error that names no person.
func ExampleRecordError() {
	ctx := context.Background()
	client, stop := previewtest.Sandbox()
	defer stop()

	blacklists := alpha.New(client).Blacklists
	asked, err := blacklists.Create(ctx, &alpha.BlacklistCreateParams{MobileNumber: "+639559990503", Consent: previewtest.Consent})
	if err != nil {
		fmt.Println(err)
		return
	}
	_, err = blacklists.Wait(ctx, asked.ID, nil)
	if failed := new(preview.RecordError); errors.As(err, &failed) {
		fmt.Println(failed.ID == asked.ID, failed.Code)
	}
	// Output: true SERVICE_UNAVAILABLE
}
