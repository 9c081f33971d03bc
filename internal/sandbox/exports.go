package sandbox

import (
	"bytes"
	"crypto/md5" //nolint:gosec // The API defines the checksum of exports as MD5.
	"crypto/rand"
	"encoding/csv"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"time"
)

const (
	filesPath  = "/files/"
	exportLife = 60 * 24 * time.Hour
)

// export is a file that can be downloaded by whoever knows its path.
type export struct {
	account string
	name    string
	kind    string
	created time.Time
	body    []byte
}

func (s *Server) generateExport(c *call) (any, *Error) {
	account, problem := c.linkedAccount()
	if problem != nil {
		return nil, problem
	}
	extension := c.body["exportExtensionType"].(string)
	id, now := c.tenant.ids.id("export"), s.clock.Now()
	file := &export{account: account.id, name: id + "." + strings.ToLower(extension), created: now}
	rows := c.tenant.table(account.id)
	switch extension {
	case "CSV":
		file.kind, file.body = "text/csv; charset=utf-8", writeCSV(rows)
	case "PDF":
		file.kind, file.body = "application/pdf", writePDF(lines(account, rows))
	default:
		return nil, failure(CodeServerError, "this sandbox cannot write %s files", extension)
	}
	// The path is the only thing that protects the file, so that it must not follow from the seed.
	path := filesPath + "exports/" + strings.ToLower(rand.Text()) + "/" + file.name
	s.files[path] = file
	sum := md5.Sum(file.body) //nolint:gosec // As above.
	return document{
		"id": id, "accountId": account.id, "exportExtensionType": extension, "createdAt": stamp(now),
		"downloadUrl": c.base + path, "md5": hex.EncodeToString(sum[:]),
	}, nil
}

// removeExports takes the files of a revoked account away.
func (s *Server) removeExports(accountID string) {
	maps.DeleteFunc(s.files, func(_ string, file *export) bool { return file.account == accountID })
}

// serveFile answers a download, which needs no credentials.
func (s *Server) serveFile(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	file := s.files[r.URL.Path]
	s.mu.Unlock()
	switch {
	case r.Method != http.MethodGet && r.Method != http.MethodHead:
		http.Error(w, "files can only be read", http.StatusMethodNotAllowed)
	case file == nil || s.clock.Now().Sub(file.created) > exportLife:
		http.Error(w, "there is no such file, or no longer", http.StatusNotFound)
	default:
		w.Header().Set("Content-Type", file.kind)
		w.Header().Set("Content-Disposition", fmt.Sprintf("attachment; filename=%q", file.name))
		http.ServeContent(w, r, file.name, file.created, bytes.NewReader(file.body))
	}
}

// table returns all data of an account as rows under one header: the data point, the ID, and then
// every property that some data point has.
func (t *tenant) table(accountID string) [][]string {
	properties := map[string]bool{}
	for _, point := range dataPoints {
		for _, entry := range t.payload(point, accountID) {
			for name := range entry {
				properties[name] = true
			}
		}
	}
	delete(properties, "id")
	header := append([]string{"datapoint", "id"}, slices.Sorted(maps.Keys(properties))...)
	rows := [][]string{header}
	for _, point := range dataPoints {
		for _, entry := range t.payload(point, accountID) {
			row := []string{point.name}
			for _, name := range header[1:] {
				row = append(row, cell(entry[name]))
			}
			rows = append(rows, row)
		}
	}
	return rows
}

// cell writes a value as text: a string as it is, nothing for null, all else as JSON.
func cell(value any) string {
	switch value := value.(type) {
	case nil:
		return ""
	case string:
		return value
	case json.Number:
		return value.String()
	}
	text, err := encode(value)
	if err != nil {
		return ""
	}
	return string(text)
}

func writeCSV(rows [][]string) []byte {
	var buffer bytes.Buffer
	_ = csv.NewWriter(&buffer).WriteAll(rows) // a buffer takes everything
	return buffer.Bytes()
}

// lines is the same table for reading.
func lines(account *item, rows [][]string) []string {
	text := []string{"Account " + account.id, "Provider " + cell(account.document["providerId"]), "User " + account.user}
	header := rows[0]
	for _, row := range rows[1:] {
		text = append(text, "", row[0]+" "+row[1])
		for i := 2; i < len(row); i++ {
			if row[i] != "" {
				text = append(text, "  "+header[i]+": "+row[i])
			}
		}
	}
	return text
}
