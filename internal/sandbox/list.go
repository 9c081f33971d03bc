package sandbox

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"maps"
	"math"
	"net/url"
	"slices"
	"strconv"
)

// list answers one page, the newest item first. A cursor stands for the last item of its page, so
// that items which are added or removed meanwhile neither repeat nor hide others.
func (s *Server) list(c *call, from *collection) (any, *Error) {
	return s.listAs(c, from, func(i *item) document { return i.document })
}

// listAs answers one page of what view makes of the items, without those of which it makes nil.
func (s *Server) listAs(c *call, from *collection, view func(*item) document) (any, *Error) {
	below := uint64(math.MaxUint64)
	if cursor := c.query["cursor"]; cursor != "" {
		position, ok := s.position(c.tenant, c.operation.ID, c.query, cursor)
		if !ok {
			return nil, failure(CodeInvalidParameters, "cursor must be the nextCursor of the same list with the same filters: %q", cursor)
		}
		below = position
	}
	size, err := strconv.Atoi(c.query["size"])
	if err != nil {
		return nil, failure(CodeInvalidParameters, "size must be an integer: %q", c.query["size"])
	}
	page := []document{}
	for candidate := range from.newest(below) {
		if !matches(candidate, c.query) {
			continue
		}
		shown := view(candidate)
		if shown == nil {
			continue
		}
		if len(page) == size {
			return document{"items": page, "nextCursor": s.cursor(c.tenant, c.operation.ID, c.query, below)}, nil
		}
		page = append(page, shown)
		below = candidate.sequence
	}
	return document{"items": page}, nil
}

// matches applies the filters that lists have in common. Both ends of a range belong to it.
func matches(candidate *item, query map[string]string) bool {
	is := func(own, name string) bool {
		wanted := query[name]
		return wanted == "" || wanted == own
	}
	fileType, _ := candidate.document["type"].(string)
	if !is(fileType, "fileType") {
		return false
	}
	if !is(candidate.user, "userId") || !is(candidate.source, "sourceId") || !is(candidate.source, "accountId") {
		return false
	}
	start, end := query["startDate"]+query["startMonth"], query["endDate"]+query["endMonth"]
	if start == "" && end == "" {
		return true
	}
	return start <= candidate.day && (end == "" || candidate.day <= end)
}

const (
	positionBytes = 8
	sealBytes     = 8
)

// cursor writes a position in a list with its filters.
func (s *Server) cursor(t *tenant, operation string, query map[string]string, position uint64) string {
	text := binary.BigEndian.AppendUint64(nil, position)
	return base64.RawURLEncoding.EncodeToString(append(text, s.seal(t, operation, query, position)...))
}

// position reads a cursor. It refuses one that belongs to another tenant, list or set of filters.
func (s *Server) position(t *tenant, operation string, query map[string]string, cursor string) (uint64, bool) {
	text, err := base64.RawURLEncoding.Strict().DecodeString(cursor)
	if err != nil || len(text) != positionBytes+sealBytes {
		return 0, false
	}
	position := binary.BigEndian.Uint64(text)
	return position, hmac.Equal(text[positionBytes:], s.seal(t, operation, query, position))
}

// seal ties a position to the list it is a position in. The page size is free to change.
func (s *Server) seal(t *tenant, operation string, query map[string]string, position uint64) []byte {
	values := url.Values{}
	for _, name := range slices.Sorted(maps.Keys(query)) {
		if name != "size" && name != "cursor" {
			values.Set(name, query[name])
		}
	}
	mac := hmac.New(sha256.New, binary.BigEndian.AppendUint64([]byte(t.key), s.config.Seed))
	mac.Write(binary.BigEndian.AppendUint64([]byte(operation+"?"+values.Encode()), position))
	return mac.Sum(nil)[:sealBytes]
}
