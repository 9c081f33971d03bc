package sandbox

import (
	"fmt"
	"math/rand/v2"
	"net/mail"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/smileapi/smile-go/internal/contract"
)

// product is one kind of record: what is asked for by a create, found out as the clock goes on, and kept to be
// read. All of them live and end in the same way; the table of products says where they differ.
type product struct {
	// name is that of its collection. Alpha and beta keep their records apart.
	name string
	// list and get are its operations.
	list, get string
	// prefix begins its IDs.
	prefix string
	// inquiries are the operations that create its records.
	inquiries []inquiry
	// standing is how a record says what has come of it; with no code, that it is PROCESSING.
	standing func(code string, now time.Time) document
	// created and ended announce a record; nil for products without events.
	created func(*Server, *tenant, *item)
	ended   func(s *Server, t *tenant, record *item, code string)
}

// inquiry is one operation that creates records.
type inquiry struct {
	operation string
	// mark is what its records say besides.
	mark document
	// defaults are filled into a request that leaves them out or null.
	defaults document
	// mandatory is what the product's description requires, where the contract does not.
	mandatory []string
	phone     phoneForm
	// check finds what is wrong with a request beyond that; nil when there is nothing more to it.
	check func(request document) []string
	// find returns what is known of the subject of a request; nil when nothing is.
	find func(*question) document
	// nothing is what a record says when nothing is known. Its properties are null before the end, and in one
	// that has failed.
	nothing document
}

// question is a request on its way to an answer.
type question struct {
	request document
	// phone is the subject's number in digits; empty when none was stated.
	phone string
	// now is when it was asked.
	now  time.Time
	seed uint64
}

// random makes a source for one topic of a subject. It depends on nothing else of the request, so that a later
// one about the same subject finds the same.
func (q *question) random(subject, topic string) *rand.Rand {
	return newGenerator(q.seed, subject+": "+topic).random()
}

// known finds something for requests that name one of some subjects, by all that is said of the subject here.
func known(find func(*question) document, subjects ...document) func(*question) document {
	return func(q *question) document {
		for _, subject := range subjects {
			if q.names(subject) {
				return find(q)
			}
		}
		return nil
	}
}

// names compares a request with a subject, whose phone is written in digits.
func (q *question) names(subject document) bool {
	for name, wanted := range subject {
		stated := q.request[name]
		if name == "phone" {
			stated = q.phone
		}
		if stated != wanted {
			return false
		}
	}
	return true
}

// How a record can end.
const (
	foundData          = "SUCCESS"
	noData             = "NO_DATA"
	systemError        = "SYSTEM_ERROR"
	serviceUnavailable = "SERVICE_UNAVAILABLE"
)

// The states of a record; the third is failed.
const (
	processing = "PROCESSING"
	completed  = "COMPLETED"
)

var resultMessages = map[string]string{
	foundData:          "Success!",
	noData:             "There is no data about this subject.",
	systemError:        "The request could not be carried out.",
	serviceUnavailable: "The source of the data cannot be reached.",
}

// resultStanding is how most records say what has come of them.
func resultStanding(code string, _ time.Time) document {
	return document{"resultCode": text(code), "resultMessage": text(resultMessages[code])}
}

// named is an item of the open lists of results, whose values are all texts.
func named(name, valueType, value string) document {
	return document{"name": name, "value": value, "valueType": valueType}
}

// withRecords adds the operations of the products.
func withRecords(own map[string]handler) map[string]handler {
	for _, p := range products {
		own[p.list] = func(s *Server, c *call) (any, *Error) { return s.listRecords(c, p) }
		own[p.get] = func(_ *Server, c *call) (any, *Error) { return c.find(c.tenant.records[p.name]) }
		for _, i := range p.inquiries {
			own[i.operation] = func(s *Server, c *call) (any, *Error) { return s.inquire(c, p, i) }
		}
	}
	return own
}

// inquire stores a record and lets the clock bring it to its end.
func (s *Server) inquire(c *call, p product, i inquiry) (any, *Error) {
	if c.body == nil {
		return nil, invalid([]string{"the body is required"})
	}
	request := i.fill(c.body)
	if violations := append(i.violations(request), s.unrepeatable(c.operation, request)...); len(violations) > 0 {
		return nil, invalid(violations)
	}
	t, now := c.tenant, s.clock.Now()
	q := &question{request: request, now: now.UTC(), seed: s.config.Seed}
	if _, number := phoneOf(request); number != "" {
		q.phone = i.phone.digits(number)
	}
	id := t.ids.id(p.prefix)
	stored := with(document{
		"id": id, "createdAt": stamp(now), "status": processing, "requestMeta": request,
	}, i.mark)
	for name := range i.nothing {
		stored[name] = nil
	}
	record := &item{id: id, day: day(now), document: with(stored, p.standing("", now))}
	t.records[p.name].add(record)
	if p.created != nil {
		p.created(s, t, record)
	}
	s.scheduler.soon(s.config.StepDuration, s.locked(func() {
		code, answer := i.answer(q)
		record.document = with(with(record.document, answer), p.standing(code, s.clock.Now()))
		if p.ended != nil {
			p.ended(s, t, record, code)
		}
	}))
	return record.document, nil
}

// unrepeatable is what keeps a request from being the requestMeta of its record, whose schema can be narrower.
func (s *Server) unrepeatable(operation *contract.Operation, request document) []string {
	record := s.contract.Resolve(s.contract.Resolve(operation.Response).Properties["data"])
	return describe(s.contract.Validate(record.Properties["requestMeta"], request))
}

// answer is how a record ends, and what it says then.
func (i inquiry) answer(q *question) (code string, answer document) {
	if code := q.failure(); code != "" {
		return code, document{"status": failed}
	}
	code, answer = foundData, i.find(q)
	if answer == nil {
		code = noData
	}
	return code, with(with(document{"status": completed}, i.nothing), answer)
}

// fill adds the defaults to a request.
func (i inquiry) fill(body document) document {
	request := with(body, nil)
	for name, value := range i.defaults {
		if request[name] == nil {
			request[name] = value
		}
	}
	return request
}

var validCURP = regexp.MustCompile(`^[A-Z]{4}[0-9]{6}[HMX][A-Z]{5}[A-Z0-9][0-9]$`)

// violations is what is wrong with a request that agrees with the contract.
func (i inquiry) violations(request document) []string {
	var violations []string
	for _, name := range i.mandatory {
		if request[name] == nil {
			violations = append(violations, name+" is required")
		}
	}
	if name, number := phoneOf(request); name != "" {
		violations = append(violations, i.phone.check(name, number)...)
	}
	if stated, given := request["emailAddress"].(string); given {
		if address, err := mail.ParseAddress(stated); err != nil || address.Address != stated {
			violations = append(violations, fmt.Sprintf("emailAddress must be an e-mail address: %q", stated))
		}
	}
	if curp, given := request["curp"].(string); given && !validCURP.MatchString(curp) {
		violations = append(violations, fmt.Sprintf("curp must have the form of a CURP, such as DOEJ800101HDFXXX01: %q", curp))
	}
	if i.check != nil {
		violations = append(violations, i.check(request)...)
	}
	return violations
}

func (s *Server) listRecords(c *call, p product) (any, *Error) {
	return s.listAs(c, c.tenant.records[p.name], func(record *item) document {
		for name, wanted := range c.query {
			if filter := recordFilters[name]; filter != nil && !filter(record, wanted) {
				return nil
			}
		}
		return record.document
	})
}

// recordFilters are the filters of records, besides those that all lists have in common.
var recordFilters = map[string]func(record *item, wanted string) bool{
	"verificationId":   hasID,
	"signalId":         hasID,
	"footprintId":      hasID,
	"mawId":            hasID,
	"blacklistId":      hasID,
	"socialSecurityId": hasID,
	"phone":            hasPhone,
	"mobileNumber":     hasPhone,
	"emailAddress": func(record *item, wanted string) bool {
		stated, _ := record.document["requestMeta"].(document)["emailAddress"].(string)
		return strings.EqualFold(stated, wanted)
	},
	"signalType": func(record *item, wanted string) bool { return record.document["signalType"] == wanted },
	"mawType":    func(record *item, wanted string) bool { return record.document["type"] == wanted },
	"type":       func(_ *item, wanted string) bool { return wanted == bankAccount }, // there is no other validation
	"finalMatches": func(record *item, wanted string) bool {
		result, known := record.document["result"].(document)
		return known && strconv.FormatBool(result["finalMatches"] == true) == wanted
	},
}

func hasID(record *item, wanted string) bool { return record.id == wanted }

func hasPhone(record *item, wanted string) bool {
	_, number := phoneOf(record.document["requestMeta"].(document))
	return barePhone(number) == barePhone(wanted)
}
