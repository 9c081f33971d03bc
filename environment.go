package smile

import (
	"net"
	"net/url"
	"regexp"
	"strings"
)

// Environment is one of the environments in which Smile serves its API. An API key belongs to one of them.
type Environment string

// The environments of the API.
const (
	// Sandbox returns mock data and is free.
	Sandbox Environment = "sandbox"
	// Production returns data of real people and is billed.
	Production Environment = "production"
)

// baseURL returns the base URL of an environment, or "" if there is no such environment.
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

// parseBaseURL parses a base URL. It refuses one that would send credentials nowhere, or in the clear unless insecure
// is set.
func parseBaseURL(text string, insecure bool) (*url.URL, error) {
	u, err := url.Parse(strings.TrimRight(text, "/"))
	if err != nil || u.Hostname() == "" || strings.TrimSpace(text) != text {
		return nil, &ParameterError{Field: "base URL", Problem: "is not an absolute URL such as https://sandbox.smileapi.io/v1"}
	}
	if u.User != nil || u.RawQuery != "" || u.ForceQuery || u.Fragment != "" {
		return nil, &ParameterError{Field: "base URL", Problem: "must not have a user, a query or a fragment: use WithCredentials for credentials"}
	}
	if !isHTTP(u, insecure) {
		return nil, &ParameterError{Field: "base URL", Problem: "must begin with https:// (plain http is allowed for loopback addresses, and on your own networks with WithInsecureHTTP or SMILE_INSECURE_HTTP=true)"}
	}
	return u, nil
}

// isHTTP reports whether u is an https URL, or an http URL for a loopback address or, if plain is set, for any host.
func isHTTP(u *url.URL, plain bool) bool {
	return u.Hostname() != "" && (u.Scheme == "https" || u.Scheme == "http" && (plain || isLoopback(u.Hostname())))
}

// isLoopback reports whether host is this machine.
func isLoopback(host string) bool {
	if strings.EqualFold(host, "localhost") {
		return true
	}
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
}

// version matches the part of a base URL's path that names the version of the API.
var version = regexp.MustCompile(`/v\d+(/|$)`)
