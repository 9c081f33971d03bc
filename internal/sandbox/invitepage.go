package sandbox

import (
	"bytes"
	_ "embed"
	"html/template"
	"net/http"
	"strings"
)

const invitesPath = "/invites/"

//go:embed invitepage.html
var invitePageHTML string

// invitePage escapes whatever a template says.
var invitePage = template.Must(template.New("invite").Parse(invitePageHTML))

// inviteView is what the page shows.
type inviteView struct {
	Company, Logo               string
	Header, Description, Button string
	Linked                      bool
	// Token starts the widget; empty until the button has been pressed.
	Token string
}

// serveInvite shows the page that an invite leads to; whoever has its URL is the invited person. Opening it
// is noted, as is its button, which brings a link token. Once the person has linked an account it is the
// success page.
func (s *Server) serveInvite(w http.ResponseWriter, r *http.Request) {
	header := w.Header()
	header.Set("Cache-Control", "no-store")
	header.Set("Referrer-Policy", "no-referrer") // the URL is a secret
	header.Set("X-Content-Type-Options", "nosniff")
	header.Set("Content-Security-Policy", "default-src 'none'; img-src https: http:; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'")
	if r.Method != http.MethodGet && r.Method != http.MethodHead && r.Method != http.MethodPost {
		http.Error(w, "the page of an invite can be read, and its button pressed", http.StatusMethodNotAllowed)
		return
	}
	view, known := s.visitInvite(r)
	if !known {
		http.Error(w, "there is no such invite", http.StatusNotFound)
		return
	}
	var page bytes.Buffer
	if err := invitePage.Execute(&page, view); err != nil {
		http.Error(w, "the page cannot be shown", http.StatusInternalServerError)
		return
	}
	header.Set("Content-Type", "text/html; charset=utf-8")
	_, _ = w.Write(page.Bytes()) // a client that has gone away needs no answer
}

// visitInvite notes the visit and collects what the page shows.
func (s *Server) visitInvite(r *http.Request) (inviteView, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	found := s.invitations[r.URL.Path]
	if found == nil {
		return inviteView{}, false
	}
	status, pressed := landingPageOpened, r.Method == http.MethodPost
	if pressed {
		status = widgetOpened
	}
	if r.Method != http.MethodHead {
		s.moveInvite(found.tenant, found.invite, status)
	}
	company := found.template.document["company"].(document)
	view := inviteView{
		Company: company["name"].(string), Logo: company["logoUrl"].(string),
		Linked: found.invite.document["status"] == inviteLinked,
	}
	page := "landingPage"
	if view.Linked {
		page = "successPage"
	}
	texts := found.template.document[page].(document)
	names := found.placeholders()
	view.Header = names.Replace(texts["header"].(string))
	view.Description = names.Replace(texts["description"].(string))
	view.Button = names.Replace(texts["button"].(string))
	if pressed {
		view.Token = s.issueToken(found.tenant, found.invite.user)["accessToken"].(string)
	}
	return view, true
}

// placeholders fills ${firstName} and its like, or {{firstName}}, in the texts of a template.
func (i *invitation) placeholders() *strings.Replacer {
	values := document{"companyName": i.template.document["company"].(document)["name"]}
	for _, name := range []string{"firstName", "lastName", "fullName", "email"} {
		values[name] = i.invite.document[name]
	}
	var pairs []string
	for name, value := range values {
		filled, _ := value.(string)
		pairs = append(pairs, "${"+name+"}", filled, "{{"+name+"}}", filled)
	}
	return strings.NewReplacer(pairs...)
}
