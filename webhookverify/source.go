package webhookverify

import (
	"net/http"
	"net/netip"
	"slices"
	"strings"
)

// fromSource reports whether a request comes from an allowed address.
func (h *Handler) fromSource(r *http.Request) bool {
	address, ok := parseAddress(r.RemoteAddr)
	forwarded := strings.Join(r.Header.Values("X-Forwarded-For"), ",")
	for ok && contain(h.proxies, address) {
		// Each proxy appends the address that it received the request from. A proxy that is not trusted may have
		// written anything.
		last := strings.LastIndexByte(forwarded, ',')
		address, ok = parseAddress(forwarded[last+1:])
		forwarded = forwarded[:max(last, 0)]
	}
	return ok && contain(h.sources, address)
}

// parseAddress parses an IP address with or without a port.
func parseAddress(text string) (address netip.Addr, ok bool) {
	text = strings.TrimSpace(text)
	if withPort, err := netip.ParseAddrPort(text); err == nil {
		return withPort.Addr().Unmap().WithZone(""), true
	}
	address, err := netip.ParseAddr(strings.Trim(text, "[]"))
	return address.Unmap().WithZone(""), err == nil
}

func contain(prefixes []netip.Prefix, address netip.Addr) bool {
	return slices.ContainsFunc(prefixes, func(p netip.Prefix) bool { return p.Contains(address) })
}
