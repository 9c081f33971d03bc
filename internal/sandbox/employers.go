package sandbox

import (
	"slices"
	"strings"
)

// employer is one that can be looked up: those whom the people work for, and a few more.
type employer struct {
	name, short    string
	number, office string // of the registration, and where it is kept
	registered     string
	// source is where it was found; only offices that register employers vouch for them.
	source                             string
	isicCode, isicSector, psicCode     string
	psicIndustry, line1, city, country string
	contact, position, license         string
}

// The offices that register employers.
const (
	secPhilippines = "sec_ph"
	dtiPhilippines = "dti_ph"
)

var employers = []employer{
	{
		name: "ABC Corporation", short: "ABC", number: "CS201607731", office: secPhilippines, registered: "2009-03-02", source: "SEC",
		isicCode: "ISIC-N", isicSector: "Administrative and Support Service Activities", psicCode: "80100", psicIndustry: "Private security activities",
		line1: "88 Meralco Avenue", city: "Pasig City", country: "PH", contact: "Lourdes Abad", position: "HR Manager", license: "PADPAO-4471",
	},
	{
		name: "CDE Corporation", short: "CDE", number: "CS200312094", office: secPhilippines, registered: "2003-08-19", source: "SEC",
		isicCode: "ISIC-C", isicSector: "Manufacturing", psicCode: "10309", psicIndustry: "Processing and preserving of fruits and vegetables",
		line1: "14 Lapu-Lapu Street", city: "Cebu City", country: "PH", contact: "Ramon Uy", position: "President",
	},
	{
		name: "Mandaue Cold Storage Inc.", short: "Mandaue Cold", number: "1507304", office: dtiPhilippines, registered: "2001-02-10", source: "DTI",
		isicCode: "ISIC-H", isicSector: "Transportation and Storage", psicCode: "52102", psicIndustry: "Cold storage",
		line1: "Ouano Wharf", city: "Mandaue City", country: "PH", contact: "Teresa Ouano", position: "Owner",
	},
	{
		name: "PT Antar Kilat Mitra", short: "Antar Kilat", source: "SERP",
		isicCode: "ISIC-H", isicSector: "Transportation and Storage", line1: "Jl. Gatot Subroto Kav. 21", city: "Jakarta Selatan", country: "ID",
	},
	{
		name: "PT Sinar Gudang Nusantara", short: "Sinar Gudang", source: "Facebook",
		isicCode: "ISIC-H", isicSector: "Transportation and Storage", line1: "Jl. Raya Cakung", city: "Jakarta Timur", country: "ID",
	},
	{
		name: "Straits Meridian Pte Ltd", short: "Straits Meridian", source: "LinkedIn",
		isicCode: "ISIC-K", isicSector: "Financial and Insurance Activities", line1: "6 Raffles Quay", city: "Singapore", country: "SG",
	},
	{
		name: "Kallang Analytics Pte Ltd", short: "Kallang", source: "LinkedIn",
		isicCode: "ISIC-J", isicSector: "Information and Communication", line1: "1 Stadium Place", city: "Singapore", country: "SG",
	},
	{
		name: "Deccan Digital Services Pvt Ltd", short: "Deccan Digital", source: "LinkedIn",
		isicCode: "ISIC-J", isicSector: "Information and Communication", line1: "Outer Ring Road", city: "Bengaluru", country: "IN",
	},
	{
		name: "Kaveri Softworks Pvt Ltd", short: "Kaveri", source: "SERP",
		isicCode: "ISIC-J", isicSector: "Information and Communication", line1: "4 Residency Road", city: "Bengaluru", country: "IN",
	},
	{
		name: "ABC Trading Company", short: "ABC Trading", number: "2210945", office: dtiPhilippines, registered: "2018-06-27", source: "DTI",
		isicCode: "ISIC-G", isicSector: "Wholesale and Retail Trade", psicCode: "46900", psicIndustry: "Non-specialized wholesale trade",
		line1: "7 Juan Luna Street", city: "Manila", country: "PH", contact: "Benito Chua", position: "Owner",
	},
	{
		name: "Bayani Rural Bank Inc.", short: "Bayani Bank", number: "AS094-5512", office: secPhilippines, registered: "1994-11-08", source: "SEC",
		isicCode: "ISIC-K", isicSector: "Financial and Insurance Activities", psicCode: "64193", psicIndustry: "Rural banking",
		line1: "Rizal Street", city: "Lipa City", country: "PH", contact: "Carmela Reyes", position: "Corporate Secretary", license: "BSP-RB-0317",
	},
}

// searchEmployers answers with everyone whose name is like the keyword, the best match first.
func (*Server) searchEmployers(c *call) (any, *Error) {
	type match struct {
		employer employer
		score    int
	}
	var matches []match
	for _, e := range employers {
		if score := e.score(c.query["keyword"]); score > 0 {
			matches = append(matches, match{e, score})
		}
	}
	slices.SortStableFunc(matches, func(a, b match) int { return b.score - a.score })
	found := []document{}
	for _, m := range matches {
		found = append(found, with(m.employer.basics(), document{"matchPercentage": count(m.score)}))
	}
	return found, nil
}

// findEmployer answers with the one of that very name, if there is one.
func (*Server) findEmployer(c *call) (any, *Error) {
	found := []document{}
	for _, e := range employers {
		if strings.EqualFold(e.name, c.query["businessName"]) {
			found = append(found, e.details())
		}
	}
	return found, nil
}

// score is how much of the name a keyword has, by whole words or as a part of it: 100 for the very name, 0 for
// nothing of it.
func (e employer) score(keyword string) int {
	part, whole := letters(keyword), letters(e.name)
	if part == whole {
		return 100
	}
	best := nameScore(keyword, e.name)
	if strings.Contains(whole, part) {
		best = max(best, 100*len(part)/len(whole))
	}
	return min(best, 99)
}

func (e employer) basics() document {
	status := "UNVERIFIED"
	if e.office != "" {
		status = "VERIFIED"
	}
	return document{
		"businessName": e.name, "registrations": e.registrations(), "sources": []string{e.source}, "verificationStatus": status,
	}
}

func (e employer) registrations() []document {
	if e.office == "" {
		return []document{}
	}
	return []document{{"number": e.number, "organization": e.office, "date": e.registered, "scope": "Philippines", "status": "Registered"}}
}

func (e employer) details() document {
	contacts, licenses := []document{}, []document{}
	if e.contact != "" {
		address := strings.ToLower(strings.ReplaceAll(e.contact, " ", ".")) + "@" + letters(e.short) + ".example"
		contacts = append(contacts, document{"contactName": e.contact, "position": e.position, "contactEmail": address, "contactPhone": "+63286415500"})
	}
	if e.license != "" {
		licenses = append(licenses, document{
			"licenseNumber": e.license, "licenseType": "License to Operate", "licenseIssuedDate": e.registered, "licenseStatus": "Active",
		})
	}
	return document{
		"businessName": e.name, "shortName": e.short, "registrations": e.registrations(),
		"isicCode": e.isicCode, "isicSector": e.isicSector, "psicCode": e.psicCode, "psicIndustry": e.psicIndustry,
		"businessAddress": document{
			"fullAddress": e.line1 + ", " + e.city + ", " + e.country, "line1": e.line1, "line2": nil, "city": e.city, "region": nil, "zip": nil,
			"country": e.country, "latitude": nil, "longitude": nil, "type": "Primary", "tags": []any{"Primary", "Work"},
		},
		"contactPersons": contacts, "licenses": licenses,
	}
}
