//go:build unix

package smile_test

import (
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"github.com/smileapi/smile-go"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestOnlyRegularFilesAreOpened would block for ever on the pipe that nobody writes to.
func TestOnlyRegularFilesAreOpened(t *testing.T) {
	t.Parallel()
	directory, err := os.MkdirTemp("", "s") // short: the name of a socket has a limit
	require.NoError(t, err)
	t.Cleanup(func() { _ = os.RemoveAll(directory) })
	pipe := filepath.Join(directory, "pipe.pdf")
	require.NoError(t, syscall.Mkfifo(pipe, 0o600))
	socket, err := net.Listen("unix", filepath.Join(directory, "socket.pdf"))
	require.NoError(t, err)
	t.Cleanup(func() { _ = socket.Close() })
	require.NoError(t, os.Symlink(pipe, filepath.Join(directory, "link.pdf")))
	for name, source := range map[string]smile.Content{
		"pipe":             smile.FromPath(pipe),
		"pipe in a system": smile.FromFS(os.DirFS(directory), "pipe.pdf"),
		"pipe that is hidden behind an opened file": smile.FromFS(opensOnly{os.DirFS(directory)}, "pipe.pdf"),
		"link to a pipe":      smile.FromPath(filepath.Join(directory, "link.pdf")),
		"socket":              smile.FromPath(filepath.Join(directory, "socket.pdf")),
		"directory":           smile.FromPath(directory),
		"directory in system": smile.FromFS(os.DirFS(directory), "."),
		"device":              smile.FromPath(os.DevNull),
		"endless device":      smile.FromPath("/dev/zero"),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := respond(t, nil).Archives.Create(t.Context(), payslipOf(source))
			refused := new(smile.ParameterError)
			require.ErrorAs(t, err, &refused)
			assert.Equal(t, "rawFiles[0].fileContent", refused.Field)
			assert.Equal(t, "cannot be read: not a regular file", refused.Problem)
		})
	}
}

// opensOnly hides what else a file system can do, and opens a pipe without waiting.
type opensOnly struct{ fs.FS }

func (o opensOnly) Open(name string) (fs.File, error) {
	info, err := fs.Stat(o.FS, name)
	if err != nil {
		return nil, err
	}
	return known{info}, nil
}

// known is a file of which nothing is known but what it is.
type known struct{ info fs.FileInfo }

func (k known) Stat() (fs.FileInfo, error) { return k.info, nil }
func (known) Read([]byte) (int, error)     { return 0, fs.ErrInvalid }
func (known) Close() error                 { return nil }
