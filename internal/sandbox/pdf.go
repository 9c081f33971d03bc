package sandbox

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
)

const (
	pdfLinesPerPage = 60
	pdfLineLength   = 100
)

// writePDF sets lines of text on as many A4 pages as they need. What the standard fonts cannot show
// becomes a question mark.
func writePDF(text []string) []byte {
	const catalog, pages, font, firstPage = 1, 2, 3, 4
	sheets := slices.Collect(slices.Chunk(wrap(text), pdfLinesPerPage))
	var kids []string
	objects := make([]string, firstPage-1)
	for i, sheet := range sheets {
		page := firstPage + 2*i
		kids = append(kids, fmt.Sprintf("%d 0 R", page))
		content := pageContent(sheet)
		objects = append(objects,
			fmt.Sprintf("<< /Type /Page /Parent %d 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 %d 0 R >> >> /Contents %d 0 R >>", pages, font, page+1),
			fmt.Sprintf("<< /Length %d >>\nstream\n%s\nendstream", len(content), content))
	}
	objects[catalog-1] = fmt.Sprintf("<< /Type /Catalog /Pages %d 0 R >>", pages)
	objects[pages-1] = fmt.Sprintf("<< /Type /Pages /Kids [%s] /Count %d >>", strings.Join(kids, " "), len(kids))
	objects[font-1] = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"

	var file bytes.Buffer
	file.WriteString("%PDF-1.4\n")
	offsets := make([]int, len(objects))
	for i, object := range objects {
		offsets[i] = file.Len()
		fmt.Fprintf(&file, "%d 0 obj\n%s\nendobj\n", i+1, object)
	}
	table := file.Len()
	fmt.Fprintf(&file, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, offset := range offsets {
		fmt.Fprintf(&file, "%010d 00000 n \n", offset)
	}
	fmt.Fprintf(&file, "trailer\n<< /Size %d /Root %d 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, catalog, table)
	return file.Bytes()
}

// wrap breaks lines that are too long for the page.
func wrap(text []string) []string {
	var wrapped []string
	for _, line := range text {
		runes := []rune(line)
		for len(runes) > pdfLineLength {
			wrapped = append(wrapped, string(runes[:pdfLineLength]))
			runes = runes[pdfLineLength:]
		}
		wrapped = append(wrapped, string(runes))
	}
	return wrapped
}

func pageContent(sheet []string) string {
	var content strings.Builder
	content.WriteString("BT /F1 9 Tf 12 TL 40 800 Td")
	for _, line := range sheet {
		content.WriteString("\n(")
		for _, r := range line {
			switch {
			case r == '(' || r == ')' || r == '\\':
				content.WriteByte('\\')
				content.WriteRune(r)
			case r < ' ' || r > '~':
				content.WriteByte('?')
			default:
				content.WriteRune(r)
			}
		}
		content.WriteString(") Tj T*")
	}
	content.WriteString("\nET")
	return content.String()
}
