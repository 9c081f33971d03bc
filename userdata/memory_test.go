package userdata_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/smileapi/smile-go/internal/peak"
	"github.com/smileapi/smile-go/userdata"
	"github.com/stretchr/testify/require"
)

// targets are what documents are read into: models, and what a caller may have.
var targets = []any{
	userdata.Identity{}, userdata.Transaction{}, userdata.Rating{}, userdata.Document{}, userdata.Employment{}, userdata.Income{},
	userdata.Contribution{}, userdata.Liability{}, userdata.EstimatedIncome{}, userdata.Link{}, userdata.Insight{}, userdata.InsightFeatures{},
	userdata.Payload{}, userdata.AccountPayload{}, userdata.UserPayload{}, userdata.Session{}, userdata.Address{}, userdata.Metadata{},
	userdata.Item{}, userdata.Items{}, userdata.FirstPage[userdata.Identity]{}, userdata.Decimal{}, userdata.Date{}, userdata.Month{}, time.Time{},
	envelope[userdata.FirstPage[userdata.Transaction]]{}, envelope[userdata.Payload]{}, envelope[probe]{}, probe{}, score{},
	json.RawMessage{}, json.Number(""), "", 0, uint8(0), 0.5, false, []byte{}, [2]int{}, new(any), new(*int),
	map[string]any{}, map[string]string{}, map[string]int{}, map[int]int{}, map[string]userdata.Transaction{}, map[string]userdata.InsightFeatures{},
	map[string]map[string]string{}, map[string]*score{}, map[string][]string{}, struct{ Numbers []json.Number }{}, struct {
		Quoted *int `json:",string"`
	}{},
}

// hostile are documents of many values that are short to write, each of about n bytes.
func hostile(n, depth int) map[string]string {
	documents := map[string]string{}
	for _, value := range []string{
		`{}`, `[]`, `1`, `300`, `-0`, `1.5`, `1e9`, `null`, `true`, `""`, `"x"`, `" "`, `"\u0041"`, `"2021-04-21"`, `"2021-04-21T08:25:05"`, `[{}]`, `[1]`, `[""]`, `[[]]`, `[null,null]`, `[[[[[[]]]]]]`,
		`{"a":1}`, `{"id":1}`, `{"id":""}`, `{"id":{}}`, `{"items":[]}`, `{"items":{}}`, `{"items":[{}]}`, `{"name":"a"}`, `{"amount":"x"}`, `{"points":"x"}`, `{"metadata":{}}`, `{"kind":"hopeless"}`,
		`{"features":{}}`, `{"incomes_count":1}`, `{"incomes_count":"x"}`, `{"value":{}}`, `{"count":1}`, `{"linkedAt":""}`, `{"emails":[{},{}]}`, `{"payload":{}}`, `{"child":{}}`, `{"":{"":[]}}`,
	} {
		list := "[" + strings.Repeat(value+",", n/(len(value)+1)) + value + "]"
		documents[value+" in a list"] = list
		documents[value+" in lists"] = "[" + strings.Repeat("["+value+","+value+"],", n/(2*len(value)+4)) + "1]"
		documents[value+" and blanks in a list"] = "[" + strings.Repeat(value+strings.Repeat(" ", 20)+",", n/(len(value)+21)) + value + "]"
		documents[value+" in an object"] = object(n, func(i int) string { return fmt.Sprintf("%x", i) }, value)
	}
	documents["one member"] = object(n, func(int) string { return "id" }, `1`)
	documents["one long text"] = `"` + strings.Repeat("a", n) + `"`
	documents["one long text of blanks"] = `"` + strings.Repeat(" ", n) + `"`
	documents["one text that is not UTF-8"] = `"` + strings.Repeat("\xff", n) + `"`
	documents["one text of escapes"] = `"` + strings.Repeat(`\n`, n/2) + `"`
	documents["one number"] = strings.Repeat("1", n)
	documents["many numbers"] = "[" + strings.Join(numbers(n/8), ",") + "]"
	documents["deep lists"] = strings.Repeat("[", depth) + strings.Repeat("]", depth)
	documents["deep objects"] = strings.Repeat(`{"a":`, depth) + "1" + strings.Repeat("}", depth)
	documents["deep items"] = strings.Repeat(`{"items":`, depth) + "1" + strings.Repeat("}", depth)
	return documents
}

func object(n int, name func(int) string, value string) string {
	var b strings.Builder
	b.WriteByte('{')
	for i := 0; b.Len() < n; i++ {
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, "%q:%s", name(i), value)
	}
	b.WriteByte('}')
	return b.String()
}

// numbers have literals that no two share.
func numbers(n int) []string {
	literals := make([]string, n)
	for i := range literals {
		literals[i] = fmt.Sprintf("%de%d", i/200+1, i%200)
	}
	return literals
}

// place is where a document stands in another one.
type place struct{ prefix, suffix string }

// placesOf are the places where a type has a list, an object, or anything else that is not a scalar.
func placesOf(t reflect.Type) []place {
	places := []place{{}}
	var visit func(t reflect.Type, prefix, suffix string, depth int)
	visit = func(t reflect.Type, prefix, suffix string, depth int) {
		for t.Kind() == reflect.Pointer {
			t = t.Elem()
		}
		if t.Kind() != reflect.Struct || depth > 2 {
			return
		}
		scalar := false
		for _, f := range reflect.VisibleFields(t) {
			name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
			if !f.IsExported() || f.Anonymous || name == "-" {
				continue
			}
			if name == "" {
				name = f.Name
			}
			switch kind := f.Type.Kind(); {
			case kind == reflect.Slice || kind == reflect.Map || kind == reflect.Pointer || kind == reflect.Interface:
			case kind == reflect.Struct:
				visit(f.Type, prefix+`{"`+name+`":`, "}"+suffix, depth+1)
			case scalar:
				continue
			default:
				scalar = true // one stands for all
			}
			places = append(places, place{prefix + `{"` + name + `":`, "}" + suffix})
		}
	}
	visit(t, "", "", 0)
	return places
}

// What is allocated while a document is read, garbage included, bounds what it may raise the heap by; where that is
// no bound, what is kept must be below it, and the garbage not far above. Where every document may take little, short
// ones show what is allocated for each byte. For long ones see TestThePeakOfTheHeap.
func TestEachByteMayCostSixteen(t *testing.T) { //nolint:paralleltest // it counts what the whole program allocates
	defer userdata.SetMemoryAtLeast(userdata.SetMemoryAtLeast(32 << 10))
	documents := hostile(8<<10, 100)
	names := slices.Sorted(maps.Keys(documents))
	runs := 0
	for _, target := range targets {
		of := reflect.TypeOf(target)
		if of.Kind() == reflect.Pointer {
			of = of.Elem()
		}
		places := placesOf(of)
		for _, name := range names {
			for _, place := range places {
				if runs++; runs%sweep == 0 {
					checkMemory(t, of, name, []byte(place.prefix+documents[name]+place.suffix), 64<<10)
				}
			}
		}
	}
}

// sweep says that one of so many combinations of target, document and place is tried.
const sweep = 31

// The documents that took gigabytes are refused at once.
func TestHostileDocuments(t *testing.T) { //nolint:paralleltest // it counts what the whole program allocates
	transactions := reflect.TypeFor[envelope[userdata.FirstPage[userdata.Transaction]]]()
	checkMemory(t, transactions, "{}", []byte(`{"data":{"items":[`+strings.Repeat(`{},`, 31<<20/3)+`{}]}}`), 4<<20)
	for value, size := range map[string]int{`{}`: 2 << 20, `1`: 2 << 20, `[]`: 2 << 20, `null`: 2 << 20, `""`: 2 << 20, `{"id":1}`: 2 << 20, `{"":{}}`: 2 << 20, `[[]]`: 2 << 20} {
		list := strings.Repeat(value+",", size/(len(value)+1)) + value
		for of, document := range map[reflect.Type]string{
			transactions: `{"data":{"items":[` + list + `]}}`,
			reflect.TypeFor[userdata.AccountPayload](): `{"insight":{"features":{"new":[` + list + `]}},"links":[{"records":[` + list + `]}]}`,
			reflect.TypeFor[any]():                     `[` + list + `]`,
		} {
			checkMemory(t, of, value, []byte(document), 4<<20)
		}
	}
}

func checkMemory(t *testing.T, of reflect.Type, name string, data []byte, atLeast uint64) {
	t.Helper()
	_, _ = userdata.Unmarshal([]byte(`{}`), reflect.New(of).Interface()) // what has to be known of the type is kept
	into := reflect.New(of).Interface()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	unread, err := userdata.Unmarshal(data, into)
	runtime.ReadMemStats(&after)
	limit := 16*uint64(len(data)) + atLeast
	taken := after.TotalAlloc - before.TotalAlloc
	if taken > limit && taken < 4*limit { // it may be garbage
		into = reflect.New(of).Interface()
		runtime.GC()
		runtime.ReadMemStats(&before)
		unread, err = userdata.Unmarshal(data, into)
		runtime.GC()
		runtime.ReadMemStats(&after)
		runtime.KeepAlive(into)
		taken = after.HeapAlloc - min(before.HeapAlloc, after.HeapAlloc)
	}
	if taken > limit {
		t.Errorf("%s in %v took %d bytes, %.1f for each, error %v, %d unread; it begins %.80s", name, of, taken, float64(taken)/float64(len(data)), err, len(unread), data)
	}
	if err != nil {
		require.Empty(t, unread)
	}
}

// The lists that are just not refused raise the heap by no more than is promised.
func TestThePeakOfTheHeap(t *testing.T) { //nolint:paralleltest // it looks at the heap of the whole program
	if !peak.Alone(t) {
		return
	}
	const size = 1 << 20
	for name, element := range map[string]struct {
		target any
		format string
	}{
		"sound":      {userdata.FirstPage[userdata.Transaction]{}, `{"id":"%s"}`},
		"flawed":     {userdata.FirstPage[userdata.Transaction]{}, `{"id":"%s","amount":"x"}`},
		"itself":     {struct{ Items []userdata.Item }{}, `{"value":"%s"}`},
		"any":        {struct{ Items []any }{}, `{"a":"%s"}`},
		"inner list": {struct{ Items [][]string }{}, `["","","%s"]`},
		"no float64": {struct{ Items any }{}, `1e999,"%s"`},
	} {
		of := reflect.TypeOf(element.target)
		for pad := 0; ; pad += 10 {
			require.Less(t, pad, 400, "%s: something is read", name)
			value := fmt.Sprintf(element.format, strings.Repeat("a", pad))
			data := []byte(`{"items":[` + strings.Repeat(value+",", size/(len(value)+1)) + value + `]}`)
			if _, err := userdata.Unmarshal(data, reflect.New(of).Interface()); err != nil {
				continue
			}
			into := reflect.New(of).Interface()
			var unread []userdata.Malformed
			taken := peak.Heap(func() { unread, _ = userdata.Unmarshal(data, into) })
			runtime.KeepAlive(into)
			runtime.KeepAlive(unread)
			if limit := 16*uint64(len(data)) + 4<<20; taken > limit {
				t.Errorf("%s with %d letters: the heap rose by %d bytes, %.1f for each", name, pad, taken, float64(taken)/float64(len(data)))
			}
			break
		}
	}
}
