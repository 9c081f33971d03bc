package smile

import "github.com/smileapi/smile-go/userdata"

// envelope is what surrounds the data of each reply.
type envelope struct {
	Code      ErrorCode `json:"code"`
	Message   string    `json:"message"`
	RequestID string    `json:"requestId"`
}

// head returns e, also for what embeds it.
func (e *envelope) head() *envelope { return e }

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
	decode(body []byte) ([]userdata.Unread, error)
	// complete reports whether the reply has the data that the operation promises.
	complete() bool
	// forget makes ready for another attempt.
	forget()
}

func (r *reply[T]) decode(body []byte) ([]userdata.Unread, error) {
	if _, ok := any(r.Data).(page); ok {
		r.Data = new(T)
		any(r.Data).(page).expect(len(body))
	}
	unread, err := userdata.Unmarshal(body, r)
	for _, value := range unread {
		if value.Path == "data.items" {
			// One value that cannot be read is a gap. A list that cannot be read is no reply.
			return unread, ErrMalformedReply
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

func (r *reply[T]) forget() { *r = reply[T]{} }
