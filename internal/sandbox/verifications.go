package sandbox

import (
	"strings"
	"time"
)

// verificationStanding is how a verification says what has come of it: it has no code, and tells the time.
func verificationStanding(code string, now time.Time) document {
	standing := document{"updatedAt": stamp(now), "errorMessage": nil}
	if code == systemError || code == serviceUnavailable {
		standing["errorMessage"] = resultMessages[code]
	}
	return standing
}

func verificationStarted(s *Server, t *tenant, record *item) {
	s.emit(t, "VERIFICATION_STARTED", document{"verificationId": record.id}, nil)
}

func verificationCompleted(s *Server, t *tenant, record *item, code string) {
	s.emit(t, "VERIFICATION_COMPLETED", document{
		"verificationId": record.id, "resultCode": code, "resultMessage": resultMessages[code], "result": record.document["result"],
	}, nil)
}

// verify compares what is stated with each of the people, and keeps the one whom it fits best.
func verify(q *question) document {
	var best *comparison
	for _, p := range people() {
		c := &comparison{person: p}
		c.result = c.compare(q.request)
		if best == nil || c.matched > best.matched {
			best = c
		}
	}
	return document{"result": best.result}
}

// comparison counts how much of what is stated fits a person.
type comparison struct {
	*person
	asked, matched int
	result         document
}

func (c *comparison) compare(request document) document {
	names := document{
		"firstNameMatches":  c.judge(request["firstName"], isName(c.firstName)),
		"middleNameMatches": c.judge(request["middleName"], isName(c.middleName)),
		"lastNameMatches":   c.judge(request["lastName"], isName(c.lastName)),
		"fullNameMatches":   c.judge(request["fullName"], func(name string) bool { return c.nameScore(name) >= sameName }),
	}
	var more any
	if stated, given := request["additionalData"].(document); given {
		more = c.compareMore(stated)
	}
	return document{"names": names, "additionalData": more, "finalMatches": c.asked > 0 && c.matched == c.asked}
}

func (c *comparison) compareMore(stated document) document {
	return document{
		"dobMatches":     c.judge(stated["dob"], func(dob string) bool { return dob == c.born }),
		"genderMatches":  c.judge(stated["gender"], func(gender string) bool { return gender == c.gender }),
		"addressMatches": c.judge(stated["address"], c.livesAt),
		"phoneMatches":   c.comparePhone(stated["phone"]),
		"emailMatches":   c.compareEmail(stated["email"]),
		"ids":            c.compareIDs(stated["ids"]),
	}
}

// judge is null for what is not stated.
func (c *comparison) judge(stated any, fits func(string) bool) any {
	text, _ := stated.(string)
	if text == "" {
		return nil
	}
	c.asked++
	if !fits(text) {
		return false
	}
	c.matched++
	return true
}

// isName compares names as people spell them.
func isName(known string) func(string) bool {
	return func(stated string) bool { return nameScore(stated, known) >= sameName }
}

func (p *person) livesAt(stated string) bool {
	for _, entry := range p.addresses {
		if nameScore(stated, entry.(document)["fullAddress"].(string)) >= sameName {
			return true
		}
	}
	return false
}

// carriers are the networks of the people's mobile numbers.
var carriers = map[string]string{"PH": "Globe Telecom", "ID": "Telkomsel", "SG": "Singtel", "IN": "Bharti Airtel"}

func (c *comparison) comparePhone(stated any) any {
	matches := c.judge(stated, func(number string) bool {
		return contactIn(c.phones, "number", func(known string) bool { return barePhone(known) == barePhone(number) })
	})
	if matches == nil {
		return nil
	}
	contact := document{
		"value": stated, "matches": matches, "disposable": false, "deliverable": nil, "active": matches, "provider": nil, "freeProvider": false,
	}
	if matches == true {
		contact["provider"] = carriers[c.country]
	}
	return contact
}

func (c *comparison) compareEmail(stated any) any {
	matches := c.judge(stated, func(address string) bool {
		return contactIn(c.emails, "address", func(known string) bool { return strings.EqualFold(known, address) })
	})
	if matches == nil {
		return nil
	}
	_, domain, _ := strings.Cut(strings.ToLower(stated.(string)), "@")
	return document{
		"value": stated, "matches": matches, "disposable": domain == "mailinator.com", "deliverable": matches, "active": matches,
		"provider": domain, "freeProvider": domain == "gmail.com" || domain == "yahoo.com" || domain == "outlook.com",
	}
}

func contactIn(contacts []any, property string, wanted func(string) bool) bool {
	for _, contact := range contacts {
		if wanted(contact.(document)[property].(string)) {
			return true
		}
	}
	return false
}

// compareIDs looks for each number among the person's papers, whatever its type.
func (c *comparison) compareIDs(stated any) any {
	ids, given := stated.([]any)
	if !given {
		return nil
	}
	compared := []document{}
	for _, entry := range ids {
		id := entry.(document)
		compared = append(compared, document{
			"idType": id["idType"], "idSubtype": id["idSubType"], "idNumber": id["idNumber"], "matches": c.judge(id["idNumber"], c.hasPaper) == true,
		})
	}
	return compared
}

func (p *person) hasPaper(number string) bool {
	if letters(number) == letters(p.insuranceNumber) {
		return true
	}
	for _, paper := range p.papers {
		if letters(number) == letters(paper.number) {
			return true
		}
	}
	return false
}
