package smile

import (
	"bytes"
	"encoding/json"
	"regexp"
	"strings"

	"github.com/smileapi/smile-go/userdata"
)

// envelope is what surrounds the data of each reply.
type envelope struct {
	Code      ErrorCode `json:"code"`
	Message   string    `json:"message"`
	RequestID string    `json:"requestId"`
}

// head returns e, also for what embeds it.
func (e *envelope) head() *envelope { return e }

// ofSmile reports whether the envelope is Smile's: its code is one that is known, or looks like one that came
// later. Gateways write codes too, but no request ID beside them.
func (e *envelope) ofSmile() bool {
	return e.Code == CodeOK || e.Code == CodeCreated || kindOf(e.Code, 0) != nil ||
		e.RequestID != "" && codeForm.MatchString(string(e.Code))
}

var codeForm = regexp.MustCompile(`^[A-Z][A-Z0-9_]*$`)

// failed reports whether the code contradicts a status of success. The API may add codes, so that only
// the known ones do.
func (e *envelope) failed() bool {
	return kindOf(e.Code, 0) != nil
}

// reply is an envelope with its data.
type reply[T any] struct {
	envelope
	Data *T `json:"data"`
}

// target is a reply of any data.
type target interface {
	head() *envelope
	// decode reads a whole reply.
	decode(body []byte) ([]userdata.Malformed, error)
	// complete reports whether the reply has the data that the operation promises.
	complete() bool
	// has reports whether the data is an object with something at a path such as user.id.
	has(body []byte, path string) bool
	// forget makes ready for another attempt.
	forget()
}

func (r *reply[T]) decode(body []byte) ([]userdata.Malformed, error) {
	if _, ok := any(r.Data).(page); ok {
		r.Data = new(T)
		any(r.Data).(page).expect(len(body))
	}
	unread, err := userdata.Unmarshal(body, r)
	for _, value := range unread {
		if value.Path == "data.items" {
			// One value that cannot be read is a gap. A list that cannot be read is no reply.
			return unread, ErrMalformedResponse
		}
	}
	return unread, err
}

func (r *reply[T]) complete() bool {
	switch data := any(r.Data).(type) {
	case *struct{}:
		return true
	case page:
		return r.Data != nil && data.given()
	default:
		return r.Data != nil
	}
}

func (r *reply[T]) has(body []byte, path string) bool {
	var sent struct {
		Data json.RawMessage `json:"data"`
	}
	if json.Unmarshal(body, &sent) != nil || !bytes.HasPrefix(sent.Data, []byte("{")) {
		return false
	}
	if present(sent.Data, path) {
		return true
	}
	read, err := json.Marshal(r.Data) // which knows other forms that the API has for an object
	return err == nil && present(read, path)
}

// present reports whether an object has something at a path.
func present(value json.RawMessage, path string) bool {
	for name := range strings.SplitSeq(path, ".") {
		var members map[string]json.RawMessage
		if json.Unmarshal(value, &members) != nil {
			return false
		}
		value = members[name]
	}
	switch text := string(value); text {
	case "", "null", `""`, "{}", "[]":
		return false
	default:
		return true
	}
}

func (r *reply[T]) forget() { *r = reply[T]{} }
