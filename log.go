package smile

import (
	"log/slog"
	"time"
)

// log writes what may be known of an attempt.
func (c *call) log(err error) {
	logger := c.pipeline.config.logger
	if logger == nil {
		return
	}
	defer func() { _ = recover() }() // what a handler does must not undo what the call did
	level := slog.LevelDebug
	if c.failure != nil || len(c.unread) > 0 {
		level = slog.LevelWarn
	}
	if !logger.Enabled(c, level) {
		return
	}
	attributes := []slog.Attr{
		slog.String("operation", c.operation.ID),
		slog.String("route", c.operation.Method+" "+c.operation.Path),
		slog.Int("attempt", c.attempts),
		slog.Duration("duration", time.Since(c.began)),
	}
	if c.status != 0 {
		attributes = append(attributes, slog.Int("status", c.status))
	}
	if id := c.target.head().RequestID; id != "" {
		attributes = append(attributes, slog.String("request_id", bounded(id)))
	}
	if err != nil {
		attributes = append(attributes, slog.String("error", err.Error()))
	}
	if len(c.unread) > 0 {
		attributes = append(attributes, slog.Int("unread", len(c.unread)))
	}
	logger.LogAttrs(c, level, "smile call", attributes...)
}
