package sandbox

func (s *Server) listInviteTemplates(c *call) (any, *Error) {
	return s.list(c, c.tenant.inviteTemplates)
}

func (*Server) getInviteTemplate(c *call) (any, *Error) { return c.find(c.tenant.inviteTemplates) }

func (s *Server) createInviteTemplate(c *call) (any, *Error) {
	id := c.tenant.ids.id("tpl")
	template := with(inviteTemplateOf(c.body), document{"id": id})
	c.tenant.inviteTemplates.add(&item{id: id, day: day(s.clock.Now()), document: template})
	return template, nil
}

// updateInviteTemplate changes what the pages of earlier invites say, too. Without a body it changes
// nothing.
func (*Server) updateInviteTemplate(c *call) (any, *Error) {
	template, problem := c.item(c.tenant.inviteTemplates)
	if problem != nil {
		return nil, problem
	}
	template.document = with(template.document, inviteTemplateOf(c.body))
	return template.document, nil
}

// deleteInviteTemplate leaves the invites that were made with the template.
func (*Server) deleteInviteTemplate(c *call) (any, *Error) {
	return nil, c.remove(c.tenant.inviteTemplates)
}

func inviteTemplateOf(body document) document {
	template := document{}
	for _, name := range []string{"name", "company", "email", "landingPage", "successPage"} {
		if value, given := body[name]; given {
			template[name] = value
		}
	}
	return template
}
