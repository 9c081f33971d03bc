package userdata

import (
	"bytes"
	"encoding/json"
)

// stringContent returns the content of a JSON string. It allocates only if something is escaped. Null counts as the
// empty string.
func stringContent(data []byte) (content []byte, ok bool) {
	if string(data) == "null" {
		return nil, true
	}
	if len(data) < 2 || data[0] != '"' || data[len(data)-1] != '"' {
		return nil, false
	}
	content = data[1 : len(data)-1]
	if bytes.IndexByte(content, '\\') < 0 {
		return content, true
	}
	var text string
	err := json.Unmarshal(data, &text)
	return []byte(text), err == nil
}

// marshalString returns text that needs no escaping as a JSON string, or null if it is empty.
func marshalString(text string) ([]byte, error) {
	if text == "" {
		return []byte("null"), nil
	}
	return []byte(`"` + text + `"`), nil
}
