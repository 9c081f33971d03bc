package sandbox

import "strings"

func (v *view) identities() []document {
	identity := document{
		"fullName":           v.fullName,
		"firstName":          text(v.firstName),
		"middleName":         text(v.middleName),
		"lastName":           text(v.lastName),
		"suffix":             text(v.suffix),
		"gender":             v.gender,
		"dob":                v.born,
		"maritalStatus":      v.maritalStatus,
		"countryResidence":   v.country,
		"citizenship":        "Citizen",
		"photoUrl":           "https://cdn.smileapi.io/image/avatar/v20211115191600/" + v.slug() + ".jpg",
		"referenceId":        nil,
		"profileUrl":         nil,
		"latestEmployerName": "",
		"emails":             v.emailsKnown(),
		"phones":             copied(v.phones),
		"socialProfiles":     copied(v.profiles),
		"addresses":          copied(v.addresses),
	}
	if len(v.jobs) > 0 {
		identity["latestEmployerName"] = v.jobs[len(v.jobs)-1].employer
	}
	switch {
	case v.kind() == "GIG":
		identity["referenceId"] = v.slug()
		identity["profileUrl"] = "https://profiles.example/" + v.id() + "/" + v.slug()
	case v.provider["subType"] == "INSURANCE":
		identity["referenceId"] = v.insuranceNumber
	}
	return []document{identity}
}

// emailsKnown are the person's addresses. An employer knows the one that it has given itself.
func (v *view) emailsKnown() []any {
	emails := copied(v.emails)
	for _, item := range emails {
		email := item.(document)
		if v.kind() == "EMPLOYER" && email["type"] == "Work" {
			name, _, _ := strings.Cut(email["address"].(string), "@")
			email["address"] = name + "@" + strings.ReplaceAll(v.id(), "_", "-") + ".example"
		}
	}
	return emails
}
