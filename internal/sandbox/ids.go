package sandbox

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"math/rand/v2"
)

// generator makes the identifiers of one tenant, or the data of one topic. The same seed and name give
// the same sequence, whatever others do meanwhile.
type generator struct{ source *rand.ChaCha8 }

func newGenerator(seed uint64, name string) generator {
	text := binary.BigEndian.AppendUint64(nil, seed)
	return generator{rand.NewChaCha8(sha256.Sum256(append(text, name...)))}
}

// hex returns 32 hexadecimal digits.
func (g generator) hex() string {
	digits := make([]byte, 0, 16)
	digits = binary.BigEndian.AppendUint64(digits, g.source.Uint64())
	digits = binary.BigEndian.AppendUint64(digits, g.source.Uint64())
	return hex.EncodeToString(digits)
}

// id returns an identifier such as a-17bbf36498de4d68a0d4f86c7b62f69f.
func (g generator) id(prefix string) string { return prefix + "-" + g.hex() }

// uuid returns an identifier in the form of a random UUID.
func (g generator) uuid() string {
	digits := make([]byte, 0, 16)
	digits = binary.BigEndian.AppendUint64(digits, g.source.Uint64())
	digits = binary.BigEndian.AppendUint64(digits, g.source.Uint64())
	digits[6] = digits[6]&0x0f | 0x40
	digits[8] = digits[8]&0x3f | 0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", digits[:4], digits[4:6], digits[6:8], digits[8:10], digits[10:])
}

// random returns a source of its own for one set of data.
func (g generator) random() *rand.Rand {
	return rand.New(rand.NewPCG(g.source.Uint64(), g.source.Uint64())) //nolint:gosec // Invented data, repeatable on purpose.
}
