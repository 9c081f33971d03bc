package sandbox

import "fmt"

// socialSecurities are two products, one for each phase.
func socialSecurities(phase, infix, template string, find func(*question) document) product {
	return product{
		name: phase + " social securities", prefix: "ss", standing: resultStanding,
		list: "list-" + infix + "social-securities", get: "get-" + infix + "social-security",
		created: recordCreated, ended: recordCompleted,
		inquiries: []inquiry{
			{
				operation: "create-" + infix + "social-security", phone: numberOrHash, nothing: noResult,
				find: known(find, document{"phone": johnMexico, "templateId": template}),
			},
		},
	}
}

// socialSecurity is that of a person in Mexico, who is whoever the request says.
func socialSecurity(q *question) document {
	random := q.random(q.phone, "social security")
	number := fmt.Sprintf("%011d", random.Int64N(100_000_000_000))
	if stated, _ := q.request["nss"].(string); stated != "" {
		number = stated
	}
	return document{"result": document{
		"fullName": q.request["fullName"], "curp": q.request["curp"], "nss": number,
		"reportDate": day(q.now), "employerName": "Grupo Ferretero del Pacífico SA de CV", "employerRegistration": "E5238841104", "state": "SINALOA",
		"contributionDays": count(365 + random.IntN(2500)), "contributionBaseAmount": money(40000 + 500*random.Int64N(60)).number(), "currency": "MXN",
	}}
}

// paidSocialSecurity also says that the last contribution has been paid.
func paidSocialSecurity(q *question) document {
	result := socialSecurity(q)["result"].(document)
	return document{"result": with(result, document{"payMark": true})}
}

// Records of social security are told of by events.

func recordCreated(s *Server, t *tenant, record *item) {
	s.emit(t, "RECORD_CREATED", aboutRecord(record), nil)
}

func recordCompleted(s *Server, t *tenant, record *item, code string) {
	s.emit(t, "RECORD_COMPLETED", with(aboutRecord(record), document{
		"status": record.document["status"], "resultCode": code, "resultMessage": record.document["resultMessage"],
	}), record.document)
}

func aboutRecord(record *item) document {
	return document{"recordType": "SOCIAL_SECURITY", "recordId": record.id}
}
