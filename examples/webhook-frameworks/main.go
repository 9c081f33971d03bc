// Command webhook-frameworks shows the same webhook handler behind net/http's ServeMux, chi, gin and echo. It
// is a module of its own, so that none of them becomes a dependency of the SDK.
//
// Each is set up in two ways: with the handler itself, which does everything, and with the middleware, for
// code that reads events its own way. Nothing that reads the body may come before either of them.
//
//	go run . chi       serve with one of: mux, chi, gin, echo
//
// SMILE_WEBHOOK_SECRET is the webhook's secret.
package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/go-chi/chi/v5"
	"github.com/labstack/echo/v4"
	"github.com/smileapi/smile-go/webhookverify"
)

const (
	handlerPath    = "/webhooks/smile"  // answered by webhookverify.Handler
	middlewarePath = "/webhooks/manual" // by code of its own behind Verifier.Middleware
)

// frameworks has a constructor for each of them.
var frameworks = map[string]func(h *webhookverify.Handler, v *webhookverify.Verifier) http.Handler{
	"mux": serveMux, "chi": chiRouter, "gin": ginEngine, "echo": echoServer,
}

func serveMux(h *webhookverify.Handler, v *webhookverify.Verifier) http.Handler {
	mux := http.NewServeMux()
	mux.Handle(handlerPath, h)
	mux.Handle("POST "+middlewarePath, v.Middleware(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		text, err := read(r.Body)
		if err != nil {
			http.Error(w, "unreadable", http.StatusBadRequest)
			return
		}
		fmt.Fprint(w, text)
	})))
	return mux
}

func chiRouter(h *webhookverify.Handler, v *webhookverify.Verifier) http.Handler {
	router := chi.NewRouter()
	router.Handle(handlerPath, h)
	router.With(v.Middleware).Post(middlewarePath, func(w http.ResponseWriter, r *http.Request) {
		text, err := read(r.Body)
		if err != nil {
			http.Error(w, "unreadable", http.StatusBadRequest)
			return
		}
		fmt.Fprint(w, text)
	})
	return router
}

func ginEngine(h *webhookverify.Handler, v *webhookverify.Verifier) http.Handler {
	engine := gin.New()
	engine.Any(handlerPath, gin.WrapH(h))
	engine.POST(middlewarePath, ginMiddleware(v), func(c *gin.Context) {
		text, err := read(c.Request.Body)
		if err != nil {
			c.String(http.StatusBadRequest, "unreadable")
			return
		}
		c.String(http.StatusOK, text)
	})
	return engine
}

// ginMiddleware fits the verifier's middleware into gin's chain, which has to be told when to stop.
func ginMiddleware(v *webhookverify.Verifier) gin.HandlerFunc {
	return func(c *gin.Context) {
		verified := false
		v.Middleware(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
			verified, c.Request = true, r
		})).ServeHTTP(c.Writer, c.Request)
		if !verified {
			c.Abort()
		}
	}
}

func echoServer(h *webhookverify.Handler, v *webhookverify.Verifier) http.Handler {
	server := echo.New()
	server.Any(handlerPath, echo.WrapHandler(h))
	server.POST(middlewarePath, func(c echo.Context) error {
		text, err := read(c.Request().Body)
		if err != nil {
			return echo.NewHTTPError(http.StatusBadRequest, "unreadable")
		}
		return c.String(http.StatusOK, text)
	}, echo.WrapMiddleware(v.Middleware))
	return server
}

// read is what code behind the middleware does: the body is verified, and there to be read.
func read(body io.Reader) (text string, err error) {
	content, err := io.ReadAll(body)
	if err != nil {
		return "", err
	}
	event, err := webhookverify.Decode(content)
	if err != nil {
		return "", err
	}
	return string(event.Head().Type), nil
}

func main() {
	if err := run(os.Args[1:], os.Getenv("SMILE_WEBHOOK_SECRET")); err != nil {
		fmt.Fprintln(os.Stderr, "webhook-frameworks:", err)
		os.Exit(1)
	}
}

func run(arguments []string, secret string) error {
	if len(arguments) != 1 || frameworks[arguments[0]] == nil {
		return fmt.Errorf("name one of mux, chi, gin and echo")
	}
	verifier, err := webhookverify.NewVerifier(secret)
	if err != nil {
		return err
	}
	handler, err := webhookverify.NewHandler(verifier)
	if err != nil {
		return err
	}
	webhookverify.On(handler, func(_ context.Context, e webhookverify.Event) error {
		fmt.Println("received", e)
		return nil
	})
	server := &http.Server{
		Addr:              "127.0.0.1:8090",
		Handler:           frameworks[arguments[0]](handler, verifier),
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       15 * time.Second,
	}
	fmt.Printf("listening at http://%s%s\n", server.Addr, handlerPath)
	return server.ListenAndServe()
}
