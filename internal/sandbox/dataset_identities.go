package sandbox

import "math/rand/v2"

func (v *view) identities(*rand.Rand) []document {
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
		"emails":             copied(v.emails),
		"phones":             copied(v.phones),
		"socialProfiles":     copied(v.profiles),
		"addresses":          copied(v.addresses),
	}
	if len(v.jobs) > 0 {
		identity["latestEmployerName"] = v.jobs[len(v.jobs)-1].employer
	}
	switch {
	case v.kind() == "GIG":
		id, _ := v.provider["id"].(string)
		identity["referenceId"] = v.slug()
		identity["profileUrl"] = "https://profiles.example/" + id + "/" + v.slug()
	case v.provider["subType"] == "INSURANCE":
		identity["referenceId"] = v.insuranceNumber
	}
	return []document{identity}
}
