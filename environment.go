package smile

import (
	"net"
	"net/url"
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

// parseBaseURL refuses what would send credentials in the clear or to nowhere.
func parseBaseURL(text string) (*url.URL, error) {
	u, err := url.Parse(strings.TrimRight(text, "/"))
	if err != nil || u.Hostname() == "" || strings.TrimSpace(text) != text {
		return nil, &ParameterError{Field: "base URL", Problem: "is not an absolute URL such as https://sandbox.smileapi.io/v1"}
	}
	if u.User != nil || u.RawQuery != "" || u.ForceQuery || u.Fragment != "" {
		return nil, &ParameterError{Field: "base URL", Problem: "must not have a user, a query or a fragment; give credentials with WithCredentials"}
	}
	if u.Scheme != "https" && (u.Scheme != "http" || !isLoopback(u.Hostname())) {
		return nil, &ParameterError{Field: "base URL", Problem: "must begin with https:// (plain http is for loopback addresses only)"}
	}
	return u, nil
}

// isLoopback reports whether a host is this machine.
func isLoopback(host string) bool {
	if strings.EqualFold(host, "localhost") {
		return true
	}
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
}
