package userdata_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/smileapi/smile-go/userdata"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func listOf(n int, element string) string {
	return "[" + strings.Repeat(element+",", n-1) + element + "]"
}

const (
	employment  = `{"id":"tx-00001","employer":"Foods Incorporated","jobTitle":"Driver","status":"ACTIVE","startDate":"2021-04-21"}`
	transaction = `{"id":"tx-00001","date":"2021-04-21","amount":12.50,"currency":"PHP","referenceId":"ref-1","description":"ride"}`
)

// Long documents of ordinary values are read, whatever stands beside them.
func TestLongDocuments(t *testing.T) {
	t.Parallel()
	const flaw = `"identity":{"id":{}},`
	entries := object(400_000, func(i int) string { return fmt.Sprintf("key%05d", i) }, `"value"`)
	for name, test := range map[string]struct {
		document string
		into     any
		unread   int
	}{
		"employments":           {`{"employments":` + listOf(20_000, employment) + `}`, new(userdata.AccountPayload), 0},
		"transactions":          {`{"transactions":` + listOf(150_000, transaction) + `}`, new(userdata.AccountPayload), 0},
		"beside a flaw":         {`{` + flaw + `"employments":` + listOf(20_000, employment) + `}`, new(userdata.AccountPayload), 1},
		"escapes beside a flaw": {`{` + flaw + `"employments":` + listOf(1200, `{"id":"e0001","employer":"Jos\u00e9","title":"Ni\u00f1a","status":"a\/b"}`) + `}`, new(userdata.AccountPayload), 1},
		"a flaw in each":        {`{"transactions":` + listOf(3000, strings.Replace(transaction, "12.50", `"about"`, 1)) + `}`, new(userdata.AccountPayload), 3000},
		"an object in each":     {`{"transactions":` + listOf(3000, strings.Replace(transaction, "12.50", `{"x":1}`, 1)) + `}`, new(userdata.AccountPayload), 3000},

		"any beside a flaw": {`{"n":"x","extra":` + entries + `}`, &struct {
			N     int
			Extra map[string]any
		}{}, 1},
		"strings beside a flaw": {`{"n":"x","extra":` + entries + `}`, &struct {
			N     int
			Extra map[string]string
		}{}, 1},
		"items beside a flaw": {`{"n":"x","items":` + listOf(20_000, `{"name":"a","value":"12","valueType":"NUMBER"}`) + `}`, &struct {
			N     int
			Items userdata.Items
		}{}, 1},
		"booleans in any": {`{"n":"x","extra":` + listOf(3000, `{"a":"b"}`) + `}`, &struct {
			N     int
			Extra []any
		}{}, 1},
		"one byte without UTF-8": {`{"child":{"child":{"child":{"kind":"` + strings.Repeat("a", 2<<20) + `"}}},"other":"` + "\xff" + `"}`, new(score), 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			unread, err := userdata.Unmarshal([]byte(test.document), test.into)
			require.NoError(t, err)
			assert.Len(t, unread, test.unread)
		})
	}
}

// FuzzTextBesideAFlaw reads strings as encoding/json does, however they are escaped.
func FuzzTextBesideAFlaw(f *testing.F) {
	for _, text := range []string{`Jos\u00e9`, `\"\\\/\b\f\n\r\t`, `\ud83d\ude00`, `\ud83d`, `\ud83dx`, `\ud83d\n`, `\ud83d\u0041`, `\ude00\ud83d`, `\uD83D\uDE00\u00e9`, "\xff\\n\xc3", `\\u0041`, "é\u2028"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		var want, got struct {
			Text string
			N    int
		}
		if json.Unmarshal([]byte(`"`+text+`"`), &want.Text) != nil {
			return
		}
		unread, err := userdata.Unmarshal([]byte(`{"text":"`+text+`","n":"x"}`), &got)
		require.NoError(t, err)
		assert.Equal(t, `n="x"`, describe(unread))
		assert.Equal(t, want, got)
	})
}

// An option of the tag holds beside a flaw too.
func TestQuotedBesideAFlaw(t *testing.T) {
	t.Parallel()
	type quoted struct {
		N    int64    `json:"n,string"`
		P    *uint8   `json:"p,string"`
		F    float64  `json:"f,string"`
		B    bool     `json:"b,string"`
		S    string   `json:"s,string"`
		None *int     `json:"none,string"`
		Flaw struct{} `json:"flaw"`
	}
	var want, got quoted
	require.NoError(t, json.Unmarshal([]byte(`{"n":"123","p":"7","f":"0.5","b":"true","s":"\"a\\u00e9\"","none":null}`), &want))
	unread, err := userdata.Unmarshal([]byte(`{"n":"123","p":"7","f":"0.5","b":"true","s":"\"a\\u00e9\"","none":null,"flaw":1}`), &got)
	require.NoError(t, err)
	assert.Equal(t, "flaw=1", describe(unread))
	assert.Equal(t, want, got)
	unread, err = userdata.Unmarshal([]byte(`{"n":"","p":"300","f":"x","b":" true","s":"a","none":"{}","flaw":{}}`), new(quoted))
	require.NoError(t, err)
	assert.Equal(t, `n=""; p="300"; f="x"; b=" true"; s="a"; none="{}"`, describe(unread))
}

type (
	// Common is embedded twice at one depth, so that no field has its names.
	Common struct{ X int }
	// Left embeds Common.
	Left struct{ Common }
	// Right embeds Common.
	Right struct{ Common }
)

func TestEmbeddedTwice(t *testing.T) {
	t.Parallel()
	var into struct {
		Left
		Right
		N int
	}
	for _, document := range []string{`{"X":1,"x":2}`, `{"X":"word"}`, `{"X":1,"x":2,"N":"3"}`} {
		unread, err := userdata.Unmarshal([]byte(document), &into)
		require.NoError(t, err, document)
		assert.Empty(t, unread, document)
		assert.Zero(t, into.Left, document)
		assert.Zero(t, into.Right, document)
	}
}

// In an array null stands for the zero value, as in encoding/json.
func TestNullInAnArray(t *testing.T) {
	t.Parallel()
	for _, document := range []string{`{"pair":[1,null]}`, `{"pair":[1,null],"whole":"3"}`} {
		var into probe
		unread, err := userdata.Unmarshal([]byte(document), &into)
		require.NoError(t, err)
		assert.Empty(t, unread)
		assert.Equal(t, [2]int{1, 0}, into.Pair)
	}
}

// chain is a list of one where an object is wanted, at every level.
type chain struct {
	Next  *chain
	Whole int
	More  string
}

// What would be gone over again at each level of many is refused.
func TestDeepListsOfOne(t *testing.T) {
	t.Parallel()
	document := strings.Repeat(`{"next":[`, 400) + `{"whole":"3","more":"` + strings.Repeat("a", 100_000) + `"}` + strings.Repeat(`]}`, 400)
	_, err := userdata.Unmarshal([]byte(document), new(chain))
	require.ErrorContains(t, err, "too many values")
	document = strings.Replace(document, strings.Repeat("a", 100_000), "a", 1)
	unread, err := userdata.Unmarshal([]byte(document), new(chain))
	require.NoError(t, err)
	assert.Empty(t, unread)
}

func TestFiguresOfNoObject(t *testing.T) {
	t.Parallel()
	for _, figures := range []userdata.Figures{"null", `{"a"`, `{"a":`, `{"b":[1,"a`, `{"b" 1}`, "{", "[", `"a"`, "1", " "} {
		assert.Zero(t, figures.Absence("a"), "%q", figures)
	}
	assert.Equal(t, userdata.AbsentNoData, userdata.Figures(`{"b":1,"a":-999}`).Absence("a"))
}

// fixed decodes itself, so that nobody can tell which names it takes for the same.
type fixed struct{ fields struct{ Items []string } }

func (f *fixed) UnmarshalJSON(data []byte) error { return json.Unmarshal(data, &f.fields) }

func TestNamesThatDifferInCase(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"items", "ITems", `I\u0054ems`, `i\u0054ems`, "Itemſ", "itemſ", `Item\u017f`} {
		_, err := userdata.Unmarshal([]byte(`{"items":["a"],"`+name+`":["b"]}`), new(fixed))
		require.ErrorContains(t, err, "the same meaning", name)
	}
	_, err := userdata.Unmarshal([]byte(`{"items":["a"],"Itemé":["b"],"\u0049tem":["c"]}`), new(fixed))
	require.NoError(t, err)
}
