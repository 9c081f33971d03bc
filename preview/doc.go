// Package preview has what the products in preview share: the record of a request and the service that reads
// records, consent, phone numbers and templates. The products are in the packages alpha and beta.
//
// Preview means that the API may change a product between its phases, and takes it away in the end: alpha is
// supported until six months after the product is in beta, and beta until twelve months after it is generally
// available. These packages follow, outside of the promise of compatibility that the rest of this module
// gives: a new minor version may change them. Products may have to be enabled for your API key.
package preview
