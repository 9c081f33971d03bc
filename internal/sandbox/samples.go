package sandbox

import (
	"embed"
	"io/fs"
)

//go:embed samples
var samples embed.FS

// Samples returns the documents that come with the sandbox, made up for it. They carry what they print as
// text, so that the sandbox reads them as it reads any other file: it recognizes none.
func Samples() fs.FS {
	files, err := fs.Sub(samples, "samples")
	if err != nil {
		panic("sandbox: " + err.Error()) // the name is a constant
	}
	return files
}
