package smile

import (
	"net"
	"net/url"
	"regexp"
	"strings"
)

// Environment is one of the places where Smile serves its API. An API key belongs to one of them.
type Environment string

// The environments of Smile.
const (
	// Sandbox returns mock data and is free.
	Sandbox Environment = "sandbox"
	// Production returns the data of people and is billed.
	Production Environment = "production"
)

// baseURL returns where an environment is served, or "" for one that does not exist.
func (e Environment) baseURL() string {
	switch e {
	case Sandbox:
		return "https://sandbox.smileapi.io/v1"
	case Production:
		return "https://open.smileapi.io/v1"
	default:
		return ""
	}
}

// parseBaseURL refuses what would send credentials to nowhere, or in the clear unless that is meant.
func parseBaseURL(text string, insecure bool) (*url.URL, error) {
	u, err := url.Parse(strings.TrimRight(text, "/"))
	if err != nil || u.Hostname() == "" || strings.TrimSpace(text) != text {
		return nil, &ParameterError{Field: "base URL", Problem: "is not an absolute URL such as https://sandbox.smileapi.io/v1"}
	}
	if u.User != nil || u.RawQuery != "" || u.ForceQuery || u.Fragment != "" {
		return nil, &ParameterError{Field: "base URL", Problem: "must not have a user, a query or a fragment; give credentials with WithCredentials"}
	}
	if !isHTTP(u, insecure) {
		return nil, &ParameterError{Field: "base URL", Problem: "must begin with https:// (plain http is for loopback addresses, and for networks of your own with WithInsecureHTTP or SMILE_INSECURE_HTTP=true)"}
	}
	return u, nil
}

// isHTTP reports whether a URL is one of https, or of http where that is accepted: on this machine, and elsewhere if plain
// is set.
func isHTTP(u *url.URL, plain bool) bool {
	return u.Hostname() != "" && (u.Scheme == "https" || u.Scheme == "http" && (plain || isLoopback(u.Hostname())))
}

// isLoopback reports whether a host is this machine.
func isLoopback(host string) bool {
	if strings.EqualFold(host, "localhost") {
		return true
	}
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
}

// version is how the path of a base URL says for which version of the API it is.
var version = regexp.MustCompile(`/v\d+(/|$)`)
