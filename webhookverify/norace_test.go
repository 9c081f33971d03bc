//go:build !race

package webhookverify_test

// deliveries is how many TestNoEventIsLostOrDoneTwice makes.
const deliveries = 100_000
