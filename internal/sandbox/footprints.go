package sandbox

import (
	"slices"
	"strconv"
	"strings"
)

// footprint tells of the addresses that a template asks for, as far as they are known.
func footprint(q *question) document {
	address, _ := q.request["emailAddress"].(string)
	inPhilippines := q.request["countryCode"] == "PH"
	knownAddress := inPhilippines && strings.EqualFold(address, georgeEmail)
	knownNumber := inPhilippines && q.phone == georgePhone
	email := q.footprintOf("email.registered", "email", georgeEmail, "Smile API")
	mobile := q.footprintOf("mobile.valid", "mobile", georgePhone, carriers["PH"])
	switch template, _ := q.request["templateId"].(string); {
	case template == "tpl-score-footprint" && knownAddress && knownNumber:
		score := strconv.Itoa(q.random(georgeEmail, "fraud score").IntN(101))
		return document{"items": slices.Concat(email, mobile, []document{named("analysis.fraudScore", "NUMBER", score)})}
	case slices.Contains([]string{"tpl-mobile-footprint", "tpl-ftp005002"}, template) && knownNumber:
		return document{"items": mobile}
	case slices.Contains([]string{"tpl-email-footprint", "tpl-ftp005001", "footprintTpl-61e10d070e07a4ea96e9430668d4bb9f"}, template) && knownAddress:
		return document{"items": email}
	}
	return nil
}

func (q *question) footprintOf(exists, prefix, subject, company string) []document {
	age := q.random(subject, "age of the footprint").IntN(2000)
	created := day(monthIn(2012, 3).first().AddDate(0, 0, age)) + "T09:30:24Z"
	return []document{
		named(exists, "BOOLEAN", "true"), named(prefix+".creationTime", "STRING", created), named(prefix+".companyName", "STRING", company),
	}
}
