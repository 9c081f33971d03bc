package userdata

import (
	"encoding/json"
	"strings"
)

// repair rewrites a scalar that does not fit a plan, if it can have only one meaning.
func repair(data json.RawMessage, p *plan) (repaired json.RawMessage, ok bool) {
	if len(data) > maxScaled && p.form != formText {
		return nil, false // not worth the memory
	}
	content, inString := stringContent(data)
	text := strings.TrimSpace(string(content))
	switch p.form {
	case formInteger, formFloat, formMoment, formScalar, formForeign:
		if inString && text == "" {
			return json.RawMessage("null"), true
		}
	}
	if !inString {
		text = string(data)
	}
	switch p.form {
	case formMoment:
		return quote(tidyTime(text)), inString
	case formScalar, formForeign:
		return quote(text), inString && text != string(content)
	case formText:
		return quote(text), kindOf(data) == isNumeric || kindOf(data) == isBoolean
	case formBool:
		return json.RawMessage(strings.ToLower(text)), inString && text != ""
	case formFloat:
		return json.RawMessage(text), inString && isLiteral(text)
	case formInteger:
		value, err := ParseDecimal(text)
		whole := value.Round(0)
		return json.RawMessage(whole.String()), err == nil && whole.Equal(value)
	}
	return nil, false
}

// tidyTime converts a date-time to RFC 3339 if its only defects are lower-case letters, a space between date and time,
// or an offset without a colon.
func tidyTime(text string) string {
	text = strings.ToUpper(text)
	if date, clock, ok := strings.Cut(text, " "); ok {
		text = date + "T" + clock
	}
	if sign := len(text) - len("+0800"); sign > 0 && (text[sign] == '+' || text[sign] == '-') {
		text = text[:sign+3] + ":" + text[sign+3:]
	}
	return text
}

func quote(text string) json.RawMessage {
	quoted, _ := json.Marshal(text) // a string always marshals
	return quoted
}

// kind is the kind of a JSON value, worded for an error text.
type kind string

const (
	isNull    kind = "null"
	isString  kind = "a string"
	isNumeric kind = "a number"
	isBoolean kind = "a boolean"
	isArray   kind = "an array"
	isObject  kind = "an object"
)

// kindOf returns the kind of valid JSON, which its first byte determines.
func kindOf(data json.RawMessage) kind {
	switch data[0] {
	case 'n':
		return isNull
	case '"':
		return isString
	case 't', 'f':
		return isBoolean
	case '[':
		return isArray
	case '{':
		return isObject
	}
	return isNumeric
}
