package sandbox

func (s *Server) listConsentTemplates(c *call) (any, *Error) {
	return s.list(c, c.tenant.consentTemplates)
}

func (s *Server) createConsentTemplate(c *call) (any, *Error) {
	now := s.clock.Now()
	id := c.tenant.ids.id("ct")
	template := document{"id": id, "createdAt": stamp(now)}
	for _, name := range []string{"title", "version", "consentType", "consentMethod", "consentText"} {
		if value, given := c.body[name]; given {
			template[name] = value
		}
	}
	c.tenant.consentTemplates.add(&item{id: id, day: day(now), document: template})
	return template, nil
}

func (*Server) deleteConsentTemplate(c *call) (any, *Error) {
	return nil, c.remove(c.tenant.consentTemplates)
}
