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

// ValueType is the declared type of an [Item]'s value.
type ValueType string

// The types of values. There is no type for dates: they are declared as STRING, or even as NUMBER.
const (
	ValueString  ValueType = "STRING"
	ValueNumber  ValueType = "NUMBER"
	ValueBoolean ValueType = "BOOLEAN"
)

// Item is a named value, such as one figure of a signal. The set of names depends on the product and may change at any
// time.
//
// The accessors convert Value to a Go type. They return [ErrNoValue] if it is empty, and an [ItemTypeError] if it is
// declared as another type or does not have the right form.
type Item struct {
	Name string `json:"name"`
	// Value is the value as text, with numbers as the API wrote them. It is empty if the API returned none.
	Value     string    `json:"value,omitzero"`
	ValueType ValueType `json:"valueType"`
}

// ErrNoValue means that the API returned no value for an [Item].
var ErrNoValue = errors.New("userdata: the item has no value")

var errBoolean = errors.New("userdata: a boolean must be true or false")

// ItemTypeError means that the value of an [Item] cannot be converted to the requested type. Item.Value has the value.
type ItemTypeError struct {
	Name      string
	ValueType ValueType
	// Wanted is the requested type, such as "a date".
	Wanted string
}

// Error names the item, its declared type and the requested type. It does not quote the value.
func (e *ItemTypeError) Error() string {
	return fmt.Sprintf("userdata: the item %q, declared as %q, cannot be read as %s; see its Value", e.Name, e.ValueType, e.Wanted)
}

// Decimal returns the value as an exact number. The declared type must be NUMBER or one that this version does not
// know, and [ParseDecimal] must accept the text.
func (i Item) Decimal() (Decimal, error) {
	return readItem(i, "a number", ValueNumber, ParseDecimal)
}

// Int is Decimal for whole numbers in the range of int64: 3.0 is one, 3.5 is not.
func (i Item) Int() (int64, error) {
	return readItem(i, "a 64-bit whole number", ValueNumber, func(text string) (int64, error) {
		value, err := ParseDecimal(text)
		whole := value.Round(0)
		if err != nil || !whole.Equal(value) {
			return 0, errDecimal
		}
		return strconv.ParseInt(whole.String(), 10, 64)
	})
}

// Bool returns the value as a boolean, written true or false in any case. The declared type must be BOOLEAN or one that
// this version does not know.
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

// Time returns the value as a time, whatever the declared type. The text must be in RFC 3339 format. Defects of a
// date-time that [Unmarshal] repairs are repaired here too.
func (i Item) Time() (time.Time, error) {
	return readItem(i, "a date-time", "", func(text string) (value time.Time, err error) {
		err = value.UnmarshalText([]byte(tidyTime(text)))
		return value, err
	})
}

// Date returns the value as a day, whatever the declared type. [ParseDate] must accept the text. For the day of a
// date-time, use Time and [DateOf].
func (i Item) Date() (Date, error) {
	return readItem(i, "a date", "", ParseDate)
}

// readItem parses the text of an item that must be declared as the given type, or as any type if that is empty. It
// drops the error of parse, which may quote the text.
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

// itemDocument is an item in JSON, whose value may be any scalar.
type itemDocument struct {
	Name      string     `json:"name"`
	Value     scalarText `json:"value"`
	ValueType ValueType  `json:"valueType"`
}

func (d itemDocument) item() Item { return Item{d.Name, string(d.Value), d.ValueType} }

// UnmarshalJSON reads an item whose value is a string, a number, a boolean or null.
func (i *Item) UnmarshalJSON(data []byte) error {
	var document itemDocument
	err := json.Unmarshal(data, &document)
	*i = document.item()
	return err
}

// UnmarshalTolerant is UnmarshalJSON for an item with a malformed property: see [TolerantUnmarshaler].
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

// Get returns the first item with the given name. ok is false if there is none.
func (s Items) Get(name string) (item Item, ok bool) {
	for _, item := range s {
		if item.Name == name {
			return item, true
		}
	}
	return Item{}, false
}

// ParseItems returns the members of a JSON object as items in document order. A name that occurs twice becomes two
// items. Numbers keep their literal. Null has neither Value nor ValueType. An object or an array has its JSON as Value
// and no ValueType; call ParseItems again to parse a nested object.
//
// Null and an empty argument return nil. Anything else that is not a JSON object is an error, which does not quote it.
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
		return nil, fmt.Errorf("userdata: the document must be an object, not %s", kind)
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

// itemOf derives the type of an item from its JSON.
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
