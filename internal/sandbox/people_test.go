package sandbox

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
)

func TestFindPerson(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ login, name string }{
		{"George", "George Cimafranca Palomero, Jr"},
		{"  gEORGE\n", "George Cimafranca Palomero, Jr"},
		{"gpalomero1234@smileapi.io", "George Cimafranca Palomero, Jr"},
		{"+639559991234", "George Cimafranca Palomero, Jr"},
		{"RYAN1234@smileapi.io", "Ryan Lestari"},
		{" +628119994321", "Ryan Lestari"},
		{"christina", "Christina Tan"},
		{"+6599996789", "Christina Tan"},
		{"anisha98765@smileapi.io", "Anisha Bhatia"},
		{"+919511198765", "Anisha Bhatia"},
		{"", ""},
		{" ", ""},
		{"Geo", ""},
		{"639559991234", ""},
	} {
		t.Run(test.login, func(t *testing.T) {
			t.Parallel()
			found := findPerson(test.login)
			if test.name == "" {
				assert.Nil(t, found)
				return
			}
			if assert.NotNil(t, found) {
				assert.Equal(t, test.name, found.fullName)
			}
		})
	}
}

func TestPublishedCredentials(t *testing.T) {
	t.Parallel()
	got := map[string][2]string{}
	for _, p := range people() {
		got[p.userName] = [2]string{p.password, p.mfaCode}
	}
	assert.Equal(t, map[string][2]string{
		"George": {"123456", "1234"}, "Ryan": {"654321", "1234"}, "Christina": {"YGUS1", "1234"}, "Anisha": {"123456", "1234"},
	}, got)
}

func TestCareersDoNotOverlap(t *testing.T) {
	t.Parallel()
	for _, p := range people() {
		born, err := time.Parse(time.DateOnly, p.born)
		assert.NoError(t, err)
		previous := job{to: monthOf(born) + 18*12}
		for i, j := range p.career {
			assert.Greater(t, j.from, previous.to, "%s at %s", p.userName, j.employer)
			if i < len(p.career)-1 {
				assert.GreaterOrEqual(t, j.to, j.from, "%s at %s", p.userName, j.employer)
			} else {
				assert.Zero(t, j.to, "%s has work today", p.userName)
			}
			assert.Zero(t, j.salary%p.pay.step, "%s at %s", p.userName, j.employer)
			if j.employer == previous.employer {
				assert.Greater(t, j.salary, previous.salaryIn(previous.to, p.pay.step), "%s is promoted", p.userName)
			}
			previous = j
		}
	}
}
