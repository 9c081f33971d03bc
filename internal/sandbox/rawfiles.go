package sandbox

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"strings"
)

// The most that an upload may have: bytes in one file, and in a request with files, where base64 makes
// four bytes of three.
const (
	maxFile       = 15 << 20
	maxUploadBody = 128 << 20
)

// rawFile is one uploaded file.
type rawFile struct {
	name    string // empty when none was given
	format  string // as it was given
	subtype any
	body    []byte
}

// formats are the contents that may be uploaded, by the format that is stated.
var formats = map[string]struct{ content, mediaType string }{
	"PDF": {"PDF", "application/pdf"}, "PNG": {"PNG", "image/png"},
	"JPG": {"JPEG", "image/jpeg"}, "JPEG": {"JPEG", "image/jpeg"},
}

// readFile decodes a file, and names what is wrong with it under its path in the body.
func readFile(path string, given document) (rawFile, []string) {
	f := rawFile{format: given["fileExtensionType"].(string), subtype: given["fileSubtype"]}
	f.name, _ = given["fileName"].(string)
	if path != "" {
		path += "."
	}
	path += "fileContent"
	content := given["fileContent"].(string)
	body, err := base64.StdEncoding.DecodeString(content)
	switch wanted := formats[f.format].content; {
	case err != nil:
		return f, []string{fmt.Sprintf("%s must be base64 (%v): %q", path, err, beginning(content))}
	case len(body) == 0:
		return f, []string{fmt.Sprintf("%s must not be empty: %q", path, content)}
	case len(body) > maxFile:
		return f, []string{fmt.Sprintf("%s must have at most %d bytes when decoded, it has %d: %q", path, maxFile, len(body), beginning(content))}
	case sniff(body) != wanted:
		return f, []string{fmt.Sprintf("%s must be a %s file as fileExtensionType says, it begins with %q: %q", path, wanted, body[:min(len(body), 8)], beginning(content))}
	}
	f.body = body
	return f, nil
}

// beginning is enough of a long text to recognize it.
func beginning(text string) string {
	const enough = 40
	if len(text) <= enough {
		return text
	}
	return text[:enough] + "..."
}

// sniff tells a file by how it begins; empty when it is none that may be uploaded.
func sniff(body []byte) string {
	for _, known := range []struct{ content, begins string }{
		{"PDF", "%PDF-"}, {"PNG", "\x89PNG\r\n\x1a\n"}, {"JPEG", "\xff\xd8\xff"},
	} {
		if bytes.HasPrefix(body, []byte(known.begins)) {
			return known.content
		}
	}
	return ""
}

// keepFile makes an uploaded file available for the time of the server's retention.
func (s *Server) keepFile(c *call, archiveID string, kind fileType, raw rawFile) document {
	id := c.tenant.ids.id("f")
	extension := "." + strings.ToLower(raw.format)
	if raw.name == "" {
		raw.name = strings.ToLower(strings.ReplaceAll(kind.id, "_", "-")) + extension
	}
	f := &file{source: archiveID, name: raw.name, kind: formats[raw.format].mediaType, body: raw.body}
	const kilobyte = 1024
	return document{
		"id": id, "createdAt": stamp(s.clock.Now()), "name": raw.name, "subType": raw.subtype, "format": raw.format,
		"size": count((len(raw.body) + kilobyte - 1) / kilobyte),
		"url":  c.base + s.publish("archives", id+extension, f, s.config.Retention),
	}
}
