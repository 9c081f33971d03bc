package sandbox

import (
	"bytes"
	"crypto/md5" //nolint:gosec // The API defines the checksum of exports as MD5.
	"encoding/csv"
	"encoding/hex"
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"time"
)

// exportLife is how long an export can be downloaded.
const exportLife = 60 * 24 * time.Hour

func (s *Server) generateExport(c *call) (any, *Error) {
	account, problem := c.linkedAccount()
	if problem != nil {
		return nil, problem
	}
	extension := c.body["exportExtensionType"].(string)
	id, now := c.tenant.ids.id("export"), s.clock.Now()
	f := &file{source: account.id, name: id + "." + strings.ToLower(extension)}
	rows := c.tenant.table(account.id)
	switch extension {
	case "CSV":
		f.kind, f.body = "text/csv; charset=utf-8", writeCSV(rows)
	case "PDF":
		f.kind, f.body = "application/pdf", writePDF(lines(account, rows))
	default:
		return nil, failure(CodeServerError, "this sandbox cannot write %s files", extension)
	}
	sum := md5.Sum(f.body) //nolint:gosec // As above.
	return document{
		"id": id, "accountId": account.id, "exportExtensionType": extension, "createdAt": stamp(now),
		"downloadUrl": c.base + s.publish("exports", f.name, f, exportLife), "md5": hex.EncodeToString(sum[:]),
	}, nil
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
