package sandbox

import (
	"bytes"
	"encoding/binary"
	"flag"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var update = flag.Bool("update", false, "draw the samples anew")

const imaginary = "Made up for tests of software. No such person, no such document."

// sampleTexts are what the samples print. The first line is the title.
var sampleTexts = map[string][]string{
	"payslip.pdf": {
		"Payslip", "Employer name: ABC Corporation", "Employee name: George Cimafranca Palomero, Jr",
		"SS number: 3300000008", "PhilHealth number: 120000000005", "Pag-IBIG number: 121200000006", "Tax number: 123-456-789-000",
		"Start date: 2025-06-01", "End date: 2025-06-30", "Pay date: 2025-06-30",
		"Currency: PHP", "Gross amount: 27,150.00", "Net amount: 24,180.50", "", imaginary,
	},
	"payslip.png": {
		"Payslip", "Employer name: CDE Corporation", "Employee name: Maria Santos Reyes",
		"SS number: 3411111119", "PhilHealth number: 120000000112", "Pag-IBIG number: 121200000113", "Tax number: 987-654-321-000",
		"Start date: 2025-06-16", "End date: 2025-06-30", "Pay date: 2025-07-05",
		"Currency: PHP", "Gross amount: 14,325.75", "Net amount: 12,901.20", "", imaginary,
	},
	"payslip.jpg": {
		"Payslip", "Employer name: ABC Corporation", "Employee name: George Cimafranca Palomero, Jr",
		"SS number: 3300000008", "Tax number: 123-456-789-000",
		"Start date: 2025-05-01", "End date: 2025-05-31", "Pay date: 2025-05-30",
		"Currency: PHP", "Gross amount: 26,430.00", "Net amount: 23,562.25", "", imaginary,
	},
	"tax-document.pdf": {
		"Tax document", "Employee name: George Cimafranca Palomero, Jr", "Employer name: ABC Corporation", "Tax number: 123-456-789-000",
		"Start date: 2024-01-01", "End date: 2024-12-31", "Base amount: 298,200.00", "Gross amount: 331,044.00", "", imaginary,
	},
	"nbi-clearance.pdf": {
		"NBI clearance", "NBI ID number: P082QTLR41-BJ9021877", "First name: George", "Middle name: Cimafranca", "Last name: Palomero",
		"Date of birth: 1970-08-24", "Gender: Male", "Marital status: Married", "Citizenship: Filipino",
		"Address: 12 Maybunga St, Barangay Paraiso, Pasig City, NCR, 1600, PH",
		"Expire date: 2026-03-11", "Remark: NO RECORD ON FILE", "", imaginary,
	},
	"telco-bill.pdf": {
		"Telco bill", "Supplier: Kidlat Telecom", "Statement number: 2025-06-118822", "Statement date: 2025-06-20", "Account number: 0917-0042-118",
		"Full name: George Cimafranca Palomero, Jr", "First name: George", "Middle name: Cimafranca", "Last name: Palomero",
		"Address: 12 Maybunga St, Barangay Paraiso, Pasig City, NCR, 1600, PH",
		"Email address: gpalomero1234@smileapi.io", "Phone number: +639559991234",
		"Start date: 2025-05-20", "End date: 2025-06-19", "Due date: 2025-07-10", "Payment date: 2025-05-28", "Currency: PHP",
		"Previous due amount: 1,299.00", "Adjustment amount: -50.00", "Balance amount: 0.00", "VAT amount: 133.82",
		"Current bill amount: 1,249.00", "Due amount: 1,249.00", "", imaginary,
	},
	"electricity-bill.pdf": {
		"Electricity bill", "Supplier: Lungsod Power", "Statement number: LP-2025-0611-7", "Statement date: 2025-06-11", "Account number: 4410-2288-01",
		"Full name: George Cimafranca Palomero, Jr", "First name: George", "Middle name: Cimafranca", "Last name: Palomero",
		"Address: 12 Maybunga St, Barangay Paraiso, Pasig City, NCR, 1600, PH",
		"Email address: gpalomero1234@smileapi.io", "Phone number: +639559991234",
		"Start date: 2025-05-11", "End date: 2025-06-10", "Due date: 2025-06-25", "Payment date: 2025-05-23", "Currency: PHP",
		"Previous reading: 10,482", "Present reading: 10,671", "Current period usage: 189",
		"Previous due amount: 2,210.40", "Balance amount: 310.40", "VAT amount: 231.10",
		"Current bill amount: 2,157.00", "Due amount: 2,467.40", "", imaginary,
	},
	"water-bill.pdf": {
		"Water bill", "Supplier: Batis Water", "Statement number: 77-2025-06", "Statement date: 2025-06-15", "Account number: BW-550117",
		"Full name: George Cimafranca Palomero, Jr", "First name: George", "Middle name: Cimafranca", "Last name: Palomero",
		"Address: 12 Maybunga St, Barangay Paraiso, Pasig City, NCR, 1600, PH",
		"Email address: gpalomero1234@smileapi.io", "Phone number: +639559991234",
		"Start date: 2025-05-15", "End date: 2025-06-14", "Due date: 2025-06-30", "Payment date: 2025-05-29", "Currency: PHP",
		"Previous reading: 812.5", "Present reading: 834", "Current period usage: 21.5",
		"Previous due amount: 498.00", "Balance amount: 0.00", "VAT amount: 55.70",
		"Current bill amount: 519.90", "Due amount: 519.90", "", imaginary,
	},
	"employment-certificate.pdf": {
		"Employment certificate", "Employer name: ABC Corporation", "Full name: George Cimafranca Palomero, Jr",
		"First name: George", "Middle name: Cimafranca", "Last name: Palomero",
		"Employee ID type: Company ID", "Employee ID number: EMP-123456", "Position: Senior Security Guard", "Department: Facilities",
		"Employment status: Permanent", "Start date: 2016-02-01", "Issue date: 2025-07-01", "Purpose: Loan application",
		"Currency: PHP", "Salary amount: 24,800.00", "Salary term: Monthly",
		"Signatory name: Liza Ramos", "Signatory position: Head of Human Resources", "Remarks: Good standing", "", imaginary,
	},
	"unreadable-payslip.png": {
		"Payslip", "Employer name: ABC Corporation", "Employee name: George Cimafranca Palomero, Jr",
		"Start date: 2025-06-01", "End date: 2025-06-30", "Currency: PHP",
		smudge + "Gross amount: 27,150.00", smudge + "Net amount: 24,180.50", "", imaginary,
	},
	"unsupported.pdf": {
		"Library card", "Library: Pasig City Library", "Name: George Cimafranca Palomero, Jr", "Card number: L-00417", "Valid until: 2026-12-31", "", imaginary,
	},
}

// smudge begins a line that is drawn beneath a stain, and that nobody can read.
const smudge = "\x00"

// drawSample makes the file of a sample.
func drawSample(t *testing.T, name string, text []string) []byte {
	t.Helper()
	var readable []string
	for _, line := range text {
		if !strings.HasPrefix(line, smudge) {
			readable = append(readable, line)
		}
	}
	words := strings.Join(readable, "\n")
	var file bytes.Buffer
	switch filepath.Ext(name) {
	case ".pdf":
		return writePDF(readable)
	case ".png":
		require.NoError(t, (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&file, drawText(text)))
		return withPNGText(file.Bytes(), words)
	default:
		require.NoError(t, jpeg.Encode(&file, drawText(text), &jpeg.Options{Quality: 80}))
		return withJPEGComment(file.Bytes(), words)
	}
}

// withPNGText adds a tEXt chunk after the header.
func withPNGText(file []byte, text string) []byte {
	const head = 8 + 12 + 13 // signature, and the chunk IHDR
	return bytes.Join([][]byte{file[:head], pngTextChunk("tEXtDescription\x00" + text), file[head:]}, nil)
}

// pngTextChunk puts the length before a chunk that begins with its type, and the checksum after it.
func pngTextChunk(chunk string) []byte {
	framed := binary.BigEndian.AppendUint32(nil, uint32(len(chunk)-4))
	framed = append(framed, chunk...)
	return binary.BigEndian.AppendUint32(framed, crc32.ChecksumIEEE([]byte(chunk)))
}

// withJPEGComment adds a comment after the start of the image.
func withJPEGComment(file []byte, text string) []byte {
	length := binary.BigEndian.AppendUint16(nil, uint16(len(text)+2))
	return bytes.Join([][]byte{file[:2], {0xff, 0xfe}, length, []byte(text), file[2:]}, nil)
}

// drawText prints lines in black on white, the first one larger, and stains what is smudged.
func drawText(lines []string) image.Image {
	const margin, size, titleSize, lineHeight = 48, 2, 4, 26
	longest := 0
	for _, line := range lines {
		longest = max(longest, len(line))
	}
	bounds := image.Rect(0, 0, 2*margin+longest*6*size, 2*margin+40+len(lines)*lineHeight)
	page := image.NewPaletted(bounds, color.Palette{color.White, color.Black, color.Gray{Y: 0x90}})
	random := rand.New(rand.NewPCG(1, 2))
	drawLine(page, margin, margin, titleSize, strings.ToUpper(lines[0]))
	for x := margin; x < bounds.Max.X-margin; x++ {
		page.SetColorIndex(x, margin+40, 1)
	}
	for i, line := range lines[1:] {
		top := margin + 58 + i*lineHeight
		plain := strings.TrimPrefix(line, smudge)
		drawLine(page, margin, top, size, plain)
		if plain != line {
			for range 12000 {
				x, y := margin+random.IntN(len(plain)*6*size+20)-10, top-6+random.IntN(lineHeight)
				page.SetColorIndex(x, y, uint8(1+random.IntN(2)))
			}
		}
	}
	return page
}

func drawLine(page *image.Paletted, left, top, size int, line string) {
	for i, r := range line {
		for row, bits := range glyph(r) {
			for column := range 5 {
				if bits&(0x10>>column) == 0 {
					continue
				}
				for dx := range size {
					for dy := range size {
						page.SetColorIndex(left+(i*6+column)*size+dx, top+row*size+dy, 1)
					}
				}
			}
		}
	}
}

// The committed samples are what this file draws: with -update it writes them.
func TestSamplesAreWhatIsDrawn(t *testing.T) {
	if *update {
		for name, text := range sampleTexts {
			require.NoError(t, os.WriteFile(filepath.Join("samples", name), drawSample(t, name, text), 0o600))
		}
	}
	entries, err := fs.ReadDir(Samples(), ".")
	require.NoError(t, err)
	assert.Len(t, entries, len(sampleTexts))
	for name, text := range sampleTexts {
		committed, err := os.ReadFile(filepath.Join("samples", name))
		require.NoError(t, err)
		var readable []string
		for _, line := range text {
			if line != "" && !strings.HasPrefix(line, smudge) {
				readable = append(readable, line)
			}
		}
		assert.Equal(t, readable, readText(committed), name)
		drawn := drawSample(t, name, text)
		if filepath.Ext(name) == ".pdf" {
			assert.True(t, bytes.Equal(drawn, committed), "%s: draw it anew with -update", name)
			continue
		}
		assert.True(t, samePicture(t, drawn, committed), "%s: draw it anew with -update", name)
	}
}

// samePicture compares what is seen. Compression may differ from one release of Go to the next, and with
// JPEG the shades of grey.
func samePicture(t *testing.T, one, other []byte) bool {
	t.Helper()
	const shades = 16
	first, second := decodePicture(t, one), decodePicture(t, other)
	if first.Bounds() != second.Bounds() {
		return false
	}
	for y := range first.Bounds().Dy() {
		for x := range first.Bounds().Dx() {
			difference := int(grey(first, x, y)) - int(grey(second, x, y))
			if difference > shades || difference < -shades {
				return false
			}
		}
	}
	return true
}

func decodePicture(t *testing.T, file []byte) image.Image {
	t.Helper()
	decoded, _, err := image.Decode(bytes.NewReader(file))
	require.NoError(t, err)
	return decoded
}

func grey(picture image.Image, x, y int) uint8 {
	return color.GrayModel.Convert(picture.At(x, y)).(color.Gray).Y
}
