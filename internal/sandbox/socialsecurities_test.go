package sandbox_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestSocialSecurities(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	stated := object{"fullName": "Jane Smith", "curp": "SMIT850215MDFXXX02"}
	alpha := w.found(16, stated)["result"].(object)
	assert.Equal(t, []any{"Jane Smith", "SMIT850215MDFXXX02", "MXN", "2026-05-04"}, []any{alpha["fullName"], alpha["curp"], alpha["currency"], alpha["reportDate"]})
	assert.Regexp(t, "^[0-9]{11}$", alpha["nss"])
	assert.Regexp(t, `^[0-9]{3,}\.[0-9]{2}$`, alpha["contributionBaseAmount"].(json.Number).String())
	assert.NotContains(t, alpha, "payMark")

	beta := w.found(17, stated)["result"].(object)
	assert.Equal(t, true, beta["payMark"])
	delete(beta, "payMark")
	assert.Equal(t, alpha, beta, "the same person")
	beta = w.found(17, object{"nss": "12345678901"})["result"].(object)
	assert.Equal(t, "12345678901", beta["nss"], "as stated")
	beta = w.found(17, object{"nss": ""})["result"].(object)
	assert.Equal(t, alpha["nss"], beta["nss"], "none is stated")
}
