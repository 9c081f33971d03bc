//go:build !race

package smile_test

const underRaceDetector = false
