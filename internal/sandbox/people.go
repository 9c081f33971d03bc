package sandbox

import (
	"strings"
	"time"
)

// person is one of the published sandbox people with the whole story of their work. The story is told
// in calendar dates and is long enough for any clock since 2021; what a provider shows of it is cut
// at the clock's now, so that a later sync adds to an earlier one and changes nothing in it.
type person struct {
	userName, email, phone, password, mfaCode string

	firstName, middleName, lastName, suffix string
	fullName                                string
	gender, maritalStatus, born             string
	country, currency, insuranceNumber      string
	emails, phones, profiles, addresses     []any

	career []job // oldest first, without overlap
	pay    payRules
	gig    gigWork
	papers []paper
	loans  []loanPlan
}

// job is one position. It begins on the first day of a month and ends on the last.
type job struct {
	employer, employerNumber, employeeNumber string
	title, department, work, description     string
	status                                   string
	from, to                                 month // to is zero while it lasts
	salary                                   money // a month, in the first calendar year
	raise                                    int   // percent, every January after
}

// independent is the status of a position without an employer's wage.
const independent = "Independent Contractor"

// payRules turn a month's salary into pay and social security. Rates are in thousandths and stay the
// same over the years.
type payRules struct {
	step      money // salaries are whole multiples of it
	allowance int64 // of the salary
	overtime  int64 // of the salary, the most in one month
	tax       int64 // of the gross; 0 where employers withhold none
	insured   money // the ceiling of the insured salary
	rate      int64 // social security contribution, both shares, of the insured salary
	share     int64 // the employee's share of it, of the insured salary
	bonus     int64 // of the salary, each March; 0 for none
}

// gigWork describes what a person does on gig platforms.
type gigWork struct {
	since   month
	gross   money // a month on average, in the first calendar year
	payouts int   // a month on average
	step    money // payouts are whole multiples of it
	rating  money // out of 5
}

// paper is a document that is renewed when it expires.
type paper struct {
	name, kind, number string
	issued             string // the first time; empty when it states no dates
	years              int    // of validity; 0 for ever
	status, remarks    any
}

// loanPlan is a loan that the person takes again as soon as its term is over.
type loanPlan struct {
	kind, prefix string
	since        month
	term         int // monthly instalments
	salaries     int // the loan is that many tenths of a month's salary
	late         int // instalments the person is behind
}

func (p *person) slug() string { return strings.ToLower(p.userName) }

// salaryIn returns the person's salary in a month, and false when they had no job.
func (p *person) salaryIn(m month) (money, bool) {
	for _, j := range p.career {
		if j.from <= m && (j.to == 0 || m <= j.to) {
			return j.salaryIn(m, p.pay.step), true
		}
	}
	return 0, false
}

func (j job) salaryIn(m month, step money) money {
	salary := j.salary
	for year := j.from.year(); year < m.year(); year++ {
		salary = (salary * money(100+j.raise) / 100).floor(step)
	}
	return salary
}

// findPerson returns the person who logs in with a user name, an e-mail address or a phone number.
func findPerson(login string) *person {
	login = strings.TrimSpace(login)
	for _, p := range people() {
		for _, known := range []string{p.userName, p.email, p.phone} {
			if strings.EqualFold(login, known) {
				return p
			}
		}
	}
	return nil
}

// people returns the published people. They are shared and must not be changed.
func people() []*person { return published }

var published = []*person{
	{
		userName: "George", email: "gpalomero1234@smileapi.io", phone: "+639559991234", password: "123456", mfaCode: "1234",
		firstName: "George", middleName: "Cimafranca", lastName: "Palomero", suffix: "Jr", fullName: "George Cimafranca Palomero, Jr",
		gender: "Male", maritalStatus: "Married", born: "1970-08-24",
		country: "PH", currency: "PHP", insuranceNumber: "3300000008",
		emails: []any{
			document{"address": "gpalomero1234@smileapi.io", "type": "Primary"},
			document{"address": "george.palomero@abccorp.example", "type": "Work"},
		},
		phones: []any{
			document{"number": "+639559991234", "type": "Mobile"},
			document{"number": "+63286415570", "type": "Fixed"},
		},
		profiles: []any{
			document{"socialUrl": "https://www.facebook.com/gpalomero", "type": "Facebook"},
		},
		addresses: []any{
			document{
				"fullAddress": "12 Maybunga St, Barangay Paraiso, Pasig City, NCR, 1600, PH", "line1": "12 Maybunga St", "line2": "Barangay Paraiso",
				"city": "Pasig City", "region": "NCR", "zip": "1600", "country": "PH", "latitude": "14.573454", "longitude": "121.085042",
				"type": "Primary", "tags": []any{"Primary", "Home", "Mailing"},
			},
			document{
				"fullAddress": "Purok 3, Barangay Poblacion, Carcar City, Cebu, 6019, PH", "line1": "Purok 3", "line2": "Barangay Poblacion",
				"city": "Carcar City", "region": "Cebu", "zip": "6019", "country": "PH", "latitude": nil, "longitude": nil,
				"type": "Secondary", "tags": []any{"Permanent"},
			},
		},
		career: []job{
			{
				employer: "Mandaue Cold Storage Inc.", employerNumber: "ER-118204", employeeNumber: "0457", title: "Warehouse Guard", work: "Security",
				status: "Contractual", from: monthIn(2006, time.May), to: monthIn(2011, time.July), salary: 740000, raise: 3,
			},
			{
				employer: "CDE Corporation", employerNumber: "ER-98765", employeeNumber: "CDE-98765", title: "Security Guard", work: "Security",
				status: "Permanent", from: monthIn(2011, time.September), to: monthIn(2015, time.December), salary: 980000, raise: 3,
			},
			{
				employer: "ABC Corporation", employerNumber: "ER-654321", employeeNumber: "EMP-123456", title: "Security Guard", work: "Security",
				department: "Facilities", description: "Gate and perimeter duty on rotating shifts, visitor register, incident reports.",
				status: "Permanent", from: monthIn(2016, time.February), to: monthIn(2021, time.February), salary: 1420000, raise: 4,
			},
			{
				employer: "ABC Corporation", employerNumber: "ER-654321", employeeNumber: "EMP-123456", title: "Senior Security Guard", work: "Security",
				department: "Facilities", description: "Leads a shift of six guards, plans the roster, liaises with the local police.",
				status: "Permanent", from: monthIn(2021, time.March), salary: 2150000, raise: 4,
			},
		},
		pay: payRules{step: 5000, allowance: 80, overtime: 100, tax: 50, insured: 3500000, rate: 150, share: 50},
		gig: gigWork{since: monthIn(2018, time.June), gross: 480000, payouts: 4, step: 500, rating: 472},
		loans: []loanPlan{
			{kind: "Salary Loan", prefix: "SL", since: monthIn(2017, time.April), term: 24, salaries: 20},
			{kind: "Calamity Loan", prefix: "CL", since: monthIn(2018, time.October), term: 36, salaries: 10, late: 1},
		},
		papers: []paper{
			{name: "UMID", kind: "IDENTIFICATION", number: "0026-1215160-9"},
			{name: "Driver's License", kind: "IDENTIFICATION", number: "N04-91-018824", issued: "2014-08-24", years: 5},
			{name: "Philippine Passport", kind: "IDENTIFICATION", number: "P4471902B", issued: "2011-03-15", years: 10},
			{name: "NBI Clearance", kind: "CLEARANCE", number: "P082QTLR41-BJ9021877", issued: "2016-01-12", years: 1, status: "VALID", remarks: "NO RECORD ON FILE"},
			{name: "License to Exercise Security Profession", kind: "CERTIFICATE", number: "SG-2011-0348821", issued: "2011-08-01", years: 3},
			{name: "First Aid and Basic Life Support", kind: "CERTIFICATE", number: "FA-55102", issued: "2017-06-09", years: 2},
		},
	},
	{
		userName: "Ryan", email: "ryan1234@smileapi.io", phone: "+628119994321", password: "654321", mfaCode: "1234",
		firstName: "Ryan", lastName: "Lestari", fullName: "Ryan Lestari",
		gender: "Male", maritalStatus: "Single", born: "1995-06-24",
		country: "ID", currency: "IDR", insuranceNumber: "17042208815",
		emails: []any{
			document{"address": "ryan1234@smileapi.io", "type": "Primary"},
		},
		phones: []any{
			document{"number": "+628119994321", "type": "Mobile"},
			document{"number": "+622142881907", "type": "Fixed"},
		},
		profiles: []any{
			document{"socialUrl": "https://www.facebook.com/ryan.lestari.jkt", "type": "Facebook"},
			document{"socialUrl": "https://www.twitter.com/ryanlestari", "type": "Twitter"},
		},
		addresses: []any{
			document{
				"fullAddress": "Jl. Cempaka Putih Tengah XXVII No. 14, RT 05/RW 07, Jakarta Pusat, DKI Jakarta, 10510, ID",
				"line1":       "Jl. Cempaka Putih Tengah XXVII No. 14", "line2": "RT 05/RW 07",
				"city": "Jakarta Pusat", "region": "DKI Jakarta", "zip": "10510", "country": "ID", "latitude": "-6.177218", "longitude": "106.870415",
				"type": "Primary", "tags": []any{"Primary", "Home", "Permanent"},
			},
		},
		career: []job{
			{
				employer: "PT Sinar Gudang Nusantara", employerNumber: "JKT-0188213", employeeNumber: "SGN-2217", title: "Warehouse Clerk", department: "Inbound",
				work: "Warehousing", status: "Contract", from: monthIn(2014, time.August), to: monthIn(2017, time.December), salary: 310000000, raise: 6,
			},
			{
				employer: "PT Antar Kilat Mitra", employerNumber: "JKT-0420771", employeeNumber: "MITRA-80613", title: "Delivery Partner",
				work: "Delivery", description: "Parcel and food delivery by motorcycle in central Jakarta, paid by the job; the salary is the declared income.",
				status: independent, from: monthIn(2018, time.March), salary: 420000000, raise: 4,
			},
		},
		pay: payRules{step: 5000000, allowance: 0, overtime: 120, tax: 20, insured: 1000000000, rate: 57, share: 20},
		gig: gigWork{since: monthIn(2018, time.March), gross: 640000000, payouts: 11, step: 50000, rating: 487},
		papers: []paper{
			{name: "Kartu Tanda Penduduk", kind: "IDENTIFICATION", number: "3171052406950003", issued: "2012-07-02"},
			{name: "Surat Izin Mengemudi C", kind: "IDENTIFICATION", number: "950612170448", issued: "2013-02-11", years: 5},
			{name: "NPWP", kind: "IDENTIFICATION", number: "83.214.905.7-024.000", issued: "2014-09-08"},
			{name: "Surat Keterangan Catatan Kepolisian", kind: "CLEARANCE", number: "SKCK/YANMAS/48213", issued: "2018-02-20", years: 1},
			{name: "Safety Riding Certificate", kind: "CERTIFICATE", number: "SR-18-20943", issued: "2018-03-05", years: 3},
		},
	},
	{
		userName: "Christina", email: "christina4321@smileapi.io", phone: "+6599996789", password: "YGUS1", mfaCode: "1234",
		firstName: "Christina", lastName: "Tan", fullName: "Christina Tan",
		gender: "Female", maritalStatus: "Single", born: "1997-02-12",
		country: "SG", currency: "SGD", insuranceNumber: "S9704412H",
		emails: []any{
			document{"address": "christina4321@smileapi.io", "type": "Primary"},
			document{"address": "christina.tan@straitsmeridian.example", "type": "Work"},
		},
		phones: []any{
			document{"number": "+6599996789", "type": "Mobile"},
		},
		profiles: []any{
			document{"socialUrl": "https://www.linkedin.com/in/christina-tan-sg", "type": "LinkedIn"},
		},
		addresses: []any{
			document{
				"fullAddress": "Blk 412 Ang Mo Kio Avenue 10, #08-1127, Singapore 560412, SG", "line1": "Blk 412 Ang Mo Kio Avenue 10", "line2": "#08-1127",
				"city": "Singapore", "region": "North-East", "zip": "560412", "country": "SG", "latitude": "1.362512", "longitude": "103.854210",
				"type": "Primary", "tags": []any{"Primary", "Home", "Mailing"},
			},
		},
		career: []job{
			{
				employer: "Kallang Analytics Pte Ltd", employerNumber: "201433871K", employeeNumber: "T-0091", title: "Data Analyst Intern", department: "Analytics",
				work: "Data analysis", status: "Internship", from: monthIn(2017, time.May), to: monthIn(2017, time.August), salary: 120000,
			},
			{
				employer: "Straits Meridian Pte Ltd", employerNumber: "200801922M", employeeNumber: "SM-1846", title: "Analyst", department: "Risk",
				work: "Credit risk analysis", status: "Permanent", from: monthIn(2018, time.July), to: monthIn(2021, time.June), salary: 420000, raise: 5,
			},
			{
				employer: "Straits Meridian Pte Ltd", employerNumber: "200801922M", employeeNumber: "SM-1846", title: "Senior Analyst", department: "Risk",
				work: "Credit risk analysis", description: "Owns the retail scorecards and the monthly portfolio report.",
				status: "Permanent", from: monthIn(2021, time.July), salary: 580000, raise: 4,
			},
		},
		pay: payRules{step: 1000, allowance: 30, insured: 740000, rate: 370, share: 200, bonus: 1800},
		gig: gigWork{since: monthIn(2018, time.October), gross: 38000, payouts: 3, step: 100, rating: 494},
		papers: []paper{
			{name: "NRIC", kind: "IDENTIFICATION", number: "S9704412H", issued: "2012-02-12"},
			{name: "Singapore Passport", kind: "IDENTIFICATION", number: "K2044918E", issued: "2013-11-04", years: 10},
			{name: "Driving Licence", kind: "IDENTIFICATION", number: "S9704412H", issued: "2018-01-17"},
			{name: "Bachelor of Science in Statistics", kind: "CERTIFICATE", number: "NUS-2018-20417", issued: "2018-06-25"},
			{name: "Financial Risk Manager", kind: "CERTIFICATE", number: "FRM-118402", issued: "2020-08-14", years: 2},
		},
	},
	{
		userName: "Anisha", email: "anisha98765@smileapi.io", phone: "+919511198765", password: "123456", mfaCode: "1234",
		firstName: "Anisha", lastName: "Bhatia", fullName: "Anisha Bhatia",
		gender: "Female", maritalStatus: "Married", born: "1992-11-03",
		country: "IN", currency: "INR", insuranceNumber: "100904418275",
		emails: []any{
			document{"address": "anisha98765@smileapi.io", "type": "Primary"},
			document{"address": "anisha.bhatia@deccandigital.example", "type": "Work"},
		},
		phones: []any{
			document{"number": "+919511198765", "type": "Mobile"},
			document{"number": "+918025534410", "type": "Fixed"},
		},
		profiles: []any{
			document{"socialUrl": "https://www.linkedin.com/in/anishabhatia-qa", "type": "LinkedIn"},
			document{"socialUrl": "https://dribbble.com/anishabhatia", "type": "Others"},
		},
		addresses: []any{
			document{
				"fullAddress": "B-204 Shanti Residency, 14th Cross, Indiranagar, Bengaluru, Karnataka, 560038, IN", "line1": "B-204 Shanti Residency",
				"line2": "14th Cross, Indiranagar", "city": "Bengaluru", "region": "Karnataka", "zip": "560038", "country": "IN",
				"latitude": "12.971891", "longitude": "77.641151", "type": "Primary", "tags": []any{"Primary", "Home"},
			},
			document{
				"fullAddress": "18 Model Town, Ludhiana, Punjab, 141002, IN", "line1": "18 Model Town", "line2": nil,
				"city": "Ludhiana", "region": "Punjab", "zip": "141002", "country": "IN", "latitude": nil, "longitude": nil,
				"type": "Secondary", "tags": []any{"Permanent"},
			},
		},
		career: []job{
			{
				employer: "Kaveri Softworks Pvt Ltd", employerNumber: "BGBNG0041877", employeeNumber: "KS311", title: "Test Engineer", department: "Quality",
				work: "Software testing", status: "Permanent", from: monthIn(2014, time.July), to: monthIn(2018, time.October), salary: 2800000, raise: 8,
			},
			{
				employer: "Deccan Digital Services Pvt Ltd", employerNumber: "BGBNG1290345", employeeNumber: "DDS-2094", title: "Quality Engineer",
				department: "Engineering", work: "Software testing", status: "Permanent", from: monthIn(2018, time.November), to: monthIn(2022, time.March),
				salary: 6200000, raise: 7,
			},
			{
				employer: "Deccan Digital Services Pvt Ltd", employerNumber: "BGBNG1290345", employeeNumber: "DDS-2094", title: "Lead Quality Engineer",
				department: "Engineering", work: "Software testing", description: "Leads the release tests of the payments team.",
				status: "Permanent", from: monthIn(2022, time.April), salary: 9500000, raise: 6,
			},
		},
		pay: payRules{step: 10000, allowance: 250, tax: 100, insured: 15000000, rate: 240, share: 120},
		gig: gigWork{since: monthIn(2018, time.May), gross: 1800000, payouts: 5, step: 5000, rating: 491},
		papers: []paper{
			{name: "Aadhaar", kind: "IDENTIFICATION", number: "XXXX XXXX 4417", issued: "2013-01-22"},
			{name: "Permanent Account Number", kind: "IDENTIFICATION", number: "BXZPB4417Q", issued: "2013-09-10"},
			{name: "Indian Passport", kind: "IDENTIFICATION", number: "R7730184", issued: "2016-05-19", years: 10},
			{name: "Bachelor of Engineering", kind: "CERTIFICATE", number: "PTU-14-88213", issued: "2014-06-30"},
			{name: "Certified Tester, Advanced Level", kind: "CERTIFICATE", number: "ISTQB-214409", issued: "2019-03-08"},
		},
	},
}
