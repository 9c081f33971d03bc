package smile

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
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
	// Source is where the content comes from.
	Source Source `json:"fileContent"`
}

// Source is where the content of a file comes from. Before an upload it is looked at: a file that is
// missing, empty, larger than [MaxFileSize], no PDF, PNG or JPEG, or something else than its name says is
// refused. During the upload it is read piece by piece, so that no file is ever in memory, and read anew when
// the upload is repeated.
type Source struct {
	name string
	// size is -1 when it is not known.
	size int64
	// open begins anew; nil for a source that can be read once only.
	open func() (io.ReadCloser, error)
	once *once
}

// once is a reader that cannot begin anew.
type once struct {
	*bufio.Reader
	mutex sync.Mutex
	begun bool
}

// FromPath is a file of this machine.
func FromPath(name string) Source {
	return Source{name: filepath.Base(name), size: -1, open: func() (io.ReadCloser, error) { return os.Open(name) }} //nolint:gosec // which file is the caller's to say
}

// FromFS is a file of a file system, such as one that is embedded in the program.
func FromFS(fsys fs.FS, name string) Source {
	if fsys == nil {
		return Source{}
	}
	return Source{name: path.Base(name), size: -1, open: func() (io.ReadCloser, error) { return fsys.Open(name) }}
}

// FromReaderAt is the first size bytes of r, such as a [bytes.Reader] or a file that was received in a form.
func FromReaderAt(r io.ReaderAt, size int64) Source {
	if r == nil {
		return Source{}
	}
	size = max(size, 0)
	return Source{size: size, open: func() (io.ReadCloser, error) { return io.NopCloser(io.NewSectionReader(r, 0, size)), nil }}
}

// FromFunc is size bytes that can be read any number of times, from the beginning with each open; -1 when
// their number is not known, as with FromReader. Every reader is closed.
func FromFunc(size int64, open func() (io.ReadCloser, error)) Source {
	return Source{size: size, open: open}
}

// FromReader is all that r still has. It can be uploaded once: a call is not repeated after the first byte of
// it was sent, whatever the retry mode. The reader is not closed, and may still be read for a moment after
// a call that ended before all was sent. When r has no method Len, the API is not told beforehand how much comes, and a file that
// is too large is found out on the way.
func FromReader(r io.Reader) Source {
	if r == nil {
		return Source{}
	}
	size := int64(-1)
	if sized, ok := r.(interface{ Len() int }); ok {
		size = int64(sized.Len())
	}
	return Source{size: size, once: &once{Reader: bufio.NewReaderSize(r, sniffed)}}
}

// MarshalText writes nothing: the content is written while it is sent.
func (s Source) MarshalText() ([]byte, error) { return nil, nil }

// sniffed is how much of a file is looked at to tell its format.
const sniffed = 1024

// look returns the beginning of the content, and sets the size if the source tells it.
func (s *Source) look() ([]byte, error) {
	if s.once != nil {
		s.once.mutex.Lock()
		defer s.once.mutex.Unlock()
		if s.once.begun {
			return nil, errors.New("it was uploaded before and can be read once only")
		}
		head, err := s.once.Peek(sniffed)
		if err == io.EOF { //nolint:errorlint // Peek hands on what the reader returns, and EOF is never wrapped
			err = nil
		}
		return head, err
	}
	content, err := s.open()
	if err != nil {
		return nil, err
	}
	defer func() { _ = content.Close() }()
	if file, ok := content.(fs.File); ok && s.size < 0 {
		info, err := file.Stat()
		if err != nil {
			return nil, err
		}
		if !info.Mode().IsRegular() {
			return nil, errors.New("it is not a regular file")
		}
		s.size = info.Size()
	}
	return io.ReadAll(io.LimitReader(content, sniffed))
}

// attachment is a file in the body of a call.
type attachment struct {
	// field is where the file stands, such as "rawFiles[0].".
	field  string
	name   string
	source *Source
	format *FileFormat
}

// carrier is a body with files. Its JSON has them in the same order, each without its content.
type carrier interface {
	attachments() []attachment
}

// check looks at the file, and refuses what the API would. It fills in the size and the format.
func (a *attachment) check(o *Operation) error {
	content, extension := a.field+"fileContent", a.field+"fileExtensionType"
	if a.source.open == nil && a.source.once == nil {
		return o.refuse(content, "is missing: give the file a source, such as FromPath")
	}
	head, err := a.source.look()
	if err != nil {
		refused := o.refuse(content, "cannot be read: "+withoutPath(err).Error())
		refused.Err = withoutPath(err)
		return refused
	}
	switch size := a.source.size; {
	case size == 0 || len(head) == 0:
		return o.refuse(content, "is empty")
	case size > MaxFileSize:
		return o.refuse(content, tooLarge)
	}
	seen := formatOf(head)
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

// withoutPath strips the name of a file, which may name a person.
func withoutPath(err error) error {
	var wrapped *fs.PathError
	if errors.As(err, &wrapped) {
		return wrapped.Err
	}
	return err
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

	mutex sync.Mutex
	// current is the latest body: what was opened before is read no more.
	current *uploadBody
	alive   func()
	err     error
}

// emptyContent is how the JSON of a body shows where a content belongs. It cannot stand inside a string,
// where quotes are escaped.
var emptyContent = []byte(`"fileContent":""`)

func newUpload(o *Operation, document []byte, files []attachment, progress func(done, total int64)) *upload {
	u := &upload{operation: o, files: files, progress: progress}
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

// open begins a body, and ends the one before.
func (u *upload) open() (io.Reader, error) {
	u.mutex.Lock()
	defer u.mutex.Unlock()
	u.current = &uploadBody{upload: u}
	return u.current, nil
}

// watch has alive called whenever a piece goes out.
func (u *upload) watch(alive func()) {
	u.mutex.Lock()
	defer u.mutex.Unlock()
	u.alive = alive
}

// end keeps everything quiet from now on, whatever is still under way.
func (u *upload) end() {
	if u == nil {
		return
	}
	u.mutex.Lock()
	defer u.mutex.Unlock()
	u.current = nil
}

// failure returns what is wrong with a file, if that showed while it was sent.
func (u *upload) failure() error {
	if u == nil {
		return nil
	}
	u.mutex.Lock()
	defer u.mutex.Unlock()
	return u.err
}

// repeatable reports whether the body can be sent again.
func (u *upload) repeatable() bool {
	if u == nil {
		return true
	}
	for _, file := range u.files {
		if file.source.once != nil && file.source.once.hasBegun() {
			return false
		}
	}
	return u.failure() == nil
}

func (o *once) hasBegun() bool {
	o.mutex.Lock()
	defer o.mutex.Unlock()
	return o.begun
}

// begin reports whether the reader is still whole, which it is no more then.
func (o *once) begin() bool {
	o.mutex.Lock()
	defer o.mutex.Unlock()
	whole := !o.begun
	o.begun = true
	return whole
}

// uploadBody is one reading of an upload.
type uploadBody struct {
	*upload
	// next is the file that comes next, and file the one that is open, of which size bytes were read.
	next int
	file io.ReadCloser
	size int64
	done int64 // of all contents
	// ready is what Read still has to hand out.
	ready   []byte
	started bool
	content [3 << 12]byte
	encoded [4 << 12]byte

	// closing guards what lets net/http close the body while it reads.
	closing         sync.Mutex
	reading, closed bool
}

var errSuperseded = errors.New("the body belongs to an attempt that is over")

// Read makes the next piece of the body.
func (b *uploadBody) Read(p []byte) (int, error) {
	if !b.enter() {
		return 0, errSuperseded
	}
	defer b.leave()
	for len(b.ready) == 0 {
		if err := b.more(); err != nil {
			return 0, err
		}
	}
	n := copy(p, b.ready)
	b.ready = b.ready[n:]
	return n, nil
}

func (b *uploadBody) enter() bool {
	b.closing.Lock()
	defer b.closing.Unlock()
	b.reading = !b.closed
	return b.reading
}

func (b *uploadBody) leave() {
	b.closing.Lock()
	defer b.closing.Unlock()
	b.reading = false
	if b.closed {
		b.closeFile()
	}
}

// Close ends the body: a file that is being read is closed after that.
func (b *uploadBody) Close() error {
	b.closing.Lock()
	defer b.closing.Unlock()
	b.closed = true
	if !b.reading {
		b.closeFile()
	}
	return nil
}

func (b *uploadBody) closeFile() {
	if b.file != nil {
		_ = b.file.Close()
		b.file = nil
	}
}

// more makes ready a piece.
func (b *uploadBody) more() error {
	switch {
	case b.file != nil:
		return b.encode()
	case !b.started:
		b.started = true
		b.ready = b.json[0]
		return b.report()
	case b.next == len(b.files):
		return io.EOF
	default:
		return b.begin()
	}
}

// report tells how far the body is, unless another took its place.
func (b *uploadBody) report() error {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	if b.current != b {
		return errSuperseded
	}
	if b.alive != nil {
		b.alive()
	}
	if b.progress != nil {
		b.progress(b.done, b.total)
	}
	return nil
}

// begin opens the next file.
func (b *uploadBody) begin() error {
	source := b.files[b.next].source
	b.size = 0
	if source.once != nil {
		if !source.once.begin() {
			return b.fail("can be read once only, and was read", nil)
		}
		b.file = io.NopCloser(source.once)
		return nil
	}
	file, err := source.open()
	if err != nil {
		return b.fail("cannot be read: ", err)
	}
	b.file = file
	return nil
}

// encode makes ready the next piece of a file, and with the last one what follows it.
func (b *uploadBody) encode() error {
	n, err := fill(b.content[:], b.file)
	last := err == io.EOF //nolint:errorlint // io.Reader promises io.EOF itself
	if err != nil && !last {
		return b.fail("cannot be read: ", err)
	}
	b.size += int64(n)
	b.done += int64(n)
	switch promised := b.files[b.next].source.size; {
	case promised < 0 && b.size > MaxFileSize:
		return b.fail(tooLarge, nil)
	case promised >= 0 && (b.size > promised || last && b.size < promised):
		return b.fail("changed its size while it was sent", nil)
	}
	b.ready = b.encoded[:base64.StdEncoding.EncodedLen(n)]
	base64.StdEncoding.Encode(b.ready, b.content[:n])
	if last {
		b.closeFile()
		b.next++
		b.ready = append(b.ready, b.json[b.next]...)
	}
	return b.report()
}

// fill reads until p is full or r ends. It is not io.ReadFull, whose io.ErrUnexpectedEOF would make the end of
// a reader of one that was itself cut off, such as the body of a reply.
func fill(p []byte, r io.Reader) (n int, err error) {
	for n < len(p) && err == nil {
		var more int
		more, err = r.Read(p[n:])
		n += more
	}
	return n, err
}

// fail notes what is wrong with the next file.
func (b *uploadBody) fail(problem string, cause error) error {
	failure := b.operation.refuse(b.files[b.next].field+"fileContent", problem)
	if cause != nil {
		failure.Err = withoutPath(cause)
		failure.Problem += failure.Err.Error()
	}
	b.mutex.Lock()
	defer b.mutex.Unlock()
	if b.current == b {
		b.err = failure
	}
	return failure
}
