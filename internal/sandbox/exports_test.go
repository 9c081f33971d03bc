package sandbox_test

import (
	"bytes"
	"crypto/md5"
	"encoding/csv"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/smileapi/smile-go/internal/sandbox"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// download reads a file without credentials.
func (w *world) download(target string) *httptest.ResponseRecorder {
	w.t.Helper()
	recorder := httptest.NewRecorder()
	w.server.ServeHTTP(recorder, httptest.NewRequest(http.MethodGet, target, nil))
	return recorder
}

func TestExports(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	user, _ := w.createUser()
	account := w.link(george, user, "sss_ph")
	for extension, kind := range map[string]string{"CSV": "text/csv; charset=utf-8", "PDF": "application/pdf"} {
		generated := w.ok(http.MethodPost, "/v1/accounts/"+account+"/exports/generate", `{"exportExtensionType":"`+extension+`"}`)
		assert.Regexp(t, "^export-[0-9a-f]{32}$", generated["id"])
		assert.Equal(t, account, generated["accountId"])
		assert.Equal(t, extension, generated["exportExtensionType"])
		target := generated["downloadUrl"].(string)
		assert.Regexp(t, `^http://sandbox\.test/files/exports/[a-z0-9]{26}/export-`, target)

		file := w.download(target)
		require.Equal(t, http.StatusOK, file.Code)
		assert.Equal(t, kind, file.Header().Get("Content-Type"))
		sum := md5.Sum(file.Body.Bytes())
		assert.Equal(t, hex.EncodeToString(sum[:]), generated["md5"])
		if extension == "CSV" {
			assertWholeCSV(t, w, account, file.Body.Bytes())
		} else {
			assertValidPDF(t, file.Body.Bytes(), account)
			assertWholePDF(t, w, account, file.Body.Bytes())
		}
		assert.Equal(t, http.StatusNotFound, w.download(target+"x").Code)
		recorder := httptest.NewRecorder()
		w.server.ServeHTTP(recorder, httptest.NewRequest(http.MethodPost, target, nil))
		assert.Equal(t, http.StatusMethodNotAllowed, recorder.Code)
	}
}

// assertWholeCSV looks for every property of every item of the account.
func assertWholeCSV(t *testing.T, w *world, account string, file []byte) {
	t.Helper()
	rows, err := csv.NewReader(bytes.NewReader(file)).ReadAll()
	require.NoError(t, err)
	byID := map[string]map[string]string{}
	for _, row := range rows[1:] {
		cells := map[string]string{}
		for i, name := range rows[0] {
			cells[name] = row[i]
		}
		byID[cells["id"]] = cells
	}
	count := 0
	for _, point := range points {
		for _, item := range bare(w.list(point.path, "150", url.Values{"sourceId": {account}})) {
			count++
			cells := byID[item["id"].(string)]
			require.NotNil(t, cells)
			for name, value := range item {
				switch value.(type) {
				case nil:
					assert.Empty(t, cells[name])
				case string:
					assert.Equal(t, value, cells[name])
				default:
					assert.NotEmpty(t, cells[name])
				}
			}
			if point.path == "/v1/contributions" {
				assert.Equal(t, fmt.Sprint(item["amount"]), cells["amount"])
				assert.Equal(t, "CONTRIBUTIONS", cells["datapoint"])
			}
		}
	}
	assert.Len(t, rows, count+1)
}

// assertValidPDF follows the cross-reference table to every object and reads the text of the pages.
func assertValidPDF(t *testing.T, file []byte, text string) {
	t.Helper()
	require.True(t, bytes.HasPrefix(file, []byte("%PDF-1.4\n")))
	require.True(t, bytes.HasSuffix(file, []byte("%%EOF\n")))
	found := regexp.MustCompile(`startxref\n(\d+)\n%%EOF\n$`).FindSubmatch(file)
	require.NotNil(t, found)
	table, err := strconv.Atoi(string(found[1]))
	require.NoError(t, err)
	lines := strings.Split(string(file[table:]), "\n")
	require.Equal(t, "xref", lines[0])
	var first, count int
	_, err = fmt.Sscanf(lines[1], "%d %d", &first, &count)
	require.NoError(t, err)
	for number := 1; number < count; number++ {
		require.Len(t, lines[number+2], 19)
		offset, err := strconv.Atoi(lines[number+2][:10])
		require.NoError(t, err)
		assert.True(t, bytes.HasPrefix(file[offset:], fmt.Appendf(nil, "%d 0 obj\n", number)))
	}
	pages := 0
	for _, stream := range regexp.MustCompile(`(?s)/Length (\d+) >>\nstream\n(.*?)\nendstream`).FindAllSubmatch(file, -1) {
		pages++
		assert.Equal(t, string(stream[1]), strconv.Itoa(len(stream[2])))
	}
	assert.Contains(t, string(file), fmt.Sprintf("/Count %d ", pages))
	assert.Contains(t, string(file), "("+"Account "+text+") Tj")
}

// assertWholePDF looks for every property of every item of the account. Long lines are broken, so that all
// lines are taken for one.
func assertWholePDF(t *testing.T, w *world, account string, file []byte) {
	t.Helper()
	var text strings.Builder
	for _, line := range regexp.MustCompile(`(?m)^\((.*)\) Tj T\*$`).FindAllSubmatch(file, -1) {
		text.WriteString(regexp.MustCompile(`\\(.)`).ReplaceAllString(string(line[1]), "$1"))
	}
	for _, point := range points {
		for _, item := range bare(w.list(point.path, "150", url.Values{"sourceId": {account}})) {
			_, properties, found := strings.Cut(text.String(), item["id"].(string))
			require.True(t, found, "%s %s", point.path, item["id"])
			for name, value := range item {
				if written, isText := value.(string); isText && name != "id" && written != "" {
					assert.Contains(t, properties, name+": "+written)
				} else if number, isNumber := value.(json.Number); isNumber {
					assert.Contains(t, properties, name+": "+number.String())
				}
			}
		}
	}
}

func TestExportsGoWithTheAccountAndWithTime(t *testing.T) {
	t.Parallel()
	w := newWorld(t, func(config *sandbox.Config) { config.PublicURL = "https://sandbox.example/" })
	user, _ := w.createUser()
	account := w.link(george, user, "sss_ph")
	export := func() string {
		return w.ok(http.MethodPost, "/v1/accounts/"+account+"/exports/generate", `{"exportExtensionType":"CSV"}`)["downloadUrl"].(string)
	}
	first := export()
	assert.Regexp(t, "^https://sandbox.example/files/", first)
	w.clock.Advance(60 * 24 * time.Hour)
	assert.Equal(t, http.StatusOK, w.download(first).Code)
	w.clock.Advance(time.Second)
	assert.Equal(t, http.StatusNotFound, w.download(first).Code)

	second := export()
	w.ok(http.MethodDelete, "/v1/accounts/"+account, "")
	assert.Equal(t, http.StatusNotFound, w.download(second).Code)
	assert.Equal(t, http.StatusNotFound, w.call(http.MethodPost, "/v1/accounts/"+account+"/exports/generate", `{"exportExtensionType":"CSV"}`).status)
}
