//go:build race

package smile_test

// underRaceDetector tells tests that everything takes many times as long.
const underRaceDetector = true
