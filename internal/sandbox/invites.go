package sandbox

import (
	"crypto/rand"
	"slices"
	"strings"
)

// inviteStatuses stand in the order in which an invite goes through them. It never goes back.
var inviteStatuses = []string{invited, "EMAIL_OPENED", landingPageOpened, widgetOpened, inviteLinked}

const (
	invited           = "INVITED"
	landingPageOpened = "LANDING_PAGE_OPENED"
	widgetOpened      = "WINK_WIDGET_OPENED"
	inviteLinked      = "LINKED"
)

// invitation is what an invite's page is made of. Its template stays when it has been deleted.
type invitation struct {
	tenant           *tenant
	invite, template *item
}

func (s *Server) listInvites(c *call) (any, *Error) { return s.list(c, c.tenant.invites) }

func (*Server) getInvite(c *call) (any, *Error) { return c.find(c.tenant.invites) }

func (s *Server) listInviteLogs(c *call) (any, *Error) {
	invite, problem := c.item(c.tenant.invites)
	if problem != nil {
		return nil, problem
	}
	return s.listAs(c, c.tenant.inviteLogs, func(entry *item) document {
		if entry.source != invite.id {
			return nil
		}
		return entry.document
	})
}

// createInvite makes the user whom it invites. No mail is sent: open the page under its URL.
func (s *Server) createInvite(c *call) (any, *Error) {
	t, now := c.tenant, stamp(s.clock.Now())
	templateID := c.body["templateId"].(string)
	template := t.inviteTemplates.byID[templateID]
	if template == nil {
		return nil, missing("templateId", templateID)
	}
	userID, _ := s.addUser(t, document{})
	id := t.ids.id("iv")
	// Whoever knows the path of the page is taken for the person, so that it must not follow from the seed.
	path := invitesPath + strings.ToLower(rand.Text())
	invite := document{
		"id": id, "userId": userID, "templateId": templateID, "status": invited, "inviteLandingPageUrl": c.base + path,
		"createdAt": now, "updatedAt": now, "invitedAt": now, "linkedAt": nil,
	}
	for _, name := range []string{"email", "fullName", "firstName", "lastName", "winkTemplateId"} {
		if value, given := c.body[name]; given {
			invite[name] = value
		}
	}
	added := &item{id: id, user: userID, day: day(s.clock.Now()), document: invite}
	t.invites.add(added)
	s.invitations[path] = &invitation{tenant: t, invite: added, template: template}
	s.logInvite(t, added)
	s.emit(t, "INVITE_INVITED", aboutInvite(added), nil)
	return invite, nil
}

// moveInvite brings an invite forward to a status, unless it has come as far already.
func (s *Server) moveInvite(t *tenant, invite *item, status string) (moved bool) {
	if slices.Index(inviteStatuses, status) <= slices.Index(inviteStatuses, invite.document["status"].(string)) {
		return false
	}
	invite.document = with(invite.document, document{"status": status, "updatedAt": stamp(s.clock.Now())})
	s.logInvite(t, invite)
	return true
}

func (s *Server) logInvite(t *tenant, invite *item) {
	id := t.ids.id("invl")
	t.inviteLogs.add(&item{id: id, user: invite.user, source: invite.id, document: document{
		"id": id, "inviteId": invite.id, "userId": invite.user, "inviteStatus": invite.document["status"], "createdAt": stamp(s.clock.Now()),
	}})
}

// invitesLinked follows from a user's account that has been connected.
func (s *Server) invitesLinked(t *tenant, userID string) {
	for _, invite := range t.invites.items {
		if invite.user == userID && s.moveInvite(t, invite, inviteLinked) {
			invite.document = with(invite.document, document{"linkedAt": stamp(s.clock.Now())})
			s.emit(t, "INVITE_LINKED", aboutInvite(invite), nil)
		}
	}
}

func aboutInvite(invite *item) document {
	return document{"userId": invite.user, "inviteId": invite.id}
}
