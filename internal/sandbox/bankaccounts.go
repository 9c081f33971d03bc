package sandbox

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

const bankAccount = "BankAccount"

// bankAccounts are the accounts that the sandbox knows of the people, by their account number or IBAN.
var bankAccounts = []struct{ number, country, holder string }{
	{"0123456789", "PH", "George"},
	{"AT610904300234573201", "PH", "George"},
	{"1270045518820", "ID", "Ryan"},
	{"0721184436", "SG", "Christina"},
	{"50100288417369", "IN", "Anisha"},
}

var validIBAN = regexp.MustCompile(`^[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}$`)

// checkBankAccount is what the contract cannot say: which fields can stand for each other.
func checkBankAccount(request document) []string {
	iban, bic := bankCode(request, "iban"), bankCode(request, "bic")
	var violations []string
	if iban == "" && bankCode(request, "accountNumber") == "" {
		violations = append(violations, "iban or accountNumber is required")
	}
	if bankCode(request, "countryCode") == "" && bic == "" {
		violations = append(violations, "countryCode or bic is required")
	}
	if bic != "" && len(bic) != 8 && len(bic) != 11 {
		violations = append(violations, fmt.Sprintf("bic must have 8 or 11 characters: %q", bic))
	}
	if iban != "" && !validIBAN.MatchString(iban) {
		violations = append(violations, fmt.Sprintf("iban must begin with a country and two digits: %q", iban))
	}
	return violations
}

// bankCode is a property of a request without the spaces that such codes are written with, in capitals.
func bankCode(request document, name string) string {
	value, _ := request[name].(string)
	return strings.ToUpper(strings.ReplaceAll(value, " ", ""))
}

// matchBankAccount says how well the name fits the holder of a known account.
func matchBankAccount(q *question) document {
	country := bankCode(q.request, "countryCode")
	if country == "" {
		country = bankCode(q.request, "bic")[4:6]
	}
	name, _ := q.request["name"].(string)
	for _, account := range bankAccounts {
		for _, field := range []string{"iban", "accountNumber"} {
			number, _ := q.request[field].(string)
			if account.country == country && strings.EqualFold(letters(number), letters(account.number)) {
				score := findPerson(account.holder).nameScore(name)
				return document{"result": document{
					"type": bankAccount, "matchScore": count(score), "matchScoreDescription": matchDescription(score),
				}}
			}
		}
	}
	return nil
}

func matchDescription(score int) string {
	switch {
	case score >= 80:
		return "Strong Match"
	case score >= 40:
		return "Partial Match"
	}
	return "Weak Match"
}

// nameScore is how well a name fits any spelling of the person's own, from 0 to 100.
func (p *person) nameScore(name string) int {
	var scores []int
	for _, spelling := range []string{p.fullName, p.firstName + " " + p.lastName, p.userName} {
		scores = append(scores, nameScore(name, spelling))
	}
	return slices.Max(scores)
}
