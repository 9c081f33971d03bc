package smile

import (
	"bytes"
	"context"
	"encoding/base64"
	"fmt"
	"io"
	"slices"
	"sync"
)

// attachment is a file in the body of a call.
type attachment struct {
	// field is the path of the file in the body, such as "rawFiles[0].".
	field  string
	name   string
	source *Content
	format *FileFormat
}

// carrier is a body with files. Its JSON contains them in the same order, without their contents.
type carrier interface {
	attachments() []attachment
}

// check looks at the file and refuses it if the API would. It sets the size and the format.
func (a *attachment) check(ctx context.Context, o *Operation) error {
	content, extension := a.field+"fileContent", a.field+"fileExtensionType"
	source := *a.source
	if source.open == nil && source.once == nil {
		return o.refuse(content, "is missing: set it, for example with FromPath")
	}
	first, err := await(ctx, func() (glimpse, error) { return source.look(ctx) })
	switch {
	case err != nil && ctx.Err() != nil:
		return &Error{Operation: o.ID, Err: contextError(ctx)}
	case err != nil:
		return o.refuseFile(content, err)
	case first.size == 0 || len(first.head) == 0:
		return o.refuse(content, "is empty")
	case first.size > MaxFileSize:
		return o.refuse(content, tooLarge)
	}
	a.source.size = first.size
	seen := formatOf(first.head)
	if seen == "" {
		return o.refuse(content, "is not a PDF, PNG or JPEG")
	}
	named := formatNamed(a.name)
	if named != "" && named.kind() != seen {
		return o.refuse(content, fmt.Sprintf("is %s, but its name says %s", seen, named))
	}
	switch {
	case *a.format == "" && named != "":
		*a.format = named
	case *a.format == "":
		*a.format = seen
	case !slices.Contains([]FileFormat{FormatPDF, FormatPNG, FormatJPG, FormatJPEG}, *a.format):
		return o.refuse(extension, "must be FormatPDF, FormatPNG, FormatJPG or FormatJPEG, or empty")
	case a.format.kind() != seen:
		return o.refuse(extension, fmt.Sprintf("is %s, but the content is %s", *a.format, seen))
	}
	return nil
}

var tooLarge = fmt.Sprintf("is larger than %d bytes", MaxFileSize)

// refuseFile returns the error for a file that cannot be read.
func (o *Operation) refuseFile(field string, err error) *ParameterError {
	err = inWords(err)
	return &ParameterError{Operation: o.ID, Field: field, Problem: "cannot be read: " + err.Error(), Err: err}
}

// upload is a request body that is generated while it is sent.
type upload struct {
	operation *Operation
	// json holds the parts of the JSON before, between and after the contents.
	json     [][]byte
	files    []attachment
	length   int64 // of the body; -1 if unknown
	total    int64 // of the contents; -1 if unknown
	progress func(done, total int64)
	// turn is held by the goroutine that calls progress.
	turn chan struct{}

	mutex sync.Mutex
	// bodies holds the bodies of all attempts.
	bodies []*uploadBody
	// failed is the error of a file, or the panic or exit of its reader or of progress.
	failed ending
}

// emptyContent marks the place of a content in the JSON of a body. It cannot occur inside a string, where quotes are
// escaped.
var emptyContent = []byte(`"fileContent":""`)

func newUpload(o *Operation, document []byte, files []attachment, progress func(done, total int64)) *upload {
	u := &upload{operation: o, files: files, progress: progress, turn: make(chan struct{}, 1)}
	quote := len(emptyContent) - 1 // the content goes between the last two quotes
	for range files {
		at := bytes.Index(document, emptyContent) + quote
		u.json = append(u.json, document[:at])
		document = document[at:]
	}
	u.json = append(u.json, document)
	for _, literal := range u.json {
		u.length += int64(len(literal))
	}
	for _, file := range files {
		if file.source.size < 0 {
			u.length, u.total = -1, -1
			break
		}
		u.length += int64(base64.StdEncoding.EncodedLen(int(file.source.size)))
		u.total += file.source.size
	}
	return u
}

// open starts a body. The attempt timeout bounds the time without progress while the body is sent and then, or as soon
// as the response starts, the time for the whole response.
func (u *upload) open(ctx context.Context, idle *idleTimeout) *uploadBody {
	b := &uploadBody{upload: u, idle: idle, gone: make(chan struct{})}
	b.ctx, b.end = context.WithCancelCause(ctx)
	b.pieces, b.sink = io.Pipe()
	context.AfterFunc(b.ctx, func() { _ = b.pieces.CloseWithError(context.Cause(b.ctx)) })
	u.mutex.Lock()
	defer u.mutex.Unlock()
	u.bodies = append(u.bodies, b)
	return b
}

// end ends all bodies. It panics or exits if a reader or progress did. Afterwards no code of the caller is running,
// unless it blocks for longer than a moment.
func (u *upload) end() {
	if u == nil {
		return
	}
	u.mutex.Lock()
	bodies := u.bodies
	u.mutex.Unlock()
	for _, body := range bodies {
		_ = body.Close()
	}
	ctx, cancel := context.WithTimeout(context.Background(), moment)
	defer cancel()
	for _, body := range bodies {
		body.begin.Do(func() { close(body.gone) })
		select {
		case <-body.gone:
		case <-ctx.Done():
		}
	}
	failed := u.failure()
	failed.raise()
}

// failure returns how generating a body failed, if it did.
func (u *upload) failure() ending {
	if u == nil {
		return ending{}
	}
	u.mutex.Lock()
	defer u.mutex.Unlock()
	return u.failed
}

// repeatable reports whether the body can be sent again.
func (u *upload) repeatable() bool {
	if u == nil {
		return true
	}
	for _, file := range u.files {
		if file.source.once != nil && file.source.once.begun.Load() {
			return false
		}
	}
	failed := u.failure()
	return failed.well()
}

// uploadBody is the body of one attempt. A goroutine of its own generates it piece by piece and runs all of the
// caller's code, so that code cannot hold up net/http for longer than the attempt lasts.
type uploadBody struct {
	*upload
	ctx  context.Context
	end  context.CancelCauseFunc
	idle *idleTimeout

	begin  sync.Once
	pieces *io.PipeReader
	sink   *io.PipeWriter
	// gone is closed when the goroutine has ended.
	gone chan struct{}

	done int64 // of all contents
}

var (
	errSuperseded = says("the body belongs to an attempt that has ended")
	errNotMade    = says("the body could not be generated")
)

// Read returns what the goroutine has generated. The first call starts the goroutine.
func (b *uploadBody) Read(p []byte) (int, error) {
	b.begin.Do(func() { apart(b.write, b.made) })
	return b.pieces.Read(p)
}

// Close ends the body: nothing more is read, and an open file is closed.
func (b *uploadBody) Close() error {
	b.end(errSuperseded)
	return nil
}

// made records how generating the body ended. An error in an attempt that has ended is ignored; a panic never is.
func (b *uploadBody) made(end ending) {
	defer close(b.gone)
	err := end.err
	if err == nil && !end.well() {
		err = errNotMade
	}
	if _, failed := err.(*ParameterError); failed && b.ctx.Err() == nil || err == errNotMade { //nolint:errorlint // they are made here
		b.fail(end)
	}
	_ = b.sink.CloseWithError(err)
}

func (u *upload) fail(end ending) {
	u.mutex.Lock()
	defer u.mutex.Unlock()
	if u.failed.well() || end.err == nil {
		u.failed = end
	}
}

// write generates the body. All of the caller's code has run before the last piece is sent, so that it cannot fail
// after the server has received the whole request.
func (b *uploadBody) write() error {
	if err := b.send(b.json[0]); err != nil {
		return err
	}
	if err := b.report(0); err != nil {
		return err
	}
	content, encoded := make([]byte, 3<<12), make([]byte, 4<<12)
	for i, file := range b.files {
		if err := b.sendFile(file, content, encoded); err != nil {
			return err
		}
		if err := b.send(b.json[i+1]); err != nil {
			return err
		}
	}
	b.idle.finish()
	return nil
}

// send sends a piece.
func (b *uploadBody) send(piece []byte) error {
	_, err := b.sink.Write(piece)
	b.idle.start()
	return err
}

// sendFile sends the content of a file. The sizes of its two buffers match.
func (b *uploadBody) sendFile(file attachment, piece, encoded []byte) error {
	field, promised, size := file.field+"fileContent", file.source.size, int64(0)
	content, err := file.source.begin(b.ctx)
	if err != nil {
		return b.operation.refuseFile(field, err)
	}
	defer func() { _ = content.Close() }()
	for last := false; !last; {
		n, err := fill(b.ctx, piece, content)
		last = err == io.EOF //nolint:errorlint // io.Reader promises io.EOF itself
		size += int64(n)
		switch {
		case err != nil && !last:
			return b.operation.refuseFile(field, err)
		case promised < 0 && size > MaxFileSize:
			return b.operation.refuse(field, tooLarge)
		case promised >= 0 && (size > promised || last && size < promised):
			return b.operation.refuse(field, "changed size while it was sent")
		case n == 0:
			continue
		}
		ready := encoded[:base64.StdEncoding.EncodedLen(n)]
		base64.StdEncoding.Encode(ready, piece[:n])
		if err := b.send(ready); err != nil {
			return err
		}
		if err := b.report(n); err != nil {
			return err
		}
	}
	return nil
}

// report reports progress after n more bytes of the contents.
func (b *uploadBody) report(n int) error {
	b.done += int64(n)
	if b.progress == nil {
		return nil
	}
	if err := take(b.ctx, b.turn); err != nil { // an earlier attempt may still be blocked in it
		return err
	}
	defer func() { <-b.turn }()
	if b.ctx.Err() != nil {
		return context.Cause(b.ctx)
	}
	b.progress(b.done, b.total)
	return nil
}
