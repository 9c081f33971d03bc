package sandbox

import (
	"bytes"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"mime"
	"net/http"
	"strings"
	"time"
)

const filesPath = "/files/"

// file can be downloaded by whoever knows its path.
type file struct {
	source     string // the account or archive it belongs to
	name, kind string
	created    time.Time
	body       []byte
	tag        string
}

// publish makes a file available for some time, and returns its path. The path is the only thing that protects the
// file, so that it must not follow from the seed.
func (s *Server) publish(folder, last string, f *file, life time.Duration) (path string) {
	digest := sha256.Sum256(f.body)
	f.tag = `"` + hex.EncodeToString(digest[:16]) + `"`
	f.created = s.clock.Now()
	path = filesPath + folder + "/" + strings.ToLower(rand.Text()) + "/" + last
	s.files[path] = f
	s.scheduler.later(life+time.Nanosecond, s.locked(func() { delete(s.files, path) }))
	return path
}

// removeFiles takes the files of a revoked source away.
func (s *Server) removeFiles(source string) {
	maps.DeleteFunc(s.files, func(_ string, f *file) bool { return f.source == source })
}

// serveFile answers a download, which needs no credentials. It knows ranges and entity tags, so that a
// download that was cut off can go on.
func (s *Server) serveFile(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	f := s.files[r.URL.Path]
	s.mu.Unlock()
	switch {
	case r.Method != http.MethodGet && r.Method != http.MethodHead:
		http.Error(w, "files can only be read", http.StatusMethodNotAllowed)
	case f == nil:
		http.Error(w, "there is no such file, or no longer", http.StatusNotFound)
	default:
		header := w.Header()
		header.Set("Content-Type", f.kind)
		header.Set("X-Content-Type-Options", "nosniff") // these bytes came from elsewhere
		header.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": f.name}))
		header.Set("ETag", f.tag)
		http.ServeContent(w, r, "", f.created, bytes.NewReader(f.body))
	}
}
