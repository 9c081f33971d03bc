package preview_test

import (
	"fmt"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-querystring/query"
	"github.com/smileapi/smile-go/preview"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestPhone(t *testing.T) {
	t.Parallel()
	const hash = "48f6f08952f9e224c2e876a51f6ab20e" // of 639559991234
	for _, test := range []struct {
		phone             preview.PhoneNumber
		e164, digits, md5 string
		isHash            bool
	}{
		{phone: "+639559991234", e164: "+639559991234", digits: "639559991234", md5: hash},
		{phone: "639559991234", e164: "+639559991234", digits: "639559991234", md5: hash},
		{phone: "+1234567", e164: "+1234567", digits: "1234567", md5: "fcea920f7412b5da7be0cf42b8c93759"},
		{phone: "+123456789012345", e164: "+123456789012345", digits: "123456789012345", md5: "58b9b9268acaef64ac6a80b0543357e6"},
		{phone: hash, md5: hash, isHash: true},
		{phone: preview.PhoneNumber(strings.ToUpper(hash)), md5: strings.ToUpper(hash), isHash: true},
		{phone: ""},
		{phone: "+"},
		{phone: "+123456"},
		{phone: "+1234567890123456"},
		{phone: "09559991234"},
		{phone: "++639559991234"},
		{phone: "+63 955 999 1234"},
		{phone: "+63955999123x"},
		{phone: "٦٣٩٥٥٩٩٩١٢٣٤"},
		{phone: preview.PhoneNumber(hash[1:])},
		{phone: hash + "0"},
		{phone: preview.PhoneNumber("g" + hash[1:])},
	} {
		t.Run(string(test.phone), func(t *testing.T) {
			t.Parallel()
			assert.Equal(t, test.e164, test.phone.E164())
			assert.Equal(t, test.digits, test.phone.Digits())
			assert.Equal(t, test.md5, test.phone.MD5())
			assert.Equal(t, test.isHash, test.phone.IsHash())
		})
	}
}

func TestAPhoneAsAFilter(t *testing.T) {
	t.Parallel()
	type filter struct {
		Phone        preview.PhoneNumber `url:"phone,omitempty"`
		MobileNumber preview.PhoneNumber `url:"mobileNumber,omitempty"`
	}
	for _, test := range []struct {
		phone                     preview.PhoneNumber
		asPhone, withMobileNumber []string
	}{
		{"+639559991234", []string{"+639559991234"}, []string{"639559991234"}},
		{"639559991234", []string{"639559991234"}, []string{"639559991234"}},
		{"0123456789abcdef0123456789abcdef", []string{"0123456789abcdef0123456789abcdef"}, []string{"0123456789abcdef0123456789abcdef"}},
		{"", nil, nil},
	} {
		values, err := query.Values(filter{test.phone, test.phone})
		require.NoError(t, err)
		assert.Equal(t, test.asPhone, values["phone"])
		assert.Equal(t, test.withMobileNumber, values["mobileNumber"])
	}
	values := url.Values{}
	require.NoError(t, preview.PhoneNumber("+").EncodeValues("mobileNumber", &values))
	assert.Empty(t, values, "a filter of nothing is none")
}

func FuzzPhone(f *testing.F) {
	for _, seed := range []string{"", "+", "+639559991234", "639559991234", "0955", "54bfe9b1d1d6fa4a9e7cf10d2bcf15ed", "٦٣٩٥٥٩٩٩", "+1234567\n"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		phone := preview.PhoneNumber(text)
		digits, number := phone.Digits(), phone.E164()
		assert.Equal(t, digits != "", number != "")
		if digits != "" {
			assert.False(t, phone.IsHash())
			assert.Equal(t, "+"+digits, number)
			assert.Equal(t, digits, preview.PhoneNumber(number).Digits())
			assert.Equal(t, number, preview.PhoneNumber(digits).E164())
			assert.Contains(t, []string{text, "+" + text}, number)
			assert.True(t, preview.PhoneNumber(phone.MD5()).IsHash())
		}
		assert.Equal(t, digits != "" || phone.IsHash(), phone.MD5() != "")
		assert.Equal(t, "(phone number)", fmt.Sprintf("%v", phone))
	})
}
