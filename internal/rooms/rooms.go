// Package rooms holds the module to its plan: which package may import which, and which modules reach
// those who import the SDK. All of it is in the tests.
package rooms
