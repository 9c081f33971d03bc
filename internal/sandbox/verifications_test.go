package sandbox_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func (w *world) verify(stated object) (result object) {
	w.t.Helper()
	return w.inquire("/v1/alpha/verifications", "/v1/alpha/verifications", changed(stated, nil))["result"].(object)
}

// What is stated is compared with the person whom it fits best; nothing is said of the rest.
func TestVerification(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	names := func(first, middle, last, full any) object {
		return object{"firstNameMatches": first, "middleNameMatches": middle, "lastNameMatches": last, "fullNameMatches": full}
	}
	for _, test := range []struct {
		name   string
		stated object
		names  object
		final  bool
	}{
		{"a whole name", object{"fullName": "George Cimafranca Palomero Jr"}, names(nil, nil, nil, true), true},
		{"a shorter name in another order", object{"fullName": "PALOMERO, George"}, names(nil, nil, nil, true), true},
		{"parts of a name", object{"firstName": "george", "middleName": "Cimafranca", "lastName": "Palomero", "suffix": "Jr"}, names(true, true, true, nil), true},
		{"one part that is another's", object{"firstName": "Christina", "lastName": "Palomero", "middleName": "Cimafranca"}, names(false, true, true, nil), false},
		{"a middle name that the person does not have", object{"firstName": "Ryan", "middleName": "Cimafranca", "lastName": "Lestari"}, names(true, false, true, nil), false},
		{"nobody", object{"fullName": "Jane Roe"}, names(nil, nil, nil, false), false},
		{"nothing", object{}, names(nil, nil, nil, nil), false},
		{"no middle name", object{"firstName": "Ryan", "middleName": nil}, names(true, nil, nil, nil), true},
		{"an empty name", object{"firstName": "", "lastName": "Lestari"}, names(nil, nil, true, nil), true},
	} {
		assert.Equal(t, object{"names": test.names, "finalMatches": test.final, "additionalData": nil}, w.verify(test.stated), test.name)
	}
}

func TestVerificationOfMoreThanAName(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	nothing := object{
		"dobMatches": nil, "genderMatches": nil, "addressMatches": nil, "phoneMatches": nil, "emailMatches": nil, "ids": nil,
	}
	for _, test := range []struct {
		stated  object // of George
		want    object
		matches bool
	}{
		{object{}, object{}, true},
		{object{"dob": "1970-08-24"}, object{"dobMatches": true}, true},
		{object{"dob": "1970-08-25"}, object{"dobMatches": false}, false},
		{object{"gender": "Male"}, object{"genderMatches": true}, true},
		{object{"gender": "Non-binary"}, object{"genderMatches": false}, false},
		{object{"gender": nil}, object{}, true},
		{object{"address": nil, "employer": nil, "employmentStatus": nil}, object{}, true},
		{
			object{"ids": []any{object{"idType": "sss_ph", "idSubType": nil, "idNumber": "33-0000000-8"}}},
			object{"ids": []any{object{"idType": "sss_ph", "idSubtype": nil, "idNumber": "33-0000000-8", "matches": true}}}, true,
		},
		{object{"address": "12 Maybunga Street, Paraiso, Pasig City"}, object{"addressMatches": true}, true},
		{object{"address": "Purok 3, Barangay Poblacion, Carcar City, Cebu"}, object{"addressMatches": true}, true},
		{object{"address": "1 Infinite Loop, Cupertino"}, object{"addressMatches": false}, false},
		{object{"employer": "Nobody & Sons", "employmentStatus": "RETIRED"}, object{}, true},
		{
			object{"phone": "639559991234"},
			object{"phoneMatches": object{
				"value": "639559991234", "matches": true, "disposable": false, "deliverable": nil, "active": true, "provider": "Globe Telecom", "freeProvider": false,
			}}, true,
		},
		{
			object{"phone": "+639170000001"},
			object{"phoneMatches": object{
				"value": "+639170000001", "matches": false, "disposable": false, "deliverable": nil, "active": false, "provider": nil, "freeProvider": false,
			}}, false,
		},
		{
			object{"email": "GPalomero1234@smileapi.io"},
			object{"emailMatches": object{
				"value": "GPalomero1234@smileapi.io", "matches": true, "disposable": false, "deliverable": true, "active": true, "provider": "smileapi.io", "freeProvider": false,
			}}, true,
		},
		{
			object{"email": "george@gmail.com"},
			object{"emailMatches": object{
				"value": "george@gmail.com", "matches": false, "disposable": false, "deliverable": false, "active": false, "provider": "gmail.com", "freeProvider": true,
			}}, false,
		},
		{
			object{"email": "george@Yahoo.com"},
			object{"emailMatches": object{
				"value": "george@Yahoo.com", "matches": false, "disposable": false, "deliverable": false, "active": false, "provider": "yahoo.com", "freeProvider": true,
			}}, false,
		},
		{
			object{"email": "george@outlook.com"},
			object{"emailMatches": object{
				"value": "george@outlook.com", "matches": false, "disposable": false, "deliverable": false, "active": false, "provider": "outlook.com", "freeProvider": true,
			}}, false,
		},
		{
			object{"email": "george@mailinator.com"},
			object{"emailMatches": object{
				"value": "george@mailinator.com", "matches": false, "disposable": true, "deliverable": false, "active": false, "provider": "mailinator.com", "freeProvider": false,
			}}, false,
		},
		{
			object{"ids": []any{
				object{"idType": "sss_ph", "idNumber": "33-0000000-8"},
				object{"idType": "drivers_license_ph", "idSubType": "professional", "idNumber": "n0491018824"},
			}},
			object{"ids": []any{
				object{"idType": "sss_ph", "idSubtype": nil, "idNumber": "33-0000000-8", "matches": true},
				object{"idType": "drivers_license_ph", "idSubtype": "professional", "idNumber": "n0491018824", "matches": true},
			}}, true,
		},
		{
			object{"ids": []any{object{"idType": "tin_ph", "idNumber": "1"}}},
			object{"ids": []any{object{"idType": "tin_ph", "idSubtype": nil, "idNumber": "1", "matches": false}}}, false,
		},
	} {
		result := w.verify(object{"firstName": "George", "lastName": "Palomero", "additionalData": test.stated})
		want := object{}
		for name, value := range nothing {
			want[name] = value
		}
		for name, value := range test.want {
			want[name] = value
		}
		assert.Equal(t, want, result["additionalData"], "%v", test.stated)
		assert.Equal(t, test.matches, result["finalMatches"], "%v", test.stated)
	}
}

func TestVerificationsAreToldOf(t *testing.T) {
	t.Parallel()
	w := newWorld(t, receiver(http.StatusOK))
	w.register("https://x.example", true, "VERIFICATION_STARTED", "VERIFICATION_COMPLETED")
	created := w.ok(http.MethodPost, "/v1/alpha/verifications", encode(t, changed(object{"fullName": "Ryan Lestari"}, nil)))
	assert.Equal(t, created["createdAt"], created["updatedAt"])
	w.settle()
	ended := w.ok(http.MethodGet, "/v1/alpha/verifications/"+created["id"].(string), "")
	assert.Nil(t, ended["errorMessage"])
	assert.Equal(t, object{"verificationId": created["id"]}, lastEvent(t, w, "VERIFICATION_STARTED"))
	assert.Equal(t, object{
		"verificationId": created["id"], "resultCode": "SUCCESS", "resultMessage": "Success!", "result": ended["result"],
	}, lastEvent(t, w, "VERIFICATION_COMPLETED"))

	failed := w.inquire("/v1/alpha/verifications", "/v1/alpha/verifications", changed(object{"lastName": "System Error"}, nil))
	told := lastEvent(t, w, "VERIFICATION_COMPLETED")
	assert.Equal(t, []any{"SYSTEM_ERROR", failed["errorMessage"], nil}, []any{told["resultCode"], told["resultMessage"], told["result"]})
	require.NotEmpty(t, failed["errorMessage"])
	assert.Equal(t, []string{"VERIFICATION_STARTED", "VERIFICATION_COMPLETED", "VERIFICATION_STARTED", "VERIFICATION_COMPLETED"}, w.eventTypes())
	assertEventsFitTheContract(t, w.server.Deliveries())
}
