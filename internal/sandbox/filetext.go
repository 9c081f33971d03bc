package sandbox

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"encoding/hex"
	"hash/crc32"
	"io"
	"strconv"
	"strings"
)

// The most that is read from one file: bytes of text, and bytes of unpacked streams.
const (
	maxText     = 1 << 20
	maxUnpacked = 16 << 20
)

// readText returns the lines of text that a file carries: what a PDF prints, the text chunks of a PNG, the
// comments of a JPEG. A picture is not looked at; one without text has no lines. Whatever the bytes are,
// it reads as far as they make sense.
func readText(body []byte) []string {
	var text []string
	switch sniff(body) {
	case "PDF":
		text = pdfText(body)
	case "PNG":
		text = pngText(body)
	case "JPEG":
		text = jpegText(body)
	}
	var lines []string
	for _, part := range text {
		for line := range strings.Lines(part) {
			if line = strings.TrimSpace(line); line != "" {
				lines = append(lines, line)
			}
		}
	}
	return lines
}

// pngText returns the tEXt chunks and the uncompressed iTXt chunks.
func pngText(body []byte) []string {
	const signature, frame = 8, 12 // a chunk is its length, type, data and checksum
	var text []string
	for rest := body[signature:]; len(rest) >= frame; {
		length := int64(binary.BigEndian.Uint32(rest))
		if length > int64(len(rest)-frame) {
			break
		}
		named := rest[4 : 8+length]
		kind, data := string(named[:4]), named[4:]
		if binary.BigEndian.Uint32(rest[8+length:]) != crc32.ChecksumIEEE(named) || kind == "IEND" {
			break
		}
		rest = rest[frame+length:]
		_, value, found := bytes.Cut(data, []byte{0})
		switch {
		case !found:
		case kind == "tEXt":
			text = append(text, latin1(value))
		case kind == "iTXt" && len(value) > 2 && value[0] == 0: // not compressed; then language and translated keyword
			if parts := bytes.SplitN(value[2:], []byte{0}, 3); len(parts) == 3 {
				text = append(text, strings.ToValidUTF8(string(parts[2]), "?"))
			}
		}
	}
	return text
}

// jpegText returns the comments before the picture.
func jpegText(body []byte) []string {
	const comment, scan = 0xfe, 0xda
	var text []string
	for rest := body[2:]; len(rest) >= 4 && rest[0] == 0xff && rest[1] != scan; {
		length := int(binary.BigEndian.Uint16(rest[2:]))
		if length < 2 || length > len(rest)-2 {
			break
		}
		if rest[1] == comment {
			text = append(text, strings.ToValidUTF8(string(rest[4:2+length]), "?"))
		}
		rest = rest[2+length:]
	}
	return text
}

// latin1 reads a byte as the character of the same number.
func latin1(text []byte) string {
	runes := make([]rune, len(text))
	for i, b := range text {
		runes[i] = rune(b)
	}
	return string(runes)
}

// pdfText returns what the content streams of a PDF show, line by line. It follows no references, which
// suffices for text in standard encodings, plain or deflated.
func pdfText(body []byte) []string {
	var text []string
	size, unpacked := 0, 0
	for size < maxText && unpacked < maxUnpacked {
		dictionary, rest, found := bytes.Cut(body, []byte("stream"))
		if !found {
			break
		}
		content, after, found := bytes.Cut(rest, []byte("endstream"))
		if !found {
			break
		}
		body = after
		if begins := bytes.LastIndex(dictionary, []byte("obj")); begins >= 0 {
			dictionary = dictionary[begins:]
		}
		content = inflate(dictionary, bytes.TrimLeft(content, "\r\n"))
		unpacked += len(content)
		for _, line := range shownText(content) {
			size += len(line)
			text = append(text, line)
		}
	}
	return text
}

// inflate undoes the compression of a stream, and returns nothing for what is not text anyway.
func inflate(dictionary, content []byte) []byte {
	switch {
	case bytes.Contains(dictionary, []byte("/Image")):
		return nil
	case !bytes.Contains(dictionary, []byte("/Filter")):
		return content
	case !bytes.Contains(dictionary, []byte("/FlateDecode")):
		return nil
	}
	reader, err := zlib.NewReader(bytes.NewReader(content))
	if err != nil {
		return nil
	}
	inflated, _ := io.ReadAll(io.LimitReader(reader, maxText)) // what can be read of a damaged stream
	return inflated
}

// shownText carries out the operators of a content stream that show text or begin a line.
func shownText(content []byte) []string {
	var lines []string
	var line, operand strings.Builder
	var numbers []float64
	height := 0.0
	flush := func() {
		lines = append(lines, line.String())
		line.Reset()
	}
	for len(content) > 0 {
		var token string
		var kind pdfToken
		token, kind, content = nextPDFToken(content)
		switch {
		case kind == pdfString:
			operand.WriteString(token)
			continue
		case kind == pdfNumber:
			number, err := strconv.ParseFloat(token, 64)
			if err != nil {
				number = 0
			}
			numbers = append(numbers, number)
			const wordGap = -200 // in thousandths of the size of the font
			if number < wordGap && operand.Len() > 0 {
				operand.WriteByte(' ')
			}
			continue
		case kind != pdfOperator:
			continue
		}
		last := 0.0
		if len(numbers) > 0 {
			last = numbers[len(numbers)-1]
		}
		switch token {
		case "Tj", "TJ":
			line.WriteString(operand.String())
		case "'", `"`:
			flush()
			line.WriteString(operand.String())
		case "Td", "TD":
			if last != 0 {
				flush()
			}
		case "Tm":
			if last != height {
				flush()
			}
			height = last
		case "T*", "ET":
			flush()
		}
		operand.Reset()
		numbers = numbers[:0]
	}
	flush()
	return lines
}

type pdfToken int

const (
	pdfOther pdfToken = iota
	pdfString
	pdfNumber
	pdfOperator
)

// nextPDFToken cuts the first token off.
func nextPDFToken(content []byte) (token string, kind pdfToken, rest []byte) {
	const spaces, delimiters = "\x00\t\n\f\r ", "()<>[]{}/%"
	switch first := content[0]; {
	case strings.IndexByte(spaces, first) >= 0:
		return "", pdfOther, content[1:]
	case first == '(':
		return literalString(content[1:])
	case first == '<' && !bytes.HasPrefix(content, []byte("<<")):
		digits, rest, _ := bytes.Cut(content[1:], []byte(">"))
		if len(digits)%2 == 1 {
			digits = append(digits[:len(digits):len(digits)], '0')
		}
		text, err := hex.AppendDecode(nil, digits)
		if err != nil {
			return "", pdfOther, rest
		}
		return latin1(text), pdfString, rest
	case first == '%':
		end := bytes.IndexAny(content, "\r\n")
		if end < 0 {
			end = len(content)
		}
		return "", pdfOther, content[end:]
	case strings.IndexByte(delimiters, first) >= 0:
		return "", pdfOther, content[1:]
	}
	end := bytes.IndexAny(content, spaces+delimiters)
	if end < 0 {
		end = len(content)
	}
	token = string(content[:end])
	if strings.IndexByte("+-.0123456789", token[0]) >= 0 {
		return token, pdfNumber, content[end:]
	}
	return token, pdfOperator, content[end:]
}

// literalString reads as far as the parenthesis that closes the string.
func literalString(content []byte) (text string, kind pdfToken, rest []byte) {
	var read []byte
	for depth := 1; len(content) > 0; content = content[1:] {
		switch c := content[0]; {
		case c == '\\' && len(content) > 1:
			var escaped byte
			escaped, content = pdfEscape(content[1:])
			if escaped != 0 {
				read = append(read, escaped)
			}
			continue
		case c == '(':
			depth++
		case c == ')':
			if depth--; depth == 0 {
				return latin1(read), pdfString, content[1:]
			}
		}
		read = append(read, content[0])
	}
	return latin1(read), pdfString, nil
}

// pdfEscape reads what follows a backslash. The rest begins with the last byte that it took; 0 stands for
// the end of a line, which is left out.
func pdfEscape(content []byte) (escaped byte, rest []byte) {
	switch c := content[0]; {
	case c == '\n' || c == '\r':
		return 0, content
	case c >= '0' && c <= '7':
		value, digits := 0, 0
		for digits < min(3, len(content)) && content[digits] >= '0' && content[digits] <= '7' {
			value = value*8 + int(content[digits]-'0')
			digits++
		}
		return byte(value & 0xff), content[digits-1:]
	default:
		if i := strings.IndexByte("nrtbf", c); i >= 0 {
			return "\n\r\t\b\f"[i], content
		}
		return c, content
	}
}
