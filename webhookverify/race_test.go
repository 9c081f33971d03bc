//go:build race

package webhookverify_test

// deliveries is smaller here, since the race detector makes everything ten times slower.
const deliveries = 10_000
