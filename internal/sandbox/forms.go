package sandbox

// formName is the one form of the sandbox's widget.
const formName = "Personal Information"

func (s *Server) listForms(c *call) (any, *Error) {
	return s.listAs(c, c.tenant.forms, func(form *item) document {
		if site := c.query["winkSiteId"]; site != "" && form.document["winkSiteId"] != site {
			return nil
		}
		return form.document
	})
}

func (*Server) getForm(c *call) (any, *Error) { return c.find(c.tenant.forms) }

// fillForm stores the form that a person fills in with the first account that they link in a session.
func (s *Server) fillForm(t *tenant, userID string, p *person) {
	if len(t.formsOf(userID)) > 0 {
		return
	}
	now := s.clock.Now()
	data := document{
		"firstName": p.firstName, "lastName": p.lastName, "email": p.email, "mobileNumber": p.phone, "dateOfBirth": p.born, "monthlyIncome": nil,
	}
	if salary, employed := p.salaryIn(monthOf(now.UTC())); employed {
		data["monthlyIncome"] = salary.number()
	}
	id := t.ids.id("form")
	t.forms.add(&item{id: id, user: userID, day: day(now), document: document{
		"id": id, "createdAt": stamp(now), "name": formName, "reference": "form_1", "userId": userID, "data": data,
		"winkSiteId":        "ws-" + newGenerator(s.config.Seed, t.key+": wink site").hex(),
		"winkSiteSessionId": t.ids.id("wss"),
	}})
}

// formsOf are the forms of a user's session, as payloads hold them.
func (t *tenant) formsOf(userID string) []document {
	forms := []document{}
	for _, form := range t.forms.items {
		if form.user == userID && form.sequence > t.resets[userID].form {
			forms = append(forms, document{"id": form.id, "name": form.document["name"], "data": form.document["data"]})
		}
	}
	return forms
}
