package userdata

import (
	"bytes"
	"encoding/json"
	"fmt"
	"hash/maphash"
	"iter"
	"slices"
	"strconv"
	"unicode/utf8"
)

// Reading a document of n bytes uses at most memoryPerByte*n + memoryAtLeast bytes of memory at one time. That is less
// than Unmarshal promises, since a webhook is read in two steps and keeps a copy of its data.
const memoryPerByte = 12

var memoryAtLeast int64 = 3 << 20 // a variable so that tests can measure the cost of a byte with small documents

const maxDepth = 10_000 // as in encoding/json

// documentError is the reason that a document cannot be read at all.
type documentError struct {
	path    string
	problem string
}

func (e *documentError) Error() string {
	if e.path == "" {
		return "userdata: " + e.problem
	}
	return "userdata: at " + e.path + ": " + e.problem
}

// under prefixes the path with the name of a member or the index of an element, unless the path is already long.
func (e *documentError) under(part string) {
	if len(e.path) > 200 {
		return
	}
	if e.path == "" || e.path[0] == '[' {
		e.path = part + e.path
	} else {
		e.path = part + "." + e.path
	}
}

// checker examines a document before it is read, following the plan of the type that it is read into. It adds up the
// memory that reading will allocate, and finds ambiguous members and lists that are too long. It copies nothing, and
// examines the syntax of a scalar only as far as necessary.
//
// Its methods take the offset of a value and return the offset of its end, or -1 if err is set. They pass on an offset
// of -1.
type checker struct {
	data   []byte
	memory int64 // bytes that may still be allocated
	utf8   bool  // the whole document is UTF-8
	// flawed is set if encoding/json would reject a value, or make an element of a list from null.
	flawed bool
	err    *documentError

	inSelf         bool // inside a type that decodes itself, which may accept values that do not fit its fields
	depth, deepest int
	keys           []uint64 // hashes of the names in the enclosing objects whose members are not known
}

// check examines the whole document.
func (c *checker) check(p *plan) {
	if end := c.value(p, 0, 0); end >= 0 && c.blanks(end) < len(c.data) {
		c.invalid(end)
	}
	c.take(0)
}

func newChecker(data []byte) checker {
	return checker{data: data, memory: memoryAtLeast + memoryPerByte*int64(len(data)), utf8: utf8.Valid(data)}
}

// text returns the memory that a string takes as text, given the offsets of its quotes.
func (c *checker) text(i, end int) int64 {
	length := int64(end - i)
	switch {
	case !c.utf8 && !utf8.Valid(c.data[i:end]):
		return 12*length + 32 // each byte becomes three, and the buffer grows
	case bytes.IndexByte(c.data[i:end], '\\') >= 0:
		return 2*length + 32
	}
	return length + length/4 + 32
}

func (c *checker) fail(problem string) int {
	if c.err == nil {
		c.err = &documentError{problem: problem}
	}
	return -1
}

func (c *checker) invalid(i int) int {
	return c.fail("the document is not valid JSON, or ends too early, at byte " + strconv.Itoa(min(i, len(c.data))))
}

func (c *checker) twice() int { return c.fail("two members of an object have the same meaning") }

// take takes memory. It reports whether there was enough.
func (c *checker) take(memory int64) bool {
	c.memory -= memory
	if c.memory < 0 {
		c.tooLarge()
		return false
	}
	return true
}

func (c *checker) tooLarge() int {
	return c.fail(fmt.Sprintf("the document holds too many values for its %d bytes", len(c.data)))
}

// at returns the byte at an offset, or 0 beyond the end.
func (c *checker) at(i int) byte {
	if uint(i) < uint(len(c.data)) {
		return c.data[i]
	}
	return 0
}

func (c *checker) blanks(i int) int {
	for uint(i) < uint(len(c.data)) && c.data[i] <= ' ' {
		i++
	}
	return i
}

// endOfString takes the offset after the opening quote and returns the one after the closing quote.
func (c *checker) endOfString(i int) int {
	for start := i; ; {
		length := bytes.IndexByte(c.data[i:], '"')
		if length < 0 {
			return c.invalid(len(c.data))
		}
		end := i + length
		if length == 0 || c.data[end-1] != '\\' {
			return end + 1
		}
		slash := end
		for slash > start && c.data[slash-1] == '\\' {
			slash--
		}
		i = end + 1
		if (end-slash)%2 == 0 {
			return i
		}
		start = i
	}
}

func (c *checker) endOfScalar(i int) int {
	if i < 0 {
		return i
	}
	start := i
	for ; i < len(c.data); i++ {
		switch c.data[i] {
		case ',', ']', '}', ' ', '\n', '\r', '\t':
			if i == start {
				return c.invalid(i)
			}
			return i
		case '"', '[', '{', ':':
			return c.invalid(i)
		}
	}
	if i == start {
		return c.invalid(i)
	}
	return i
}

// skip skips a value that is not read.
func (c *checker) skip(i int) int {
	for depth := 0; ; {
		switch i = c.blanks(i); c.at(i) {
		case '"':
			if i = c.endOfString(i + 1); i < 0 {
				return i
			}
		case '{', '[':
			depth++
			i++
		case '}', ']':
			depth--
			i++
		case ',', ':':
			i++
		default:
			if i = c.endOfScalar(i); i < 0 {
				return i
			}
		}
		switch {
		case depth == 0:
			return i
		case depth < 0:
			return c.invalid(i)
		}
	}
}

// flaw records that a value does not fit its place. A type that decodes itself may accept the value; if not, it lists
// the value in memory of its own.
func (c *checker) flaw() {
	if c.inSelf {
		c.memory -= malformedSize
	} else {
		c.flawed = true
	}
}

func (c *checker) misfit(i int) int {
	c.flaw()
	return c.skip(i)
}

// malformedSize is the approximate memory to list a malformed value.
const malformedSize = 160

// value checks a value. If the value is a list, it may have at most maxItems elements; 0 means no limit.
func (c *checker) value(p *plan, i, maxItems int) int {
	first := c.at(i)
	if first <= ' ' {
		i = c.blanks(i)
		first = c.at(i)
	}
	for p.form == formPointer {
		if first != 'n' {
			c.memory -= allocated(p.elem.size)
		}
		p = p.elem
	}
	switch first {
	case '"':
		return c.string(p, i)
	case '{', '[':
		if c.depth++; c.depth > c.deepest {
			if c.depth > maxDepth {
				return c.invalid(i)
			}
			c.deepest = c.depth
			c.memory -= 128 // encoding/json keeps a stack of open brackets
		}
		if first == '{' {
			i = c.object(p, i)
		} else {
			i = c.array(p, i, maxItems)
		}
		c.depth--
		return i
	default:
		return c.scalar(p, i)
	}
}

// allocated returns the memory that the allocator may use for an object.
func allocated(size int64) int64 { return size + size/4 + 16 }

func (c *checker) string(p *plan, i int) int {
	end := c.endOfString(i + 1)
	if end < 0 {
		return end
	}
	length := int64(end - i)
	switch p.form {
	case formText, formBytes, formRaw, formAny, formForeign:
		c.memory -= c.text(i, end)
	case formOther:
		c.memory -= 3*c.text(i, end) + 256 // an error that quotes the value
	case formMoment:
		if length < int64(len(`"2021-04-21T08:25:05Z"`)) {
			c.memory -= 256 // an error
		} else if length > 64 {
			c.memory -= 2 * c.text(i, end) // an error that quotes the value
		}
	case formScalar:
		c.decimal(length)
	default:
		if p.self {
			c.memory -= 2 * c.text(i, end)
		} else {
			c.flaw()
		}
	}
	return end
}

// decimal takes the memory that a scalar that decodes itself may need: a long or unusual number keeps its literal.
func (c *checker) decimal(length int64) {
	if length > 16 {
		c.memory -= 256 + 2*length
	}
}

// scalar checks a number, a boolean or null.
func (c *checker) scalar(p *plan, i int) int {
	end := c.endOfScalar(i)
	if end < 0 {
		return end
	}
	length := int64(end - i)
	switch first := c.data[i]; {
	case first == 'n':
		return end
	case p.form == formAny || p.form == formForeign || p.form == formRaw || p.form == formOther:
		c.memory -= 2*length + 32
	case p.form == formScalar:
		c.decimal(length)
		if scaled(c.data[i:end]) {
			c.memory -= 256
		}
	case first == 't' || first == 'f':
		if p.form != formBool && !p.self {
			c.flaw()
		}
	case p.form == formInteger:
		if length > (p.bits-1)*3/10 || first == '-' && p.unsigned || !isDigits(c.data[i+1:end]) {
			c.memory -= 256 + length // an error
		}
	case p.form == formFloat:
		if length > 32 || scaled(c.data[i:end]) {
			c.memory -= 256 + 2*length
		}
	default:
		if !p.self {
			c.flaw()
		}
	}
	return end
}

// scaled reports whether a number has an exponent.
func scaled(number []byte) bool {
	for _, b := range number {
		if b|0x20 == 'e' {
			return true
		}
	}
	return false
}

func isDigits(text []byte) bool { return endOfDigits(text, 0) == len(text) }

// next skips the comma between members or elements, and the white space around it. It reports whether there is another
// member or element; if not, the offset is after the closing bracket.
func (c *checker) next(i int, first bool, closing byte) (at int, more bool) {
	if i > 0 && i+1 < len(c.data) && c.data[i] == ',' && c.data[i+1] > ' ' && !first {
		return i + 1, true
	}
	i = c.blanks(i)
	switch b := c.at(i); {
	case i < 0:
		return i, false
	case b == closing:
		return i + 1, false
	case first:
		return i, true
	case b == ',':
		return c.blanks(i + 1), true
	}
	return c.invalid(i), false
}

// array checks a value that begins with a bracket.
func (c *checker) array(p *plan, i, maxItems int) int {
	elem := p.elem
	switch p.form {
	case formList, formArray, formBytes:
	case formAny, formForeign:
		elem = p
		c.memory -= 48
	case formObject:
		if p.self {
			return c.array(foreignPlan, i, 0)
		}
		return c.misfit(i)
	case formRaw:
		return c.raw(i)
	default:
		return c.misfit(i)
	}
	count := 0
	i, more := c.next(i+1, true, ']')
	for more {
		if count++; maxItems > 0 && count > maxItems {
			return c.fail(tooMany(maxItems))
		}
		if int64(count)*elem.size > c.memory {
			return c.tooLarge() // the rest cannot change that
		}
		if c.at(i) == 'n' && elem.object && p.form != formArray {
			c.flaw()
			c.flawed = true
		}
		if i = c.value(elem, i, 0); i < 0 {
			c.err.under("[" + strconv.Itoa(count-1) + "]")
			return i
		}
		i, more = c.next(i, false, ']')
	}
	if i >= 0 && p.form != formArray && !c.take(grown(int64(count), elem.size)) {
		return -1
	}
	return i
}

func tooMany(maxItems int) string {
	return "the list has more than " + strconv.Itoa(maxItems) + " elements"
}

// grown returns the memory that a slice needs to grow to count elements one by one: its last array, and the one before,
// from which the elements are copied.
func grown(count, size int64) (memory int64) {
	var before, capacity int64
	for capacity < count {
		before = capacity
		if capacity < 256 {
			capacity = max(1, 2*capacity)
		} else {
			capacity += (capacity + 3*256) / 4
		}
	}
	memory = (before + capacity) * size
	return memory + memory/8 + 16
}

func (c *checker) raw(i int) int {
	end := c.skip(i)
	c.memory -= allocated(int64(end - i))
	return end
}

// object checks a value that begins with a brace.
func (c *checker) object(p *plan, i int) int {
	switch p.form {
	case formObject:
		return c.members(p, i)
	case formMap:
		return c.entries(p, p.elem, i, 16)
	case formAny:
		return c.entries(p, p, i, 16)
	case formForeign:
		return c.entries(foreignPlan, foreignPlan, i, 64)
	case formRaw:
		return c.raw(i)
	default:
		return c.misfit(i)
	}
}

// members checks an object for a struct.
func (c *checker) members(p *plan, i int) int {
	var room [4]uint64
	seen := room[:]
	if len(p.fields) > 64*len(room) {
		seen = make([]uint64, len(p.fields)/64+1)
	}
	outer, keys, start := c.inSelf, len(c.keys), i
	c.inSelf = outer || p.self
	c.memory -= p.embedded
	expected := 0
	i, more := c.next(i+1, true, '}')
	for more {
		f, end := c.member(p, i, expected)
		if end < 0 {
			return end
		}
		switch {
		case f >= 0:
			bit := uint64(1) << (f % 64)
			if seen[f/64]&bit != 0 {
				c.twice()
				c.err.under(p.fields[f].name)
				return -1
			}
			seen[f/64] |= bit
			expected = f + 1
			if i = c.value(p.fields[f].plan, end, p.fields[f].maxItems); i < 0 {
				c.err.under(p.fields[f].name)
				return i
			}
		case p.self:
			if !c.key(i, true) {
				return -1
			}
			i = c.value(foreignPlan, end, 0)
		default:
			i = c.skip(end)
		}
		if i < 0 {
			return i
		}
		i, more = c.next(i, false, '}')
	}
	if i < 0 {
		return i
	}
	if p.self {
		// The object is read into another struct, and may keep a copy of its JSON. The rest is needed only temporarily.
		length := int64(i - start)
		c.memory -= allocated(p.size) + allocated(length)
		if !c.take(512 + length) {
			return -1
		}
		c.memory += 512 + length
		c.inSelf = outer
		if c.sameKey(keys, start, true) {
			return c.twice()
		}
	}
	return i
}

// member reads the name of a member and finds its field, which is -1 if there is none. It returns the offset after the
// colon.
func (c *checker) member(p *plan, i, expected int) (f, end int) {
	f = -1
	if expected < len(p.fields) {
		quoted := p.fields[expected].inQuotes
		if end = i + len(quoted); end <= len(c.data) && string(c.data[i:end]) == quoted {
			f = expected
		}
	}
	if f < 0 {
		var name []byte
		if name, end = c.name(i); end < 0 {
			return -1, end
		}
		f = p.field(name)
	}
	return f, c.colon(end)
}

// name returns the text between the quotes of a member's name.
func (c *checker) name(i int) (name []byte, end int) {
	if c.at(i) != '"' {
		return nil, c.invalid(i)
	}
	if end = c.endOfString(i + 1); end < 0 {
		return nil, end
	}
	return c.data[i+1 : end-1], end
}

func (c *checker) colon(i int) int {
	if c.at(i) == ':' {
		return i + 1
	}
	switch i = c.blanks(i); {
	case i < 0:
		return i
	case c.at(i) != ':':
		return c.invalid(i)
	}
	return i + 1
}

// entries checks an object with arbitrary members, whose names take nameSize bytes each.
func (c *checker) entries(p, elem *plan, i int, nameSize int64) int {
	fold := p.form == formForeign
	keys, start := len(c.keys), i
	count := 0
	i, more := c.next(i+1, true, '}')
	for more {
		count++
		c.memory -= entrySize(count, nameSize, elem.size)
		if !c.key(i, fold) {
			return -1
		}
		_, end := c.name(i)
		if end = c.colon(end); end < 0 {
			return end
		}
		if i = c.value(elem, end, 0); i < 0 {
			return i
		}
		i, more = c.next(i, false, '}')
	}
	if i < 0 || !c.take(96) {
		return -1
	}
	if c.sameKey(keys, start, fold) {
		return c.twice()
	}
	return i
}

// entrySize returns the memory that a map needs for the count-th entry.
func entrySize(count int, nameSize, size int64) (memory int64) {
	slot := nameSize + min(size, 128) + 1
	memory = 48
	switch {
	case count == 1:
		memory += 8 * slot
	case count > 8:
		memory += 5 * slot
	}
	if size > 128 {
		memory += 2 * allocated(size)
	}
	return memory
}

// all iterates over the members of a document in document order. A document that is not an object has no members. A
// malformed document has the members before the error. Names are returned as they are between their quotes.
func (c *checker) all() iter.Seq2[[]byte, json.RawMessage] {
	return func(yield func([]byte, json.RawMessage) bool) {
		if c.at(0) != '{' {
			return
		}
		i, more := c.next(1, true, '}')
		for more {
			name, value := c.name(i)
			if value = c.colon(value); value < 0 {
				return
			}
			value = c.blanks(value)
			end := c.skip(value)
			if end < 0 || !yield(name, c.data[value:end]) {
				return
			}
			i, more = c.next(end, false, '}')
		}
	}
}

var seed = maphash.MakeSeed()

// key records the name of a member.
func (c *checker) key(i int, fold bool) bool {
	name, end := c.name(i)
	if end < 0 || !c.take(c.text(i, end)) {
		return false
	}
	c.keys = append(c.keys, maphash.Bytes(seed, normal(name, fold)))
	return true
}

// normal returns a form of a member's name that is the same for all names with the same meaning.
func normal(name []byte, fold bool) []byte {
	capital := false
	for _, b := range name {
		switch {
		case b == '\\' || b >= utf8.RuneSelf:
			name = []byte(unquote(name))
			if fold {
				name = bytes.ToLower(bytes.ToUpper(name))
			}
			return name
		case 'A' <= b && b <= 'Z':
			capital = true
		}
	}
	if fold && capital {
		return bytes.ToLower(name)
	}
	return name
}

// sameKey removes the keys of the object that starts at an offset, and reports whether two of them are the same.
func (c *checker) sameKey(keys, start int, fold bool) bool {
	own := c.keys[keys:]
	c.keys = c.keys[:keys]
	slices.Sort(own)
	for i := 1; i < len(own); i++ {
		if own[i] == own[i-1] && c.reallySame(own[i], start, fold) {
			return true
		}
	}
	return false
}

// reallySame compares the names themselves, since different names may have the same hash.
func (c *checker) reallySame(hash uint64, i int, fold bool) bool {
	var first []byte
	i, more := c.next(i+1, true, '}')
	for more {
		name, end := c.name(i)
		if name = normal(name, fold); maphash.Bytes(seed, name) == hash {
			if first != nil && bytes.Equal(first, name) {
				return true
			}
			first = append([]byte{}, name...)
		}
		i, more = c.next(c.skip(c.colon(end)), false, '}')
	}
	return false
}
