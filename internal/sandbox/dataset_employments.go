package sandbox

func (v *view) employments() []document {
	var employments []document
	for _, j := range v.jobs {
		employment := document{
			"name":           text(j.work),
			"description":    text(j.description),
			"jobTitle":       text(j.title),
			"department":     text(j.department),
			"employeeNumber": text(j.employeeNumber),
			"employerNumber": text(j.employerNumber),
			"employer":       text(j.employer),
			"status":         text(j.status),
			"startDate":      day(j.from.first()),
			"endDate":        nil,
			"reportedDate":   day((v.until + 1).first()),
		}
		if j.to != 0 {
			employment["endDate"] = day(j.to.last())
			employment["reportedDate"] = day((j.to + 1).first())
		}
		employments = append(employments, employment)
	}
	return reversed(employments)
}
