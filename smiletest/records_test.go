package smiletest_test

import (
	"testing"

	"github.com/smileapi/smile-go/alpha"
	"github.com/smileapi/smile-go/beta"
	"github.com/smileapi/smile-go/preview"
	"github.com/smileapi/smile-go/smiletest"
	"github.com/smileapi/smile-go/userdata"
	"github.com/smileapi/smile-go/webhookverify"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// about returns the only event of a type.
func about[E any](t *testing.T, events []webhookverify.Event) *E {
	t.Helper()
	var found []*E
	for _, event := range events {
		if e, ok := any(event).(*E); ok {
			found = append(found, e)
		}
	}
	require.Len(t, found, 1)
	return found[0]
}

func TestRecordsAreToldOfByWebhooks(t *testing.T) {
	t.Parallel()
	consent := preview.Consent{ConsentedAt: smiletest.Epoch, ConsentedWith: "I agree"}
	for name, payloads := range map[string]bool{"with payloads": true, "without": false} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			srv := smiletest.New(t)
			client := srv.Client()
			seen := listening(t, client, payloads)
			record, err := beta.New(client).SocialSecurities.Create(t.Context(), &beta.SocialSecurityCreateParams{
				FullName: "John Doe", MobileNumber: "+529559991234", CURP: "DOEJ800101HDFXXX01", EmailAddress: "john@example.com", Consent: consent,
			})
			require.NoError(t, err)
			verification, err := alpha.New(client).Verifications.Create(t.Context(), &alpha.VerificationCreateParams{FullName: "George Palomero", Consent: consent})
			require.NoError(t, err)
			require.NoError(t, srv.Settle(t.Context()))
			require.Len(t, *seen, 4)

			assert.Equal(t, webhookverify.RecordCreatedData{RecordID: record.ID, RecordType: webhookverify.RecordSocialSecurity}, about[webhookverify.RecordCreated](t, *seen).Data)
			assert.Equal(t, verification.ID, about[webhookverify.VerificationStarted](t, *seen).Data.VerificationID)

			completed := about[webhookverify.RecordCompleted](t, *seen).Data
			assert.Equal(t, record.ID, completed.RecordID)
			assert.Equal(t, userdata.ResultSuccess, completed.ResultCode)
			var told beta.SocialSecurity
			unread, err := completed.DecodePayload(&told)
			if payloads {
				require.NoError(t, err)
				assert.Empty(t, unread)
				now, err := beta.New(client).SocialSecurities.Get(t.Context(), record.ID)
				require.NoError(t, err)
				assert.Equal(t, *now, told)
			} else {
				require.ErrorIs(t, err, webhookverify.ErrNoPayload)
			}

			verified := about[webhookverify.VerificationCompleted](t, *seen).Data
			assert.Equal(t, verification.ID, verified.VerificationID)
			var result alpha.VerificationResult
			_, err = verified.DecodeResult(&result)
			require.NoError(t, err, "the result is no payload")
			assert.True(t, result.FinalMatches)
		})
	}
}
