package smile_test

import (
	"context"
	"fmt"

	"github.com/smileapi/smile-go"
	"github.com/smileapi/smile-go/smiletest"
	"github.com/smileapi/smile-go/userdata"
)

// Invite a person by e-mail, and follow their progress.
func ExampleInvitesService_Create() {
	ctx := context.Background()
	srv := smiletest.Start()
	defer srv.Close()
	client := srv.Client()

	page := smile.InviteTemplatePage{Header: "Hello", Description: "Link your account to continue.", Button: "Continue"}
	template, err := client.InviteTemplates.Create(ctx, &smile.InviteTemplateParams{
		Name:    "loans",
		Company: smile.InviteTemplateCompany{Name: "Bank", LogoURL: "https://bank.example/logo.png"},
		Email: smile.InviteTemplateEmail{
			SendEmail: true, SenderName: "Bank", ReplyAddress: "loans@bank.example",
			Subject: "Your loan", Body: "One step is missing.",
		},
		LandingPage: page,
		SuccessPage: page,
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	invite, err := client.Invites.Create(ctx, &smile.InviteCreateParams{
		Email: "juan@example.com", FullName: "Juan de la Cruz", TemplateID: template.ID,
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	for step, err := range client.Invites.AllLogs(ctx, invite.ID, nil) {
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(step.Status)
	}
	// Output: INVITED
}

func ExampleConsentTemplatesService_Create() {
	ctx := context.Background()
	srv := smiletest.Start()
	defer srv.Close()
	client := srv.Client()

	template, err := client.ConsentTemplates.Create(ctx, &smile.ConsentTemplateCreateParams{
		Title: "Sharing your income", Version: "2", ConsentType: "LOAN", ConsentText: "I agree that ...",
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(template.Title, template.Version)
	// Output: Sharing your income 2
}

func ExampleFileTypesService_All() {
	ctx := context.Background()
	srv := smiletest.Start()
	defer srv.Close()

	for fileType, err := range srv.Client().FileTypes.All(ctx, &smile.FileTypeListParams{Type: userdata.FileTypePayslip}) {
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(fileType.Type, "can be read:", fileType.OCR)
	}
	// Output: PAYSLIP can be read: true
}
