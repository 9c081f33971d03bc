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

// MaxFileSize is the largest file that can be uploaded, in bytes. The API says 15 MB, which is taken at its
// largest.
const MaxFileSize = 15 << 20

// FileFormat is the format of a file.
type FileFormat string

// The formats that the API takes.
const (
	FormatPDF  FileFormat = "PDF"
	FormatPNG  FileFormat = "PNG"
	FormatJPG  FileFormat = "JPG"
	FormatJPEG FileFormat = "JPEG"
)

// FileSubtype says which part of an archive a file is. The API may add others.
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
	// Name is what the file is called at Smile. Empty means the name of the source, and where that has
	// none, one that Smile chooses.
	Name    string      `json:"fileName,omitzero"`
	Subtype FileSubtype `json:"fileSubtype,omitzero"`
	// Format may be left empty: the content tells it.
	Format FileFormat `json:"fileExtensionType"`
	// Content is where the content comes from.
	Content Content `json:"fileContent"`
}

// Content is where the content of a file comes from. Before an upload it is looked at: a file that is
// missing, empty, larger than [MaxFileSize], no PDF, PNG or JPEG, or something else than its name says is
// refused. During the upload it is read piece by piece, so that no file is ever in memory, and read anew when
// the upload is repeated.
//
// What a source runs of yours, such as a reader, runs on another goroutine than the call. When it blocks, the
// call ends with its context all the same, and a reader may then still be in use after the call; a file that
// is read is closed when that is over. When it panics, so does the call: see [PanicError].
type Content struct {
	// origin tells the source from others. It is behind a pointer so that package fmt does not print it.
	origin *any
	name   string
	// size is -1 when it is not known.
	size int64
	// open begins anew; nil for a source that can be read once only.
	open func() (io.ReadCloser, error)
	once *once
}

// FromPath is a file of this machine. It must be a regular one: a pipe or a device is refused unopened.
func FromPath(name string) Content {
	return Content{origin: origin(name), name: filepath.Base(name), size: -1, open: func() (io.ReadCloser, error) {
		if err := regular(os.Stat(name)); err != nil {
			return nil, err
		}
		return os.Open(name) //nolint:gosec // which file is the caller's to say
	}}
}

// FromFS is a file of a file system, such as one that is embedded in the program. It must be a regular one.
func FromFS(fsys fs.FS, name string) Content {
	if isNil(fsys) {
		return Content{}
	}
	return Content{origin: origin(fileOf{fsys, name}), name: path.Base(name), size: -1, open: func() (io.ReadCloser, error) {
		if asked, ok := fsys.(fs.StatFS); ok { // before it is opened, which may block
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

// regular refuses a file whose size means nothing, and that may block for ever whoever opens it.
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

// FromReaderAt is the first size bytes of r, such as a [bytes.Reader] or a file that was received in a form.
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

// FromFunc is size bytes that can be read any number of times, from the beginning with each open; -1 when
// their number is not known, as with FromReader. Every reader is closed. Open may be called while a reader that
// it returned before is still in use, by an attempt that was given up.
func FromFunc(size int64, open func() (io.ReadCloser, error)) Content {
	return Content{origin: origin(&open), size: size, open: open}
}

// FromReader is all that r still has. It can be uploaded once: a call is not repeated after the first byte of
// it was sent, whatever the retry mode. The reader is not closed. When r has no method Len, the API is not told
// beforehand how much comes, and a file that is too large is found out on the way.
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

// Equal reports whether both are made of the same: the same path, name in a file system, or reader. Functions, and file
// systems that are maps, cannot be compared: a Content of one equals its copies only. It is for tests, and what go-cmp
// asks for.
func (s Content) Equal(other Content) bool {
	if s.origin == other.origin {
		return true
	}
	return s.origin != nil && other.origin != nil && reflect.ValueOf(*s.origin).Comparable() && reflect.ValueOf(*other.origin).Comparable() && *s.origin == *other.origin
}

// MarshalText writes nothing: the content is written while it is sent.
func (s Content) MarshalText() ([]byte, error) { return nil, nil }

// sniffed is how much of a file is looked at to tell its format.
const sniffed = 1024

// glimpse is what a look at a source tells.
type glimpse struct {
	head []byte
	size int64
}

// look returns the beginning of the content, and the size if the source tells it.
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

// begin opens the content anew, unless it can be read once only.
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

// once is a reader that cannot begin anew.
type once struct {
	begun atomic.Bool
	// turn has room for the one who looks at the reader or begins with it.
	turn   chan struct{}
	reader io.Reader
	// head is what was read of it to look at, after which came err.
	head []byte
	err  error
}

// look reads as much as it takes to know the beginning, once.
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

// begin takes the reader: nobody else looks at it or begins with it after that.
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

// take waits for a turn, unlike a mutex no longer than a context lasts.
func take(ctx context.Context, turn chan<- struct{}) error {
	select {
	case turn <- struct{}{}:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

// Read reads on, for the one who has begun.
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

// What is wrong with a source.
var (
	errNotRegular = says("it is not a regular file")
	errNoReader   = says("there is neither a reader nor an error")
	errReadBefore = says("it was read before, and can be read once only")
	errReadCount  = says("its reader returns an impossible number of bytes")
)

// fill reads until p is full or r ends or the context does. It is not io.ReadFull, whose io.ErrUnexpectedEOF
// would make the end of a reader of one that was itself cut off, such as the body of a reply.
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

// maxEmptyReads is how often a reader may bring nothing, as in package bufio.
const maxEmptyReads = 100

func unlessEOF(err error) error {
	if err == io.EOF { //nolint:errorlint // io.Reader promises io.EOF itself
		return nil
	}
	return err
}

// attachment is a file in the body of a call.
type attachment struct {
	// field is where the file stands, such as "rawFiles[0].".
	field  string
	name   string
	source *Content
	format *FileFormat
}

// carrier is a body with files. Its JSON has them in the same order, each without its content.
type carrier interface {
	attachments() []attachment
}

// check looks at the file, and refuses what the API would. It fills in the size and the format.
func (a *attachment) check(ctx context.Context, o *Operation) error {
	content, extension := a.field+"fileContent", a.field+"fileExtensionType"
	source := *a.source
	if source.open == nil && source.once == nil {
		return o.refuse(content, "is missing: give the file a source, such as FromPath")
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

// formatOf tells a format by the content, "" for none of them. A PDF may have other bytes before its mark.
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

// formatNamed tells a format by the extension of a name, "" for none of them.
func formatNamed(name string) FileFormat {
	format := FileFormat(strings.ToUpper(strings.TrimPrefix(path.Ext(name), ".")))
	switch format {
	case FormatPDF, FormatPNG, FormatJPG, FormatJPEG:
		return format
	default:
		return ""
	}
}

// kind makes one of the two names of JPEG.
func (f FileFormat) kind() FileFormat {
	if f == FormatJPG {
		return FormatJPEG
	}
	return f
}

// refuseFile says that a file cannot be read, and why.
func (o *Operation) refuseFile(field string, err error) *ParameterError {
	err = inWords(err)
	return &ParameterError{Operation: o.ID, Field: field, Problem: "cannot be read: " + err.Error(), Err: err}
}

// upload is a body that is made while it is sent.
type upload struct {
	operation *Operation
	// json is what stands before, between and after the contents.
	json     [][]byte
	files    []attachment
	length   int64 // of the body; -1 when it is not known
	total    int64 // of the contents; -1 when it is not known
	progress func(done, total int64)
	// turn has room for the one who calls progress.
	turn chan struct{}

	mutex sync.Mutex
	// bodies are those of all attempts.
	bodies []*uploadBody
	// failed is what is wrong with a file, or what its reader or progress did instead of returning.
	failed ending
}

// emptyContent is how the JSON of a body shows where a content belongs. It cannot stand inside a string,
// where quotes are escaped.
var emptyContent = []byte(`"fileContent":""`)

func newUpload(o *Operation, document []byte, files []attachment, progress func(done, total int64)) *upload {
	u := &upload{operation: o, files: files, progress: progress, turn: make(chan struct{}, 1)}
	quote := len(emptyContent) - 1 // the contents go between the two last quotes
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

// open begins a body. The time of an attempt is that in which nothing moves while the body is sent, and after that,
// or once the reply begins, the time for the whole reply.
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

// end ends all bodies, and the call as well if a reader or progress has panicked. After it all is quiet: only
// what blocks for longer than a moment may still run.
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

// failure returns how the making of a body has failed, if it has.
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

// uploadBody is the body of one attempt. A goroutine of its own makes it, piece by piece as they are read, and
// runs all code of the caller's: net/http is held up by none of it longer than the attempt lasts.
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
	errSuperseded = says("the body belongs to an attempt that is over")
	errNotMade    = says("the body could not be made")
)

// Read hands out what the goroutine has made, which begins with the first call.
func (b *uploadBody) Read(p []byte) (int, error) {
	b.begin.Do(func() { apart(b.write, b.made) })
	return b.pieces.Read(p)
}

// Close ends the body: nothing more is read, and a file that is open is closed.
func (b *uploadBody) Close() error {
	b.end(errSuperseded)
	return nil
}

// made takes in how the making has ended. What becomes of an attempt that is over is nobody's failure; a panic
// is one at any time.
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

// write makes the body. All code of the caller's has run before the last piece is handed out, so that nothing
// which goes wrong in it does so after the request has reached the server.
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

// send hands out a piece.
func (b *uploadBody) send(piece []byte) error {
	_, err := b.sink.Write(piece)
	b.idle.start()
	return err
}

// sendFile hands out the content of a file, with two buffers that fit each other.
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
			return b.operation.refuse(field, "changed its size while it was sent")
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

// report tells how far the body is, with n more bytes of its contents.
func (b *uploadBody) report(n int) error {
	b.done += int64(n)
	if b.progress == nil {
		return nil
	}
	if err := take(b.ctx, b.turn); err != nil { // an attempt before this one may be stuck in there
		return err
	}
	defer func() { <-b.turn }()
	if b.ctx.Err() != nil {
		return context.Cause(b.ctx)
	}
	b.progress(b.done, b.total)
	return nil
}
