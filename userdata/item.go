package userdata

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// ValueType is the declared type of the value of an [Item].
type ValueType string

// The types of values. Dates have no type of their own: the API declares them as STRING or even NUMBER.
const (
	ValueString  ValueType = "STRING"
	ValueNumber  ValueType = "NUMBER"
	ValueBoolean ValueType = "BOOLEAN"
)

// Item is a named value, such as one figure of a signal. The names depend on the product and may change at any time.
//
// The accessors parse Value. They return [ErrNoValue] if Value is empty, and an [*ItemTypeError] if the declared type
// differs from the requested one or if the value is malformed.
type Item struct {
	Name string `json:"name"`
	// Value is the value as text; numbers are written as the API wrote them. It is empty if the API sent no value.
	Value     string    `json:"value,omitzero"`
	ValueType ValueType `json:"valueType"`
}

// ErrNoValue means that an [Item] has no value.
var ErrNoValue = errors.New("userdata: item has no value")

var errBoolean = errors.New("userdata: a boolean must be true or false")

// ItemTypeError means that the value of an [Item] cannot be parsed as the requested type. Its text omits the value: see
// Item.Value.
type ItemTypeError struct {
	Name      string
	ValueType ValueType
	// Wanted is the requested type with its article, such as "a date".
	Wanted string
}

// Error returns a text with the item's name, its declared type and the requested type, but not its value.
func (e *ItemTypeError) Error() string {
	return fmt.Sprintf("userdata: cannot parse item %q, declared as %q, as %s", e.Name, e.ValueType, e.Wanted)
}

// Decimal returns the exact number. The declared type must be NUMBER or unknown to this version, and [ParseDecimal]
// must accept the text.
func (i Item) Decimal() (Decimal, error) {
	return readItem(i, "a number", ValueNumber, ParseDecimal)
}

// Int is like Decimal, for integers in the range of an int64. 3.0 is an integer, 3.5 is not.
func (i Item) Int() (int64, error) {
	return readItem(i, "a 64-bit integer", ValueNumber, func(text string) (int64, error) {
		value, err := ParseDecimal(text)
		whole := value.Round(0)
		if err != nil || !whole.Equal(value) {
			return 0, errDecimal
		}
		return strconv.ParseInt(whole.String(), 10, 64)
	})
}

// Bool returns the boolean, which is true or false in upper or lower case. The declared type must be BOOLEAN or unknown
// to this version.
func (i Item) Bool() (bool, error) {
	return readItem(i, "a boolean", ValueBoolean, func(text string) (bool, error) {
		switch strings.ToLower(text) {
		case "true":
			return true, nil
		case "false":
			return false, nil
		}
		return false, errBoolean
	})
}

// Time returns the date-time, whatever the declared type. The text must have the form of RFC 3339, after the repairs
// that [Unmarshal] makes to a date-time.
func (i Item) Time() (time.Time, error) {
	return readItem(i, "a date-time", "", func(text string) (value time.Time, err error) {
		err = value.UnmarshalText([]byte(tidyTime(text)))
		return value, err
	})
}

// Date returns the date, whatever the declared type. [ParseDate] must accept the text. To get the day of a date-time,
// use Time and [DateOf].
func (i Item) Date() (Date, error) {
	return readItem(i, "a date", "", ParseDate)
}

// readItem parses the text of an item whose declared type must be the given one, or any type if that is "". It drops
// the error of parse, which may quote the text.
func readItem[T any](i Item, wanted string, declared ValueType, parse func(text string) (T, error)) (value T, err error) {
	text := strings.TrimSpace(i.Value)
	if text == "" {
		return value, fmt.Errorf("%w: %q", ErrNoValue, i.Name)
	}
	if declared == "" || i.ValueType == declared || !i.ValueType.known() {
		if value, err = parse(text); err == nil {
			return value, nil
		}
	}
	var none T
	return none, &ItemTypeError{Name: i.Name, ValueType: i.ValueType, Wanted: wanted}
}

func (t ValueType) known() bool { return t == ValueString || t == ValueNumber || t == ValueBoolean }

// itemDocument is an item as the API sends it: the value may be any scalar.
type itemDocument struct {
	Name      string     `json:"name"`
	Value     scalarText `json:"value"`
	ValueType ValueType  `json:"valueType"`
}

func (d itemDocument) item() Item { return Item{d.Name, string(d.Value), d.ValueType} }

// UnmarshalJSON decodes an item whose value is a string, a number, a boolean or null.
func (i *Item) UnmarshalJSON(data []byte) error {
	var document itemDocument
	err := json.Unmarshal(data, &document)
	*i = document.item()
	return err
}

// UnmarshalTolerant is like UnmarshalJSON, for an item with a malformed property: see [TolerantUnmarshaler].
func (i *Item) UnmarshalTolerant(data []byte) ([]Malformed, error) {
	var document itemDocument
	malformed, err := Unmarshal(data, &document)
	*i = document.item()
	return malformed, err
}

// scalarText is the text of a string, a number or a boolean.
type scalarText string

var errScalar = errors.New("userdata: the value of an item must be a string, a number, a boolean or null")

func (t *scalarText) UnmarshalJSON(data []byte) error {
	*t = ""
	switch kindOf(data) {
	case isString:
		return json.Unmarshal(data, (*string)(t))
	case isNumeric, isBoolean:
		*t = scalarText(data)
	case isArray, isObject:
		return errScalar
	}
	return nil
}

// Items is a list of named values in the order of the API.
type Items []Item

// Get returns the first item with the given name. ok is false if there is no such item.
func (s Items) Get(name string) (item Item, ok bool) {
	for _, item := range s {
		if item.Name == name {
			return item, true
		}
	}
	return Item{}, false
}

// ParseItems returns the members of a JSON object as items, in the order of the document. A name that occurs twice
// results in two items. Numbers keep their literal. For null, both Value and ValueType are empty. For an object or an
// array, Value is its JSON and ValueType is empty; call [ParseItems] again to parse an object.
//
// If object is null or empty, ParseItems returns nil. For anything else that is not a JSON object, it returns an error,
// which does not quote the document.
func ParseItems(object json.RawMessage) (Items, error) {
	if len(object) == 0 {
		return nil, nil
	}
	if !json.Valid(object) {
		return nil, syntaxError(json.Unmarshal(object, new(json.RawMessage)))
	}
	value := bytes.TrimSpace(object)
	switch kind := kindOf(value); kind {
	case isNull:
		return nil, nil
	case isObject:
	default:
		return nil, fmt.Errorf("userdata: the document is %s, not an object", kind)
	}
	c := checker{data: value}
	count := 0
	for range c.all() {
		count++
	}
	items := make(Items, 0, count)
	for name, value := range c.all() {
		items = append(items, itemOf(unquote(name), value))
	}
	return items, nil
}

// itemOf returns a value as an item, with the type that its JSON has.
func itemOf(name string, value json.RawMessage) Item {
	var text scalarText
	if text.UnmarshalJSON(value) != nil {
		return Item{Name: name, Value: string(value)}
	}
	item := Item{Name: name, Value: string(text)}
	switch kindOf(value) {
	case isString:
		item.ValueType = ValueString
	case isNumeric:
		item.ValueType = ValueNumber
	case isBoolean:
		item.ValueType = ValueBoolean
	}
	return item
}
