package userdata

// SetMemoryAtLeast sets the memory that any document may use, however short it is, and returns the previous value.
func SetMemoryAtLeast(memory int64) (before int64) {
	before, memoryAtLeast = memoryAtLeast, memory
	return before
}
