package sandbox

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"image"
	"image/png"
	"io/fs"
	"slices"
	"strings"
	"testing"

	"github.com/smileapi/smile-go/internal/contract"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// deflated wraps a content stream as most programs that make PDFs do.
func deflated(t testing.TB, content string) []byte {
	t.Helper()
	var packed bytes.Buffer
	writer := zlib.NewWriter(&packed)
	_, err := writer.Write([]byte(content))
	require.NoError(t, err)
	require.NoError(t, writer.Close())
	return fmt.Appendf(nil, "%%PDF-1.7\n4 0 obj\n<< /Filter /FlateDecode /Length %d >>\nstream\r\n%s\r\nendstream\nendobj\n", packed.Len(), packed.Bytes())
}

func TestTextOfOtherPrograms(t *testing.T) {
	t.Parallel()
	plain := func(content string) []byte {
		return []byte("%PDF-1.4\n4 0 obj\n<< /Length 1 >>\nstream\n" + content + "\nendstream\nendobj\n")
	}
	for name, test := range map[string]struct {
		file []byte
		want []string
	}{
		"deflated":       {deflated(t, "BT (Payslip) Tj 0 -12 Td (Net amount: 1.00) Tj ET"), []string{"Payslip", "Net amount: 1.00"}},
		"kerned":         {plain("BT [(Pay) 20 (slip) -300 (No)] TJ ET"), []string{"Payslip No"}},
		"on one line":    {plain("BT (Currency:) Tj 80 0 Td ( PHP) Tj ET"), []string{"Currency: PHP"}},
		"placed":         {plain("BT 1 0 0 1 40 800 Tm (a) Tj 1 0 0 1 90 800 Tm (b) Tj 1 0 0 1 40 780 Tm (c) Tj ET"), []string{"ab", "c"}},
		"hexadecimal":    {plain("BT <50617973 6c6970> ' <4> ' ET"), []string{"@"}},
		"hex":            {plain("BT <50617973> Tj <6c6970> Tj ET"), []string{"Payslip"}},
		"escaped":        {plain(`BT (a\(b\)\\ (c) \101\12z) Tj ET`), []string{`a(b)\ (c) A`, "z"}},
		"broken line":    {plain("BT (a\\\nb) Tj ET"), []string{"ab"}},
		"comment":        {plain("BT % (no) Tj\n(yes) Tj ET"), []string{"yes"}},
		"quotes":         {plain("BT (a) ' 1 2 (b) \" ET"), []string{"a", "b"}},
		"a picture":      {[]byte("%PDF-1.4\n<< /Subtype /Image >>\nstream\n(no) Tj\nendstream"), nil},
		"another filter": {[]byte("%PDF-1.4\n<< /Filter /LZWDecode >>\nstream\n(no) Tj\nendstream"), nil},
		"no zlib":        {[]byte("%PDF-1.4\n<< /Filter /FlateDecode >>\nstream\n(no) Tj\nendstream"), nil},
		"cut off":        {[]byte("%PDF-1.4\n<< >>\nstream\n(no) Tj"), nil},
		"open string":    {plain("BT (never closed"), nil},
		"short PNG":      {[]byte("\x89PNG\r\n\x1a\n\x00\x00"), nil},
		"PNG with wrong sum": {
			append([]byte("\x89PNG\r\n\x1a\n"), "\x00\x00\x00\x03tEXta\x00b\x00\x00\x00\x00"...), nil,
		},
		"JPEG":     {[]byte("\xff\xd8\xff\xe0\x00\x04ab\xff\xfe\x00\x09Payslip\xff\xda"), []string{"Payslip"}},
		"cut JPEG": {[]byte("\xff\xd8\xff\xfe\xff\xffabc"), nil},
		"other":    {[]byte("GIF89a"), nil},
	} {
		assert.Equal(t, test.want, readText(test.file), name)
	}
}

func TestInternationalTextOfAPNG(t *testing.T) {
	t.Parallel()
	var file bytes.Buffer
	require.NoError(t, png.Encode(&file, image.NewGray(image.Rect(0, 0, 1, 1))))
	chunk := withPNGText(file.Bytes(), "Payslip\nEmployer name: Caf\xe9")
	assert.Equal(t, []string{"Payslip", "Employer name: Caf\u00e9"}, readText(chunk), "Latin-1, as the format says")
	pieces := append([]byte(nil), pngTextChunk("iTXtComment\x00\x00\x00en\x00\x00Employer name: \u5c0f")...)
	whole := bytes.Join([][]byte{file.Bytes()[:33], pieces, file.Bytes()[33:]}, nil)
	assert.Equal(t, []string{"Employer name: \u5c0f"}, readText(whole))
}

// Streams that would unpack to far more than text ever has are cut.
func TestTextIsLimited(t *testing.T) {
	t.Parallel()
	bomb := deflated(t, "BT "+strings.Repeat("("+strings.Repeat("x", 500)+") ' ", 1<<13)+"ET")
	total := 0
	for _, line := range readText(bomb) {
		total += len(line)
	}
	assert.LessOrEqual(t, total, maxText)
	assert.NotZero(t, total)

	page := func(word string) []byte {
		return slices.Concat([]byte("%PDF-1.4\nobj << >>\nstream\nBT ("+word), bytes.Repeat([]byte("x"), maxText/2), []byte(") Tj ET\nendstream\n"))
	}
	lines := readText(slices.Concat(page("one"), page("two"), page("three")))
	require.Len(t, lines, 2)
	assert.True(t, strings.HasPrefix(lines[1], "two"))

	silent := deflated(t, strings.Repeat(" ", maxText))
	many := bytes.Repeat(silent, maxUnpacked/maxText-1)
	last := deflated(t, "BT (Payslip) Tj ET")
	assert.Equal(t, []string{"Payslip"}, readText(slices.Concat(many, last)))
	assert.Empty(t, readText(slices.Concat(many, silent, last)))
}

// Whatever is uploaded, reading it ends, and an analysis that succeeds has all that it must have.
func FuzzReadText(f *testing.F) {
	require.NoError(f, fs.WalkDir(Samples(), ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		content, err := fs.ReadFile(Samples(), name)
		f.Add(content)
		return err
	}))
	f.Add(deflated(f, "BT (Payslip) Tj 0 -12 Td [(Net) -300 (amount: 1.00)] TJ ET"))
	f.Fuzz(func(t *testing.T, content []byte) {
		lines := readText(content)
		size := 0
		for _, line := range lines {
			size += len(line)
			assert.NotEmpty(t, line)
			assert.NotContains(t, line, "\n")
		}
		kind := fileTypeOf(lines)
		if kind.fields() == nil {
			return
		}
		fields, unreadable := readFields(kind.fields(), lines)
		assert.Empty(t, contract.Load().Validate(kind.fields(), fields))
		if v := judge(kind, fields, unreadable); v.status == analyzed {
			for _, name := range kind.mandatory {
				assert.NotNil(t, fields[name])
			}
			_ = newTenant("k", 1).validation("u", kind, fields)
			_ = match(fields)
		}
	})
}
