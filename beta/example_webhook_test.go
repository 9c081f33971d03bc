package beta_test

import (
	"context"
	"fmt"
	"net/http/httptest"

	"github.com/smileapi/smile-go"
	"github.com/smileapi/smile-go/beta"
	"github.com/smileapi/smile-go/internal/previewtest"
	"github.com/smileapi/smile-go/smiletest"
	"github.com/smileapi/smile-go/userdata"
	"github.com/smileapi/smile-go/webhookverify"
)

// A webhook that is registered with IncludePayload brings the record when its request has ended.
func ExampleSocialSecurity_webhook() {
	ctx := context.Background()
	handler := must(webhookverify.NewHandler(must(webhookverify.NewVerifier("hook-secret"))))
	webhookverify.On(handler, func(_ context.Context, e *webhookverify.RecordCompleted) error {
		if e.Data.RecordType != webhookverify.RecordSocialSecurity {
			return nil
		}
		var record beta.SocialSecurity
		if _, err := e.Data.DecodePayload(&record); err != nil {
			return err
		}
		fmt.Println(record.ResultCode, record.Result.ContributionDays != nil, record.Result.Currency)
		return nil
	})
	receiver := httptest.NewServer(handler)
	defer receiver.Close()

	srv := smiletest.New(previewtest.Example{})
	defer srv.Close()
	client := srv.Client()
	must(client.Webhooks.Create(ctx, &smile.WebhookCreateParams{
		Name: "records", URL: receiver.URL, Secret: "hook-secret", IncludePayload: true,
		EventTypes: []userdata.EventType{userdata.EventRecordCompleted},
	}))
	must(beta.New(client).SocialSecurities.Create(ctx, &beta.SocialSecurityCreateParams{
		FullName: "John Doe", EmailAddress: "john.doe@example.com", MobileNumber: "+529559991234", CURP: "DOEJ800101HDFXXX01", Consent: consent,
	}))
	if err := srv.Settle(ctx); err != nil { // until the request has ended and the event was sent
		fmt.Println(err)
	}
	// Output: SUCCESS true MXN
}
