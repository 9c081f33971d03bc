package smile

import (
	"bytes"
	"context"
	"encoding/base64"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
)

// MaxFileSize is the size in bytes of the largest file that can be uploaded. The API documents 15 MB, taken here as 15
// MiB.
const MaxFileSize = 15 << 20

// FileFormat is the format of a file.
type FileFormat string

// The formats that the API accepts.
const (
	FormatPDF  FileFormat = "PDF"
	FormatPNG  FileFormat = "PNG"
	FormatJPG  FileFormat = "JPG"
	FormatJPEG FileFormat = "JPEG"
)

// FileSubtype is the part of an archive that a file contains. The API may add others.
type FileSubtype string

// The parts of an archive.
const (
	FileSubtypePayslip               FileSubtype = "PAYSLIP"
	FileSubtypePersonalInformation   FileSubtype = "PERSONAL_INFORMATION"
	FileSubtypeEmploymentInformation FileSubtype = "EMPLOYMENT_INFORMATION"
	FileSubtypeTaxPayment            FileSubtype = "TAX_PAYMENT"
	FileSubtypeCompanyIDFront        FileSubtype = "COMPANY_ID_FRONT"
	FileSubtypeCompanyIDBack         FileSubtype = "COMPANY_ID_BACK"
	FileSubtypeCardFront             FileSubtype = "CARD_FRONT"
	FileSubtypeCardBack              FileSubtype = "CARD_BACK"
)

// File is a file to upload.
type File struct {
	// Name is the file's name at Smile. It defaults to the name of the content or, if that has none, to a name that
	// Smile chooses.
	Name    string      `json:"fileName,omitzero"`
	Subtype FileSubtype `json:"fileSubtype,omitzero"`
	// Format is optional: it is detected from the content.
	Format FileFormat `json:"fileExtensionType"`
	// Content provides the content of the file.
	Content Content `json:"fileContent"`
}

// Content provides the content of a file to upload. It is checked before the upload: a file that is missing, empty,
// larger than [MaxFileSize], not a PDF, PNG or JPEG, or not of the format that its name indicates is refused. During
// the upload it is read piece by piece, so that a file is never held in memory, and it is read again if the upload is
// retried.
//
// Your code behind a content, such as a reader, runs on a goroutine other than the caller's. If it blocks, the call
// still ends with its context; a reader may then still be in use after the call, and an open file is closed when the
// read returns. If it panics, the call panics with a [PanicError].
type Content struct {
	// origin identifies where the content comes from. It is a pointer so that package fmt does not print it.
	origin *any
	name   string
	// size is -1 if it is unknown.
	size int64
	// open starts again from the beginning; it is nil for content that can be read only once.
	open func() (io.ReadCloser, error)
	once *once
	// placeholder is set while a call encodes the JSON around the content.
	placeholder bool
}

// FromPath returns the content of a file on this machine. It must be a regular file: a pipe or a device is refused
// without opening it.
func FromPath(name string) Content {
	return Content{origin: origin(name), name: filepath.Base(name), size: -1, open: func() (io.ReadCloser, error) {
		if err := regular(os.Stat(name)); err != nil {
			return nil, err
		}
		return os.Open(name) //nolint:gosec // the caller chooses the file
	}}
}

// FromFS returns the content of a file in a file system, such as one embedded in the program. It must be a regular
// file.
func FromFS(fsys fs.FS, name string) Content {
	if isNil(fsys) {
		return Content{}
	}
	return Content{origin: origin(fileOf{fsys, name}), name: path.Base(name), size: -1, open: func() (io.ReadCloser, error) {
		if asked, ok := fsys.(fs.StatFS); ok { // before opening it, which may block
			if err := regular(asked.Stat(name)); err != nil {
				return nil, err
			}
		}
		return fsys.Open(name)
	}}
}

func origin(of any) *any { return &of }

type fileOf struct {
	fsys fs.FS
	name string
}

// regular refuses a file whose size has no meaning, and that may block forever when opened.
func regular(info fs.FileInfo, err error) error {
	switch {
	case err != nil:
		return err
	case isNil(info) || !info.Mode().IsRegular():
		return errNotRegular
	default:
		return nil
	}
}

// FromReaderAt returns the first size bytes of r, such as a [bytes.Reader] or a file received in a form.
func FromReaderAt(r io.ReaderAt, size int64) Content {
	if isNil(r) {
		return Content{}
	}
	size = max(size, 0)
	return Content{origin: origin(sectionOf{r, size}), size: size, open: func() (io.ReadCloser, error) {
		return io.NopCloser(io.NewSectionReader(r, 0, size)), nil
	}}
}

type sectionOf struct {
	r    io.ReaderAt
	size int64
}

// FromFunc returns size bytes that can be read any number of times: each call of open starts again from the beginning.
// If size is -1, it is unknown, as with FromReader. Every reader is closed. Open may be called while a reader that it
// returned earlier is still in use by an abandoned attempt.
func FromFunc(size int64, open func() (io.ReadCloser, error)) Content {
	return Content{origin: origin(&open), size: size, open: open}
}

// FromReader returns everything left in r. It can be uploaded only once: after its first byte has been sent the call is
// not retried, whatever the retry mode. The reader is not closed. If r has no Len method, the size is not announced to
// the API, and a file that is too large is detected only while it is sent.
func FromReader(r io.Reader) Content {
	if isNil(r) {
		return Content{}
	}
	size := int64(-1)
	if sized, ok := r.(interface{ Len() int }); ok {
		size = int64(sized.Len())
	}
	return Content{origin: origin(r), size: size, once: &once{reader: r, turn: make(chan struct{}, 1)}}
}

// Equal reports whether both contents have the same origin: the same path, name in a file system, or reader. Functions
// cannot be compared, so the content that [FromFunc] returns equals only its copies. It is for tests; go-cmp calls it.
func (s Content) Equal(other Content) bool {
	if s.origin == nil || other.origin == nil {
		return s.origin == other.origin
	}
	return reflect.ValueOf(*s.origin).Comparable() && reflect.ValueOf(*other.origin).Comparable() && *s.origin == *other.origin
}

// MarshalText returns an error, so that a file is never silently missing from encoded params. A call encodes the
// content of its files while it sends them.
func (s Content) MarshalText() ([]byte, error) {
	if s.placeholder {
		return nil, nil
	}
	return nil, errContent
}

// sniffed is the number of bytes used to detect the format of a file.
const sniffed = 1024

// glimpse is the result of looking at a content.
type glimpse struct {
	head []byte
	size int64
}

// look returns the beginning of the content, and its size if that is known.
func (s Content) look(ctx context.Context) (glimpse, error) {
	if s.once != nil {
		head, err := s.once.look(ctx)
		return glimpse{head, s.size}, err
	}
	content, err := s.begin(ctx)
	if err != nil {
		return glimpse{}, err
	}
	defer func() { _ = content.Close() }()
	seen := glimpse{make([]byte, sniffed), s.size}
	if file, ok := content.(fs.File); ok && s.size < 0 {
		info, err := file.Stat()
		if err := regular(info, err); err != nil {
			return glimpse{}, err
		}
		seen.size = info.Size()
	}
	n, err := fill(ctx, seen.head, content)
	seen.head = seen.head[:n]
	return seen, unlessEOF(err)
}

// begin opens the content, or takes the reader if it can be read only once.
func (s Content) begin(ctx context.Context) (io.ReadCloser, error) {
	switch {
	case ctx.Err() != nil:
		return nil, context.Cause(ctx)
	case s.once != nil:
		return io.NopCloser(s.once), s.once.begin(ctx)
	}
	content, err := s.open()
	if err == nil && isNil(content) {
		return nil, errNoReader
	}
	return content, err
}

// once is a reader that can be read only once.
type once struct {
	begun atomic.Bool
	// turn is held by the goroutine that looks at the reader or takes it.
	turn   chan struct{}
	reader io.Reader
	// head holds the bytes already read from reader, and err the error that followed them.
	head []byte
	err  error
}

// look reads enough to detect the format, once.
func (o *once) look(ctx context.Context) ([]byte, error) {
	if err := take(ctx, o.turn); err != nil {
		return nil, err
	}
	defer func() { <-o.turn }()
	if o.begun.Load() {
		return nil, errReadBefore
	}
	if missing := sniffed - len(o.head); missing > 0 && o.err == nil {
		more := make([]byte, missing)
		n, err := fill(ctx, more, o.reader)
		o.head = append(o.head, more[:n]...)
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		o.err = err
	}
	return o.head, unlessEOF(o.err)
}

// begin takes the reader: afterwards it can no longer be looked at or taken.
func (o *once) begin(ctx context.Context) error {
	if err := take(ctx, o.turn); err != nil {
		return err
	}
	defer func() { <-o.turn }()
	if !o.begun.CompareAndSwap(false, true) {
		return errReadBefore
	}
	return nil
}

// take waits for a turn. Unlike a mutex, it stops when the context ends.
func take(ctx context.Context, turn chan<- struct{}) error {
	select {
	case turn <- struct{}{}:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

// Read continues reading after begin.
func (o *once) Read(p []byte) (int, error) {
	if len(o.head) > 0 {
		n := copy(p, o.head)
		o.head = o.head[n:]
		return n, nil
	}
	if o.err != nil {
		return 0, o.err
	}
	return o.reader.Read(p)
}

// Errors of a content.
var (
	errContent    = says("the content of a file is encoded only while a call such as ArchivesService.Create sends it")
	errNotRegular = says("not a regular file")
	errNoReader   = says("it returned neither a reader nor an error")
	errReadBefore = says("it was already read, and can be read only once")
	errReadCount  = says("its reader returned an invalid number of bytes")
)

// fill reads until p is full, r ends or the context ends. Unlike io.ReadFull it does not return io.ErrUnexpectedEOF,
// which could also come from a reader that was itself cut off, such as a response body.
func fill(ctx context.Context, p []byte, r io.Reader) (n int, err error) {
	for idle := 0; n < len(p) && err == nil; {
		if ctx.Err() != nil {
			return n, ctx.Err()
		}
		var more int
		more, err = r.Read(p[n:])
		if more < 0 || more > len(p)-n {
			return n, errReadCount
		}
		n += more
		if idle++; more > 0 {
			idle = 0
		}
		if idle == maxEmptyReads && err == nil {
			err = io.ErrNoProgress
		}
	}
	return n, err
}

// maxEmptyReads is how often a reader may return no data, as in package bufio.
const maxEmptyReads = 100

func unlessEOF(err error) error {
	if err == io.EOF { //nolint:errorlint // io.Reader promises io.EOF itself
		return nil
	}
	return err
}

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

// formatOf detects a format from the content. It returns "" for an unknown one. A PDF may have other bytes before its
// signature.
func formatOf(head []byte) FileFormat {
	switch {
	case bytes.HasPrefix(head, []byte("\x89PNG\r\n\x1a\n")):
		return FormatPNG
	case bytes.HasPrefix(head, []byte("\xff\xd8\xff")):
		return FormatJPEG
	case bytes.Contains(head, []byte("%PDF-")):
		return FormatPDF
	default:
		return ""
	}
}

// formatNamed returns the format for the extension of a name, or "" for an unknown one.
func formatNamed(name string) FileFormat {
	format := FileFormat(strings.ToUpper(strings.TrimPrefix(path.Ext(name), ".")))
	switch format {
	case FormatPDF, FormatPNG, FormatJPG, FormatJPEG:
		return format
	default:
		return ""
	}
}

// kind maps the two names of JPEG to one.
func (f FileFormat) kind() FileFormat {
	if f == FormatJPG {
		return FormatJPEG
	}
	return f
}

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
