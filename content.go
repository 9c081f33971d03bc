package smile

import (
	"context"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"reflect"
	"sync/atomic"
)

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

// Equal reports whether both contents have the same origin: the same path, name in a file system, or reader. Functions,
// and file systems that are maps, cannot be compared, so their contents equal only their copies. It is for tests; go-cmp
// calls it.
func (s Content) Equal(other Content) bool {
	if s.origin == other.origin {
		return true
	}
	return s.origin != nil && other.origin != nil && reflect.ValueOf(*s.origin).Comparable() && reflect.ValueOf(*other.origin).Comparable() && *s.origin == *other.origin
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
