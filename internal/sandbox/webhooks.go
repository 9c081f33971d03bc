package sandbox

import (
	"net"
	"net/url"
)

func (s *Server) listWebhooks(c *call) (any, *Error) { return s.list(c, c.tenant.webhooks) }

func (s *Server) getWebhook(c *call) (any, *Error) { return c.find(c.tenant.webhooks) }

func (s *Server) createWebhook(c *call) (any, *Error) {
	target := c.body["url"].(string)
	if !s.deliverable(target) {
		return nil, failure(CodeInvalidParameters, "url must begin with https://, or with http:// and a loopback host (any host if smile-sandbox runs with -public): %q", target)
	}
	now := s.clock.Now()
	id := c.tenant.ids.hex()
	webhook := document{"id": id, "createdAt": stamp(now), "updatedAt": stamp(now), "includePayload": c.body["includePayload"] == true}
	for _, name := range []string{"name", "url", "secret", "eventTypes", "active"} {
		webhook[name] = c.body[name]
	}
	c.tenant.webhooks.add(&item{id: id, day: day(now), document: webhook})
	return webhook, nil
}

// deliverable accepts https, and http as far as this machine, or anywhere if that was asked for.
func (s *Server) deliverable(target string) bool {
	u, err := url.Parse(target)
	if err != nil || u.Hostname() == "" {
		return false
	}
	return u.Scheme == "https" || u.Scheme == "http" && (s.config.PlainWebhooks || loopback(u.Hostname()))
}

func loopback(host string) bool {
	return host == "localhost" || net.ParseIP(host).IsLoopback()
}

// deleteWebhook also gives up what waits to be sent or retried: it is dropped when its turn comes.
func (s *Server) deleteWebhook(c *call) (any, *Error) {
	webhook, problem := c.item(c.tenant.webhooks)
	if problem != nil {
		return nil, problem
	}
	c.tenant.webhooks.remove(func(i *item) bool { return i == webhook })
	return nil, nil
}
