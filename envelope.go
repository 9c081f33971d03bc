package smile

import (
	"bytes"
	"encoding/json"
	"regexp"
	"strings"

	"github.com/smileapi/smile-go/userdata"
)

// envelope is the object around the data of each response.
type envelope struct {
	Code      ErrorCode `json:"code"`
	Message   string    `json:"message"`
	RequestID string    `json:"requestId"`
}

// head returns e, also for types that embed it.
func (e *envelope) head() *envelope { return e }

// ofSmile reports whether the envelope is Smile's: its code is known, or has the form of one added later. Gateways use
// codes too, but without a request ID beside them.
func (e *envelope) ofSmile() bool {
	return e.Code == CodeOK || e.Code == CodeCreated || kindOf(e.Code, 0) != nil ||
		e.RequestID != "" && codeForm.MatchString(string(e.Code))
}

var codeForm = regexp.MustCompile(`^[A-Z][A-Z0-9_]*$`)

// failed reports whether the code contradicts a successful status. Only known codes do, because the API may add others.
func (e *envelope) failed() bool {
	return kindOf(e.Code, 0) != nil
}

// reply is an envelope with its data.
type reply[T any] struct {
	envelope
	Data *T `json:"data"`
}

// target is a reply with any type of data.
type target interface {
	head() *envelope
	// decode decodes a whole response.
	decode(body []byte) ([]userdata.Malformed, error)
	// complete reports whether the response has the data that the operation promises.
	complete() bool
	// has reports whether the data is an object with a value at a path such as user.id.
	has(body []byte, path string) bool
	// forget prepares the target for another attempt.
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
			// A malformed value is a gap in the data. A malformed list is a malformed response.
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
	read, err := json.Marshal(r.Data) // the model accepts alternative forms of an object
	return err == nil && present(read, path)
}

// present reports whether an object has a value at a path.
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
