package userdata_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/smileapi/smile-go/internal/contract"
	"github.com/smileapi/smile-go/userdata"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/assert/yaml"
	"github.com/stretchr/testify/require"
)

type envelope[T any] struct {
	Code      string `json:"code"`
	Message   string `json:"message"`
	RequestID string `json:"requestId"`
	Data      T      `json:"data"`
}

type inner struct {
	Name   string           `json:"name,omitzero"`
	Amount userdata.Decimal `json:"amount,omitzero"`
}

type embedded struct {
	Promoted int  `json:"promoted,omitzero"`
	Text     bool `json:"text,omitzero"` // the outer field hides it
}

// Deep is embedded as a pointer.
type Deep struct {
	Deeper int `json:"deeper,omitzero"`
}

// score decodes itself, and cannot be read when its kind is hopeless.
type score struct {
	Kind   string           `json:"kind,omitzero"`
	Points userdata.Decimal `json:"points,omitzero"`
	Parts  []int            `json:"parts,omitzero"`
	Child  *score           `json:"child,omitzero"`
	Figure userdata.Items   `json:"figure,omitzero"`
}

var errHopeless = errors.New("secret")

func (s *score) UnmarshalJSON(data []byte) error {
	type fields score
	if err := json.Unmarshal(data, (*fields)(s)); err != nil || s.Kind != "hopeless" {
		return err
	}
	return errHopeless
}

func (s *score) UnmarshalTolerant(data []byte) ([]userdata.Malformed, error) {
	type fields score
	unread, err := userdata.Unmarshal(data, (*fields)(s))
	if err != nil || s.Kind != "hopeless" {
		return unread, err
	}
	return unread, errHopeless
}

type probe struct {
	embedded
	*Deep
	Text    string                      `json:"text,omitzero"`
	Country userdata.Country            `json:"country,omitzero"`
	Whole   int                         `json:"whole,omitzero"`
	Small   int8                        `json:"small,omitzero"`
	Natural uint                        `json:"natural,omitzero"`
	Maybe   *int                        `json:"maybe,omitzero"`
	Ratio   float64                     `json:"ratio,omitzero"`
	Flag    bool                        `json:"flag,omitzero"`
	Switch  *bool                       `json:"switch,omitzero"`
	Amount  userdata.Decimal            `json:"amount,omitzero"`
	Day     userdata.Date               `json:"day,omitzero"`
	Month   userdata.Month              `json:"month,omitzero"`
	At      time.Time                   `json:"at,omitzero"`
	Words   []string                    `json:"words,omitzero"`
	Days    []userdata.Date             `json:"days,omitzero"`
	Bytes   []byte                      `json:"bytes,omitzero"`
	Pair    [2]int                      `json:"pair,omitzero"`
	One     inner                       `json:"one,omitzero"`
	Pointer *inner                      `json:"pointer,omitzero"`
	Many    []inner                     `json:"many,omitzero"`
	Page    userdata.FirstPage[inner]   `json:"page,omitzero"`
	Pages   []userdata.FirstPage[inner] `json:"pages,omitzero"`
	Labels  map[string]string           `json:"labels,omitzero"`
	Counts  map[string]int              `json:"counts,omitzero"`
	ByDay   map[userdata.Date]int       `json:"byDay,omitzero"`
	Any     any                         `json:"any,omitzero"`
	Reader  io.Reader                   `json:"reader,omitzero"`
	Raw     json.RawMessage             `json:"raw,omitzero"`
	Hidden  int                         `json:"-"`
	Nested  map[string]map[string]inner `json:"nested,omitzero"`
	Plain   int                         `json:",omitzero"`
	Score   score                       `json:"score,omitzero"`
	Scored  *score                      `json:"scored,omitzero"`
	Scores  []score                     `json:"scores,omitzero"`
	Ranking []*score                    `json:"ranking,omitzero"`
	ByName  map[string]score            `json:"byName,omitzero"`
}

func TestUnmarshal(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name, document string
		want           string // the result as JSON
		unread         string // path=value, blank between
	}{
		{name: "sound", document: `{"text":"a","amount":222.0000,"at":"2021-04-21T08:25:05Z"}`, want: `{"text":"a","amount":222.0000,"at":"2021-04-21T08:25:05Z"}`},
		{name: "nulls", document: `{"text":null,"whole":null,"amount":null,"day":null,"at":null,"one":null,"many":null,"labels":null,"flag":null}`, want: `{}`},
		{name: "unknown", document: `{"text":"a","more":[{"x":1}]}`, want: `{"text":"a"}`},

		{name: "number for string", document: `{"text":1.50,"country":7}`, want: `{"text":"1.50","country":"7"}`},
		{name: "boolean for string", document: `{"text":true}`, want: `{"text":"true"}`},
		{name: "object for string", document: `{"text":{"a":1}}`, want: `{}`, unread: `text={"a":1}`},
		{name: "string for numbers", document: `{"whole":" 3 ","small":"-3","natural":"3","maybe":"3","ratio":"0.5"}`, want: `{"whole":3,"small":-3,"natural":3,"maybe":3,"ratio":0.5}`},
		{name: "whole numbers", document: `{"whole":3.0,"small":1.2e1,"natural":"3.00","maybe":-0.0}`, want: `{"whole":3,"small":12,"natural":3,"maybe":0}`},
		{name: "fraction for integer", document: `{"whole":3.5,"maybe":1e-2}`, want: `{}`, unread: `whole=3.5; maybe=1e-2`},
		{name: "out of range", document: `{"small":300,"natural":-1,"whole":1e30,"ratio":1e999}`, want: `{}`, unread: `small=300; natural=-1; whole=1e30; ratio=1e999`},
		{name: "words for numbers", document: `{"whole":"three","ratio":"NaN","maybe":"x","amount":"1,000"}`, want: `{}`, unread: `whole="three"; ratio="NaN"; maybe="x"; amount="1,000"`},
		{name: "boolean for number", document: `{"whole":true,"amount":false}`, want: `{}`, unread: `whole=true; amount=false`},
		{name: "empty strings", document: `{"whole":"","maybe":"","ratio":" ","amount":" ","day":" ","month":"","at":"","text":""}`, want: `{}`},
		{name: "string for boolean", document: `{"flag":"True","switch":"false"}`, want: `{"flag":true,"switch":false}`},
		{name: "no boolean", document: `{"flag":"yes","switch":1}`, want: `{}`, unread: `flag="yes"; switch=1`},
		{name: "empty string for boolean", document: `{"flag":"","switch":" "}`, want: `{}`, unread: `flag=""; switch=" "`},
		{name: "number bomb", document: `{"amount":1e999999999,"whole":1e999999999,"text":"a"}`, want: `{"text":"a"}`, unread: `amount=1e999999999; whole=1e999999999`},
		{name: "blanks around scalars", document: `{"amount":" 12.50 ","day":"2021-04-21 ","month":" 2021-04"}`, want: `{"amount":12.50,"day":"2021-04-21","month":"2021-04"}`},
		{name: "other dates", document: `{"day":"21/04/2021","month":"2021-04-21","text":"a"}`, want: `{"text":"a"}`, unread: `day="21/04/2021"; month="2021-04-21"`},

		{name: "small letters in a date-time", document: `{"at":"2021-04-21t08:25:05z"}`, want: `{"at":"2021-04-21T08:25:05Z"}`},
		{name: "offset without colon", document: `{"at":"2021-04-21T08:25:05.25+0800"}`, want: `{"at":"2021-04-21T08:25:05.25+08:00"}`},
		{name: "blank for T", document: `{"at":"2021-04-21 08:25:05-0500"}`, want: `{"at":"2021-04-21T08:25:05-05:00"}`},
		{name: "date-time without zone", document: `{"at":"2021-04-21T08:25:05"}`, want: `{}`, unread: `at="2021-04-21T08:25:05"`},
		{name: "date for date-time", document: `{"at":"2021-04-21"}`, want: `{}`, unread: `at="2021-04-21"`},
		{name: "number for date-time", document: `{"at":1618993505}`, want: `{}`, unread: `at=1618993505`},

		{name: "one for many", document: `{"many":{"name":"a","amount":"x"},"words":"w","days":"2021-04-21"}`, want: `{"words":["w"],"days":["2021-04-21"],"many":[{"name":"a"}]}`, unread: `many.amount="x"`},
		{name: "nothing in the one for many", document: `{"many":{},"page":{"items":{}},"words":" ","days":"","ranking":{}}`, want: `{}`, unread: `many={}; page.items={}; words=" "; days=""; ranking={}`},
		{name: "nothing known in the one for many", document: `{"many":{"more":1},"pages":{"items":{"more":1},"more":1}}`, want: `{}`, unread: `many={"more":1}; pages={"items":{"more":1},"more":1}`},
		{name: "nothing said in the one for many", document: `{"many":{"name":"","amount":null},"pages":{"items":[]},"ranking":{"kind":null}}`, want: `{}`, unread: `many={"name":"","amount":null}; pages={"items":[]}; ranking={"kind":null}`},
		{name: "nothing readable in the one for many", document: `{"many":{"name":{},"amount":"x"}}`, want: `{}`, unread: `many={"name":{},"amount":"x"}`},
		{name: "another scalar for many", document: `{"words":false,"days":0,"many":false,"scores":true}`, want: `{}`, unread: `words=false; days=0; many=false; scores=true`},
		{name: "nothing in the many for one", document: `{"one":[{}],"pointer":[{"more":1}],"labels":[{}],"text":[""],"maybe":[null],"amount":[""],"switch":[{}],"scored":[{}],"day":[[]]}`, want: `{}`,
			unread: `one=[{}]; pointer=[{"more":1}]; labels=[{}]; text=[""]; maybe=[null]; amount=[""]; switch=[{}]; scored=[{}]; day=[[]]`},
		{name: "another scalar in the many for one", document: `{"maybe":["7"],"text":[7],"flag":["true"]}`, want: `{}`, unread: `maybe=["7"]; text=[7]; flag=["true"]`},
		{name: "nothing for many", document: `{"many":"","words":"","days":5}`, want: `{}`, unread: `many=""; words=""; days=5`},
		{name: "many for one", document: `{"one":[{"name":1}],"text":["a"],"amount":[1.0],"maybe":[7],"pointer":[{"name":"a"}]}`, want: `{"text":"a","maybe":7,"amount":1.0,"one":{"name":"1"},"pointer":{"name":"a"}}`},
		{name: "too many for one", document: `{"one":[{},{}],"text":[],"amount":[1,2],"labels":[{},{}]}`, want: `{}`, unread: `one=[{},{}]; text=[]; amount=[1,2]; labels=[{},{}]`},
		{name: "nested too deep", document: `{"one":[[{}]],"text":[["a"]]}`, want: `{}`, unread: `one=[[{}]]; text=[["a"]]`},
		{name: "page without its items", document: `{"page":[{"name":1},{"name":"b"}]}`, want: `{"page":{"items":[{"name":"1"},{"name":"b"}]}}`},
		{name: "list with its items", document: `{"many":{"nextCursor":null,"items":[{"name":"a"},{"name":2}]}}`, want: `{"many":[{"name":"a"},{"name":"2"}]}`},
		{name: "list with more than its items", document: `{"many":{"items":[],"nextCursor":"c"}}`, want: `{"many":[]}`, unread: `many.nextCursor="c"`},
		{name: "items are what is wanted", document: `{"pages":{"items":[{"name":"a"}]}}`, want: `{"pages":[{"items":[{"name":"a"}]}]}`},
		{name: "scalar for object", document: `{"one":"a","page":7,"labels":"a","pointer":true}`, want: `{}`, unread: `one="a"; page=7; labels="a"; pointer=true`},
		{name: "scalar among objects", document: `{"many":[{"name":"a"},7,{"name":"c"}]}`, want: `{"many":[{"name":"a"},{"name":"c"}]}`, unread: `many[1]=7`},
		{name: "only scalars among objects", document: `{"many":[7,"x"],"words":[[],{}],"days":["",7,"2021-04-21"]}`, want: `{"words":[],"days":[null,"2021-04-21"],"many":[]}`, unread: `many[0]=7; many[1]="x"; words[0]=[]; words[1]={}; days[1]=7`},
		{name: "an empty object among objects", document: `{"many":[{},{"name":1}]}`, want: `{"many":[{},{"name":"1"}]}`},
		{name: "null among elements", document: `{"many":[null,{"name":"a"}],"words":["a",null],"scores":[null]}`, want: `{"words":["a",""],"many":[{"name":"a"}],"scores":[]}`, unread: `many[0]=null; scores[0]=null`},
		{name: "null where there is a value for it", document: `{"days":[null,"2021-04-21"],"ranking":[null,{"kind":"a"}],"any":[null],"labels":{"a":null},"raw":[null]}`, want: `{"days":[null,"2021-04-21"],"labels":{"a":""},"any":[null],"raw":[null],"ranking":[null,{"kind":"a"}]}`},

		{name: "maps", document: `{"labels":{"a":1,"b":[],"c":"c"},"counts":[{"a":"1"}]}`, want: `{"labels":{"a":"1","c":"c"},"counts":{"a":1}}`, unread: `labels.b=[]`},
		{name: "map in map", document: `{"nested":{"a":{"b":{"amount":"x"}}}}`, want: `{"nested":{"a":{"b":{}}}}`, unread: `nested.a.b.amount="x"`},
		{name: "map with keys that cannot be read", document: `{"byDay":{"x":1}}`, want: `{}`, unread: `byDay={"x":1}`},
		{name: "bytes", document: `{"bytes":"7"}`, want: `{}`, unread: `bytes="7"`},
		{name: "array of fixed size", document: `{"pair":[1,"x"]}`, want: `{}`, unread: `pair=[1,"x"]`},
		{name: "anything", document: `{"any":[1e999]}`, want: `{"any":[1e999]}`},
		{name: "interface", document: `{"reader":1,"text":2}`, want: `{"text":"2"}`, unread: `reader=1`},
		{name: "raw", document: `{"raw": {"a": [1, 2]} ,"text":1}`, want: `{"text":"1","raw":{"a":[1,2]}}`},

		{name: "embedded", document: `{"promoted":"5","deeper":"6","text":1}`, want: `{"promoted":5,"deeper":6,"text":"1"}`},
		{name: "names of other case", document: `{"TEXT":1,"wHole":"2","plain":"3","Hidden":"4"}`, want: `{"text":"1","whole":2,"Plain":3}`},
		{name: "value as it stood", document: ` { "whole" : [ 1 , "é\u00e9" ] } `, want: `{}`, unread: `whole=[ 1 , "é\u00e9" ]`},

		{name: "self-decoding", document: `{"score":{"kind":1,"points":"7.50","parts":[1]}}`, want: `{"score":{"kind":"1","points":7.50,"parts":[1]}}`},
		{name: "flaws in what decodes itself", document: `{"score":{"kind":"a","points":"x","parts":[1,"y"]},"text":"b"}`, want: `{"text":"b","score":{"kind":"a","parts":[1]}}`, unread: `score.points="x"; score.parts[1]="y"`},
		{name: "flaws in a pointer to it", document: `{"scored":{"points":"x"}}`, want: `{"scored":{}}`, unread: `scored.points="x"`},
		{name: "flaws in a list of it", document: `{"scores":[{"points":"x"},null,{"kind":2}],"ranking":[null,{"parts":"z","kind":"a"}]}`, want: `{"scores":[{},{"kind":"2"}],"ranking":[null,{"kind":"a"}]}`, unread: `scores[0].points="x"; scores[1]=null; ranking[1].parts="z"`},
		{name: "flaws in a map of it", document: `{"byName":{"a":{"points":true},"b":{"points":1}}}`, want: `{"byName":{"a":{},"b":{"points":1}}}`, unread: `byName.a.points=true`},
		{name: "flaws in what decodes itself inside another", document: `{"scored":{"child":{"child":{"points":"x","kind":"a"}},"figure":[{"name":"f","value":{}}]}}`, want: `{"scored":{"child":{"child":{"kind":"a"}},"figure":[{"name":"f","valueType":""}]}}`, unread: `scored.child.child.points="x"; scored.figure[0].value={}`},
		{name: "one for many that decode themselves", document: `{"scores":{"points":"x","kind":"b"},"ranking":{"kind":"a"}}`, want: `{"scores":[{"kind":"b"}],"ranking":[{"kind":"a"}]}`, unread: `scores.points="x"`},
		{name: "many for one that decodes itself", document: `{"score":[{"points":"x","kind":"a"}],"scored":[{"kind":"b"}]}`, want: `{"score":{"kind":"a"},"scored":{"kind":"b"}}`, unread: `score[0].points="x"`},
		{name: "no object for one that decodes itself", document: `{"score":"","scored":7,"scores":[[{},{}],"x"]}`, want: `{"scores":[]}`, unread: `score=""; scored=7; scores[0]=[{},{}]; scores[1]="x"`},
		{name: "nothing for what decodes itself", document: `{"score":null,"scored":null,"scores":null,"byName":{"a":null},"whole":"1"}`, want: `{"whole":1,"byName":{"a":{}}}`},
		{name: "hopeless", document: `{"score":{"kind":"hopeless","points":1},"scored":{"kind":"hopeless"},"scores":[{"kind":"hopeless","points":"x"},{"kind":"a"}],"text":"b"}`, want: `{"text":"b","scores":[{"kind":"a"}]}`, unread: `score={"kind":"hopeless","points":1}; scored={"kind":"hopeless"}; scores[0]={"kind":"hopeless","points":"x"}`},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			var into probe
			unread, err := userdata.Unmarshal([]byte(test.document), &into)
			require.NoError(t, err)
			got, err := json.Marshal(into)
			require.NoError(t, err)
			assert.Equal(t, compact(t, test.want), string(got))
			assert.Equal(t, test.unread, describe(unread))
		})
	}
}

func compact(t *testing.T, document string) string {
	t.Helper()
	var buffer bytes.Buffer
	require.NoError(t, json.Compact(&buffer, []byte(document)))
	return buffer.String()
}

func describe(unread []userdata.Malformed) string {
	var parts []string
	for _, u := range unread {
		parts = append(parts, u.Path+"="+string(u.Value))
	}
	return strings.Join(parts, "; ")
}

func TestUnmarshalOfWhatDecodesItself(t *testing.T) {
	t.Parallel()
	into := score{Kind: "before"}
	unread, err := userdata.Unmarshal([]byte(` {"points":"x","parts":[1]} `), &into)
	require.NoError(t, err)
	assert.Equal(t, `points="x"`, describe(unread))
	assert.Equal(t, score{Parts: []int{1}}, into)
	var pointer *score
	unread, err = userdata.Unmarshal([]byte(`[{"points":"x","kind":"a"}]`), &pointer)
	require.NoError(t, err)
	assert.Equal(t, `[0].points="x"`, describe(unread))
	assert.Equal(t, &score{Kind: "a"}, pointer)
	for _, document := range []string{`{"kind":"hopeless"}`, `"secret"`, `[]`, `{"kind":`} {
		unread, err = userdata.Unmarshal([]byte(document), &into)
		require.Error(t, err, document)
		assert.Empty(t, unread)
		assert.NotContains(t, err.Error(), "secret")
	}
}

// shelf says that everything in it is unread, under paths of all sorts.
type shelf struct{ Full bool }

func (s *shelf) UnmarshalJSON([]byte) error { return errHopeless }

func (s *shelf) UnmarshalTolerant(data []byte) ([]userdata.Malformed, error) {
	return []userdata.Malformed{{Value: data}, {Path: "[2].a", Value: data}, {Path: "b.c", Value: data}}, nil
}

func TestPathsInsideWhatDecodesItself(t *testing.T) {
	t.Parallel()
	for document, want := range map[string]string{
		`{}`: `={}; [2].a={}; b.c={}`,
	} {
		unread, err := userdata.Unmarshal([]byte(document), new(shelf))
		require.NoError(t, err)
		assert.Equal(t, want, describe(unread))
	}
	unread, err := userdata.Unmarshal([]byte(`{"data":{"d":{}}}`), new(envelope[map[string]shelf]))
	require.NoError(t, err)
	assert.Equal(t, `data.d={}; data.d[2].a={}; data.d.b.c={}`, describe(unread))
}

func TestUnmarshalForgetsWhatStoodThere(t *testing.T) {
	t.Parallel()
	into := inner{Name: "before", Amount: userdata.NewDecimal(1, 0)}
	unread, err := userdata.Unmarshal([]byte(`{"amount":"x"}`), &into)
	require.NoError(t, err)
	assert.Len(t, unread, 1)
	assert.Zero(t, into)
}

func TestUnreadOutlivesTheBuffer(t *testing.T) {
	t.Parallel()
	data := []byte(`{"many":[{"amount":"secret"}],"raw":"secret","whole":"x"}`)
	var into probe
	unread, err := userdata.Unmarshal(data, &into)
	require.NoError(t, err)
	clear(data)
	assert.Equal(t, `many[0].amount="secret"; whole="x"`, describe(unread))
	assert.Equal(t, `"secret"`, string(into.Raw))
}

func TestUnmarshalRefuses(t *testing.T) {
	t.Parallel()
	deep := strings.Repeat(`[`, 20_000) + strings.Repeat(`]`, 20_000)
	for name, document := range map[string]string{
		"nothing":       ``,
		"blanks":        `  `,
		"truncated":     `{"code":"OK","data":{"name":"secret`,
		"HTML":          `<html>secret</html>`,
		"two documents": `{} {"name":"secret"}`,
		"bare word":     `{"name":secret}`,
		"deep":          `{"data":` + deep + `}`,
		"string":        `"secret"`,
		"number":        `4711`,
		"boolean":       `true`,
		"list":          `["secret","secret"]`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var into envelope[inner]
			unread, err := userdata.Unmarshal([]byte(document), &into)
			require.Error(t, err)
			assert.Empty(t, unread)
			assert.NotContains(t, err.Error(), "secret")
			assert.NotContains(t, err.Error(), "4711")
			assert.NotContains(t, err.Error(), "'s'")
			assert.LessOrEqual(t, len(err.Error()), 120)
			for ; err != nil; err = errors.Unwrap(err) {
				assert.NotContains(t, fmt.Sprintf("%+v", err), "secret")
			}
		})
	}
	_, err := userdata.Unmarshal([]byte(`{}`), inner{})
	require.Error(t, err, "not a pointer")
	_, err = userdata.Unmarshal([]byte(`{}`), (*inner)(nil))
	require.Error(t, err, "a nil pointer")
	_, err = userdata.Unmarshal([]byte(`{}`), nil)
	require.Error(t, err, "nothing to read into")
}

// Where two members of an object go to one place, the values of two people would be mixed.
func TestUnmarshalRefusesToMix(t *testing.T) {
	t.Parallel()
	for _, document := range []string{
		`{"text":"a","text":"b"}`, `{"text":"a","text":"a"}`, `{"text":"a","text":1}`, `{"whole":1,"whole":"x"}`, `{"text":null,"text":"b"}`,
		`{"one":{"name":"a"},"one":{"amount":1}}`, `{"one":{"name":"a"},"whole":"1","One":{"amount":1}}`, `{"many":[{"name":"a","amount":1}],"MANY":[{"name":"b"}]}`, `{"te\u0078t":"a","text":"b"}`,
		`{"promoted":1,"PROMOTED":2}`, `{"deeper":1,"Deeper":2}`, `{"Plain":1,"plain":2}`, "{\"\u212Aind\":1,\"text\":2,\"text\":3}",
		`{"many":[{"name":"a"},{"name":"b","NAME":"c"}]}`, `{"page":{"items":[],"items":[]}}`, `{"page":{"items":[{"name":"a"}],"Items":[{"name":"b"}]}}`,
		`{"many":{"items":[{"name":"a"}],"items":[{"name":"b"}]}}`, `{"many":{"items":[{"name":"a"}],"Items":[{"name":"b"}]}}`, `{"many":{"name":"a","name":"b"}}`, `{"one":[{"name":"a","name":"b"}]}`,
		`{"labels":{"a":"1","a":"2"}}`, `{"labels":{"a":"1","\u0061":"2"}}`, `{"counts":{"a":"1","a":2}}`, "{\"labels\":{\"\xff\":\"1\",\"\xfe\":\"2\"}}", `{"nested":{"a":{"b":{"name":"x"}},"a":{"b":{"amount":1}}}}`, `{"byName":{"a":{},"a":{}}}`,
		`{"any":{"a":1,"a":2}}`, `{"any":[1,{"b":[{"a":1,"c":2,"a":3}]}]}`, `{"any":{"a":{"a":1e999,"a":2}}}`,
		`{"score":{"kind":"a","kind":"b"}}`, `{"score":{"kind":"a","Kind":"b"}}`, `{"score":{"new":1,"new":2}}`, `{"score":{"new":1,"NEW":2}}`, `{"score":{"new":{"b":1,"B":2}}}`,
		`{"score":{"points":"x","child":{"child":{"parts":[1],"parts":[2]}}}}`, `{"scores":[{"figure":[{"name":"f","name":"g"}]}]}`, `{"ranking":{"kind":"a","kind":"b"}}`,
	} {
		for _, before := range []string{"", `"natural":"7",`} {
			data := []byte(`{"code":"secret","data":{` + before + document[1:] + `}`)
			var into envelope[probe]
			unread, err := userdata.Unmarshal(data, &into)
			require.Error(t, err, document)
			assert.Empty(t, unread)
			assert.NotContains(t, err.Error(), "secret")
			assert.Contains(t, err.Error(), "same meaning", document)
		}
	}
	_, err := userdata.Unmarshal([]byte(`{"code":"1","data":{"page":{"items":[{"name":"a"},{"name":"secret","NAME":"secret"}]}}}`), new(envelope[probe]))
	assert.EqualError(t, err, "userdata: at data.page.items[1].name: two members of an object have the same meaning")
	_, err = userdata.Unmarshal([]byte(`{"incomes_count":1,"incomes_count":2}`), new(userdata.InsightFeatures))
	require.Error(t, err)
	require.Error(t, json.Unmarshal([]byte(`{"incomes_count":1,"incomes_count":2}`), new(userdata.InsightFeatures)))

	for _, document := range []string{
		`{"more":1,"more":2,"More":{"a":1,"a":2},"text":"a"}`, `{"text":"a","raw":{"a":1,"a":2}}`, `{"text":"a","labels":{"a":"1","A":"2"},"any":{"b":1,"B":2}}`, `{"text":"a","one":{"x":1,"x":2}}`,
	} {
		var into probe
		unread, err := userdata.Unmarshal([]byte(document), &into)
		require.NoError(t, err, document)
		assert.Empty(t, unread)
		assert.Equal(t, "a", into.Text)
	}
}

// A list is no longer than its tag says, in whatever way the document has it.
func TestUnmarshalLimitsLists(t *testing.T) {
	t.Parallel()
	type limited struct {
		Items []inner `json:"items" maxItems:"3"`
		Other string  `json:"other"`
	}
	for _, document := range []string{`{"items":[%s]}`, `{"items":[%s],"other":1}`, `{"other":7,"items":[%s]}`, `[%s]`, `{"items":{"items":[%s]}}`} {
		for _, item := range []string{`{}`, `{"name":"a"}`, `{"name":7}`, `7`, `null`} {
			three := strings.Repeat(item+",", 2) + item
			_, err := userdata.Unmarshal(fmt.Appendf(nil, document, three), new(limited))
			require.NoError(t, err, document)
			_, err = userdata.Unmarshal(fmt.Appendf(nil, document, three+","+item), new(limited))
			require.ErrorContains(t, err, "more than 3 elements", document)
		}
	}
}

// A value of whatever shape in whatever place neither ends the program nor takes its time.
func TestUnmarshalSurvivesDeepNesting(t *testing.T) {
	t.Parallel()
	for _, brackets := range [][2]string{{"[", "]"}, {`{"items":`, "}"}, {`{"one":`, "}"}} {
		deep := strings.Repeat(brackets[0], 1000) + "1" + strings.Repeat(brackets[1], 1000)
		for _, property := range []string{"text", "amount", "at", "one", "many", "page", "pages", "labels", "any", "nested", "maybe", "score", "scores"} {
			var into probe
			_, err := userdata.Unmarshal([]byte(`{"whole":"1","`+property+`":`+deep+`}`), &into)
			require.NoError(t, err)
			assert.Equal(t, 1, into.Whole)
		}
	}
}

// Unknown values, nulls and missing properties are no flaws. Where null stands for an identity, there is none.
func TestPageOfIdentities(t *testing.T) {
	t.Parallel()
	data, err := os.ReadFile(filepath.Join("testdata", "identities.json"))
	require.NoError(t, err)
	var into envelope[userdata.FirstPage[userdata.Identity]]
	unread, err := userdata.Unmarshal(data, &into)
	require.NoError(t, err)
	assert.Equal(t, `data.items[1]=null`, describe(unread))
	assert.Equal(t, "00000000-0000-4000-8000-000000000001", into.RequestID)
	assert.Empty(t, into.Data.NextCursor)
	require.Len(t, into.Data.Items, 1)
	identity := into.Data.Items[0]
	assert.Equal(t, userdata.Gender("Undisclosed"), identity.Gender)
	assert.True(t, identity.DOB.IsZero())
	assert.Equal(t, []userdata.Email{{}, {Address: "ana@example.com", Type: "Holiday"}}, identity.Emails)
	assert.NotNil(t, identity.Phones, "an empty list stays one")
	assert.Nil(t, identity.SocialProfiles)
	assert.Equal(t, []userdata.AddressTag{userdata.AddressTagHome, ""}, identity.Addresses[0].Tags)
	assert.True(t, identity.Metadata.ItemCreatedAt.IsZero())
	assert.Equal(t, "2024-05-06T07:08:09.5+08:00", identity.Metadata.CreatedAt.Format(time.RFC3339Nano))
	out, err := json.Marshal(into)
	require.NoError(t, err)
	assert.JSONEq(t, string(kept(t, data, "shoeSize")), string(kept(t, out)))
}

// Malformed values cost themselves, and nothing beside them.
func TestPayloadWithFlaws(t *testing.T) {
	t.Parallel()
	data, err := os.ReadFile(filepath.Join("testdata", "payload.json"))
	require.NoError(t, err)
	var into envelope[userdata.Payload]
	unread, err := userdata.Unmarshal(data, &into)
	require.NoError(t, err)
	assert.Equal(t, strings.Join([]string{
		`data.incomes.items[2].startDate="01/02/2024"`,
		`data.incomes.items[2].netAmount="five million"`,
		`data.links.items[0].records[0].linkedAt[1]="2024-01-01T00:00:00"`,
		`data.insight.features.link_day3_count=1.5`,
	}, "; "), describe(unread))
	out, err := json.Marshal(into.Data)
	require.NoError(t, err)
	assert.Equal(t, compact(t, `{
		"identity": {"id": "i-00000000000000000000000000000002", "fullName": "Budi Santoso", "dob": "1990-02-28", "emails": [], "phones": [], "socialProfiles": [], "addresses": []},
		"documents": {"nextCursor": "more", "items": []},
		"incomes": {"items": [
			{"id": "inc-1", "workItem": "17", "startDate": "2024-01-01", "currency": "IDR", "netAmount": 5000000.0000},
			{"id": "inc-2", "currency": "IDR", "netAmount": 5000000.10, "metadata": {"accountId": "4711"}},
			{"id": "inc-3", "currency": "IDR", "baseAmount": 1}
		]},
		"transactions": {"items": [{"id": "t-1", "date": "2024-03-04", "currency": "IDR", "amount": -12.50}]},
		"employments": {"items": [{"id": "e-1", "jobTitle": "Rider", "startDate": "2020-01-01"}]},
		"links": {"items": [{"id": "link-1", "endDate": "2024-01-01T00:00:00Z", "records": [{"count": 3, "linkedAt": ["2024-01-01T00:00:00+07:00"]}]}]},
		"insight": {"id": "insight-1", "cutoffTime": "2024-01-01T00:00:00Z", "features": {"incomes_count": 24, "identity_age": 34, "incomes_amount_sum": 120000000.0000}}
	}`), string(out))
}

// kept is a document without its nulls, its empty objects, the empty strings in its lists and the properties named.
func kept(t *testing.T, data []byte, without ...string) []byte {
	t.Helper()
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.UseNumber()
	var document any
	require.NoError(t, decoder.Decode(&document))
	var prune func(value any) any
	prune = func(value any) any {
		switch value := value.(type) {
		case map[string]any:
			for name, member := range value {
				member = prune(member)
				object, isObject := member.(map[string]any)
				if member == nil || isObject && len(object) == 0 || slices.Contains(without, name) {
					delete(value, name)
				} else {
					value[name] = member
				}
			}
		case []any:
			items := []any{}
			for _, item := range value {
				item = prune(item)
				object, isObject := item.(map[string]any)
				if item != nil && item != "" && (!isObject || len(object) > 0) {
					items = append(items, item)
				}
			}
			return items
		}
		return value
	}
	out, err := json.Marshal(prune(document))
	require.NoError(t, err)
	return out
}

// Every sample of the vendor is read whole: what is marshalled again is what came.
func TestSamplesOfTheVendor(t *testing.T) {
	t.Parallel()
	document, err := os.ReadFile(filepath.Join("..", "..", "shared", "spec", "openapi-v1.yaml"))
	if errors.Is(err, fs.ErrNotExist) {
		t.Skip("the vendor's file is not at hand; testdata has the same flaws")
	}
	require.NoError(t, err)
	var spec struct {
		Paths map[string]struct {
			Get struct {
				Responses map[string]struct {
					Content map[string]struct {
						Example  any
						Examples map[string]struct{ Value any }
					}
				}
			}
		}
	}
	require.NoError(t, yaml.Unmarshal(document, &spec))
	for path, model := range map[string]func() any{
		"/identities": one[userdata.FirstPage[userdata.Identity]], "/identities/{id}": one[userdata.Identity],
		"/transactions": one[userdata.FirstPage[userdata.Transaction]], "/transactions/{id}": one[userdata.Transaction],
		"/ratings": one[userdata.FirstPage[userdata.Rating]], "/ratings/{id}": one[userdata.Rating],
		"/documents": one[userdata.FirstPage[userdata.Document]], "/documents/{id}": one[userdata.Document],
		"/employments": one[userdata.FirstPage[userdata.Employment]], "/employments/{id}": one[userdata.Employment],
		"/incomes": one[userdata.FirstPage[userdata.Income]], "/incomes/{id}": one[userdata.Income],
		"/contributions": one[userdata.FirstPage[userdata.Contribution]], "/contributions/{id}": one[userdata.Contribution],
		"/liabilities": one[userdata.FirstPage[userdata.Liability]], "/liabilities/{id}": one[userdata.Liability],
		"/eincomes": one[userdata.FirstPage[userdata.EstimatedIncome]], "/eincomes/{id}": one[userdata.EstimatedIncome],
		"/insights": one[userdata.FirstPage[userdata.Insight]], "/insights/{id}": one[userdata.Insight],
		"/links": one[userdata.FirstPage[userdata.Link]], "/links/{id}": one[userdata.Link],
	} {
		samples := 0
		for _, content := range spec.Paths[path].Get.Responses["200"].Content {
			values := []any{content.Example}
			for _, example := range content.Examples {
				values = append(values, example.Value)
			}
			for _, value := range values {
				if value != nil {
					samples++
					checkSample(t, path, value, model())
				}
			}
		}
		assert.NotZero(t, samples, path)
	}
}

func one[T any]() any { return &envelope[T]{} }

func checkSample(t *testing.T, where string, sample, model any) {
	t.Helper()
	data, err := json.Marshal(sample)
	require.NoError(t, err, where)
	unread, err := userdata.Unmarshal(data, model)
	require.NoError(t, err, where)
	assert.Empty(t, unread, where)
	out, err := json.Marshal(model)
	require.NoError(t, err, where)
	assert.JSONEq(t, string(kept(t, data, "paymentMethod")), string(kept(t, out)), where)
}

// The webhook that brings a payload is read whole as well.
func TestSampleEventsOfTheVendor(t *testing.T) {
	t.Parallel()
	document, err := os.ReadFile(filepath.Join("..", "..", "shared", "spec", "webhook-events.json"))
	if errors.Is(err, fs.ErrNotExist) {
		t.Skip("the vendor's file is not at hand; testdata has the same flaws")
	}
	require.NoError(t, err)
	var events []struct {
		Type string
		Data struct{ Payload, Session json.RawMessage }
	}
	require.NoError(t, json.Unmarshal(document, &events))
	samples := 0
	for _, event := range events {
		for _, sample := range []struct {
			data  json.RawMessage
			model any
		}{{event.Data.Payload, new(userdata.Payload)}, {event.Data.Session, new(userdata.Session)}} {
			if sample.data != nil && event.Type != "RECORD_COMPLETED" {
				samples++
				checkSample(t, event.Type, sample.data, sample.model)
			}
		}
	}
	assert.NotZero(t, samples)
}

func FuzzUnmarshal(f *testing.F) {
	// Short seeds: a long one is minimized for minutes when it turns out to be interesting.
	for _, seed := range []string{
		`{"data":{"score":{"points":"x"},"scores":{"kind":"hopeless"},"ranking":[{"figure":[{"value":0},{"value":{}}]}],"insight":{"features":[{"new":[1],"incomes_count":"x"}]}}}`,
		`{"data":{"many":{"name":1},"one":[{"name":2}],"page":[{}],"labels":{"a":1},"at":"2021-04-21t08:25:05+0800"}}`,
		`{"data":{"whole":"3","small":300,"amount":1e999999999,"any":1e999,"text":[[1]],"bytes":"*"}}`, `{"data":{"identity":{"id":7,"dob":null,"emails":[{"address":"a"},null]},"incomes":[{"netAmount":"x"}],"links":{"items":[{"records":[{"count":1.0,"linkedAt":["x"]}]}]}}}`,
		`[]`, `"x"`, `{"data":"x"}`, `[{"code":1}]`, `{"":"","data":{"":1}}`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		checkUnmarshal[envelope[probe]](t, data)
		checkUnmarshal[envelope[userdata.Payload]](t, data)
		checkUnmarshal[map[string]userdata.Decimal](t, data)
	})
}

// FuzzCheck holds what is true of going over a document before it is read: nothing passes that is no JSON, and
// what passes means what it means to encoding/json.
func FuzzCheck(f *testing.F) {
	for _, seed := range []string{
		`{"text":"a","text":"b"}`, `{"one":{"name":"a"},"One":{"amount":1}}`, `{"any":{"a":1,"a":2},"labels":{"a":"1","\u0061":"2"}}`, `{"many":[{},null,7],"pair":[1,2,3],"bytes":[1,2]}`,
		`{"score":{"new":[null],"figure":[{"value":1}]}}`, `[1,2`, `{"a" 1}`, `{"a":}`, `[,]`, `{"a":1,}`, `"\"`, `{"text":"\\"}`, `{]`, `nul`, `1 2`, `{"whole":01}`, "{\"text\":\"\n\"}", ` {"text" : "a" } `,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) { checkUnmarshal[probe](t, data) })
}

// checkUnmarshal holds what is true of every document.
func checkUnmarshal[T any](t *testing.T, data []byte) {
	t.Helper()
	var plain, tolerant T
	plainErr := json.Unmarshal(data, &plain)
	unread, err := userdata.Unmarshal(data, &tolerant)
	switch {
	case plainErr == nil && err == nil && len(unread) == 0:
		require.True(t, reflect.DeepEqual(plain, tolerant))
	case plainErr == nil && err == nil:
		for _, u := range unread {
			require.Equal(t, "null", string(u.Value), u.Path)
		}
	case plainErr == nil:
		require.True(t, mixed(data), err)
	}
	if !json.Valid(data) {
		require.Error(t, err)
	}
	if err != nil {
		require.Empty(t, unread)
		return
	}
	for _, u := range unread {
		require.True(t, json.Valid(u.Value))
		if string(u.Value) == "null" {
			require.True(t, strings.HasSuffix(u.Path, "]"), "null is a flaw in a list only: %q", u.Path)
		}
	}
	out, err := json.Marshal(tolerant)
	require.NoError(t, err)
	unread, err = userdata.Unmarshal(out, new(T))
	require.NoError(t, err, "what was read can be read again")
	require.Empty(t, unread)
}

// mixed reports that some object has two members whose names differ in case at most.
func mixed(data []byte) bool {
	decoder := json.NewDecoder(bytes.NewReader(data))
	type object struct {
		names map[string]bool
		value bool // the next token is a value
	}
	var open []*object // nil for lists
	for {
		token, err := decoder.Token()
		if err != nil {
			return false
		}
		if n := len(open); n > 0 && open[n-1] != nil {
			if name, ok := token.(string); ok && !open[n-1].value {
				name = strings.ToLower(strings.ToUpper(name))
				if open[n-1].names[name] {
					return true
				}
				open[n-1].names[name], open[n-1].value = true, true
				continue
			}
			open[n-1].value = false
		}
		switch token {
		case json.Delim('{'):
			open = append(open, &object{names: map[string]bool{}})
		case json.Delim('['):
			open = append(open, nil)
		case json.Delim('}'), json.Delim(']'):
			open = open[:len(open)-1]
		}
	}
}

// A page of 150 transactions as the API sends it, read the way a user would without this package,
// and with it; then the same page with one malformed amount; and an insight.
func BenchmarkUnmarshal(b *testing.B) {
	page := transactions(150)
	flawed := bytes.Replace(page, []byte(`"amount":-77.25`), []byte(`"amount":"n/a"`), 1)
	require.NotEqual(b, string(page), string(flawed))
	figures := everyFigure()
	type plain struct {
		ID          string  `json:"id"`
		Date        string  `json:"date"`
		Description string  `json:"description"`
		Currency    string  `json:"currency"`
		Amount      float64 `json:"amount"`
		ReferenceID string  `json:"referenceId"`
		Metadata    struct {
			ItemCreatedAt time.Time `json:"itemCreatedAt"`
			CreatedAt     time.Time `json:"createdAt"`
			AccountID     string    `json:"accountId"`
			SourceID      string    `json:"sourceId"`
			SourceType    string    `json:"sourceType"`
			UserID        string    `json:"userId"`
			ProviderID    string    `json:"providerId"`
		} `json:"metadata"`
	}
	for _, run := range []struct {
		name string
		data []byte
		read func() error
	}{
		{"plain", page, func() error { return json.Unmarshal(page, new(envelope[userdata.FirstPage[plain]])) }},
		{"sound", page, func() error {
			_, err := userdata.Unmarshal(page, new(envelope[userdata.FirstPage[userdata.Transaction]]))
			return err
		}},
		{"flawed", flawed, func() error {
			_, err := userdata.Unmarshal(flawed, new(envelope[userdata.FirstPage[userdata.Transaction]]))
			return err
		}},
		{"insight", figures, func() error {
			_, err := userdata.Unmarshal(figures, new(envelope[userdata.Insight]))
			return err
		}},
	} {
		b.Run(run.name, func(b *testing.B) {
			b.ReportAllocs()
			b.SetBytes(int64(len(run.data)))
			for b.Loop() {
				if err := run.read(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// everyFigure is an insight with a value for every figure of the contract.
func everyFigure() []byte {
	properties := contract.Load().Schemas["ObjectFeature"].Properties
	var figures []string
	for _, name := range slices.Sorted(maps.Keys(properties)) {
		value := map[string]string{"integer": "24", "number": "25376.9100", "string": `"EMPLOYED"`}[properties[name].Type]
		figures = append(figures, `"`+name+`":`+value)
	}
	return []byte(`{"code":"OK","message":"Success","requestId":"00000000-0000-4000-8000-000000000001","data":{"id":"insight-1",` +
		`"cutoffTime":"2024-05-06T07:08:09Z","features":{` + strings.Join(figures, ",") + `}}}`)
}

func transactions(n int) []byte {
	var items []string
	for i := range n {
		items = append(items, fmt.Sprintf(`{"id":"t-%032x","date":"2024-%02d-%02d","description":"Ride %d across the city","currency":"PHP","amount":%d.25,"referenceId":"ref-%d",`+
			`"metadata":{"itemCreatedAt":"2024-05-06T07:08:09Z","createdAt":"2024-05-06T07:08:10Z","accountId":"a-%032x","sourceId":"a-%032x","sourceType":"ACCOUNT","userId":"tenant-%032x","providerId":"rides"}}`,
			i, i%12+1, i%28+1, i, -i, i, 1, 1, 1))
	}
	return []byte(`{"code":"OK","message":"Success","requestId":"00000000-0000-4000-8000-000000000001","data":{"nextCursor":"c","items":[` + strings.Join(items, ",") + `]}}`)
}

// One malformed amount leaves everything else as it is, and can still be had.
func ExampleUnmarshal() {
	document := []byte(`{"items": [
		{"id": "inc-1", "netAmount": 7820.25},
		{"id": "inc-2", "netAmount": "about 8000"},
		{"id": 3, "netAmount": "8000.00"}
	]}`)
	var page userdata.FirstPage[userdata.Income]
	unread, err := userdata.Unmarshal(document, &page)
	if err != nil {
		panic(err)
	}
	for _, income := range page.Items {
		fmt.Printf("%s %q\n", income.ID, income.NetAmount)
	}
	for _, u := range unread {
		fmt.Println("could not read", u.Path)
	}
	// Output:
	// inc-1 "7820.25"
	// inc-2 ""
	// 3 "8000.00"
	// could not read items[1].netAmount
}
