package userdata

// SetMemoryAtLeast sets what any document may take, however short it is, and returns what it was.
func SetMemoryAtLeast(memory int64) (before int64) {
	before, memoryAtLeast = memoryAtLeast, memory
	return before
}
