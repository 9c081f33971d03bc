package sandbox

import (
	"maps"
	"slices"
	"time"
)

// item is one stored document with what lists filter it by.
type item struct {
	// sequence grows with every item of a collection and never changes: it is the position that a
	// cursor remembers.
	sequence uint64
	id       string
	user     string
	source   string
	// day is the date or month that date filters look at; empty when the item has none.
	day string
	// document is replaced as a whole, never changed, so that a reply may be written without a lock.
	document document
}

// collection holds the items of one resource, the oldest first.
type collection struct {
	items []*item
	byID  map[string]*item
	last  uint64
}

func newCollection() *collection { return &collection{byID: map[string]*item{}} }

func (c *collection) add(added *item) {
	c.last++
	added.sequence = c.last
	c.items = append(c.items, added)
	c.byID[added.id] = added
}

// remove deletes the items for which gone is true.
func (c *collection) remove(gone func(*item) bool) {
	c.items = slices.DeleteFunc(c.items, func(candidate *item) bool {
		if !gone(candidate) {
			return false
		}
		delete(c.byID, candidate.id)
		return true
	})
}

// newest yields the items with a sequence below the given one, from the newest to the oldest.
func (c *collection) newest(below uint64) func(yield func(*item) bool) {
	end, _ := slices.BinarySearchFunc(c.items, below, func(candidate *item, wanted uint64) int {
		switch {
		case candidate.sequence < wanted:
			return -1
		case candidate.sequence > wanted:
			return 1
		}
		return 0
	})
	return func(yield func(*item) bool) {
		for i := end - 1; i >= 0; i-- {
			if !yield(c.items[i]) {
				return
			}
		}
	}
}

// with returns a copy of a document in which some properties differ.
func with(original, changes document) document {
	changed := maps.Clone(original)
	maps.Copy(changed, changes)
	return changed
}

// stamp writes a moment as the API does.
func stamp(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05Z") }

// day writes the date of a moment.
func day(t time.Time) string { return t.UTC().Format(time.DateOnly) }
