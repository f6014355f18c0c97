/** Gin: a router with a line for each route. */
export const ginServer = (readsBodies: boolean): string => `
package main

import (
	"log"
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"
)

func send(w http.ResponseWriter, reply answer) {
	if reply.contentType != "" {
		w.Header().Set("Content-Type", reply.contentType)
	}
	w.WriteHeader(reply.status)
	if _, err := w.Write(reply.content); err != nil && err != http.ErrBodyNotAllowed {
		log.Print(err)
	}
}

// answered lets a handler answer, also where it fails.
func answered(handle func(input) (answer, error)${readsBodies ? ', readsBody bool' : ''}) gin.HandlerFunc {
	return func(c *gin.Context) {
		received := input{path: map[string]string{}, query: c.Request.URL.Query()}
		for _, parameter := range c.Params {
			received.path[parameter.Key] = parameter.Value
		}
${
  readsBodies
    ? `		var err error
		if readsBody {
			received.body, err = parseBody(c.Request.Body)
		}
		var reply answer
		if err == nil {
			reply, err = handle(received)
		}
`
    : `		reply, err := handle(received)
`
}		if err != nil {
			reply = failure(err)
		}
		send(c.Writer, reply)
	}
}

// refuse answers the methods that a path does not have.
func refuse(router *gin.Engine, path, allow string) {
	for _, method := range []string{"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"} {
		if strings.Contains(allow, method) {
			continue
		}
		router.Handle(method, path, func(c *gin.Context) {
			c.Header("Allow", allow)
			send(c.Writer, failure(&requestError{http.StatusMethodNotAllowed, "method not allowed"}))
		})
	}
}

// newRouter is the service with its routes.
func newRouter() *gin.Engine {
	router := gin.New()
	router.RedirectTrailingSlash = false
	router.Use(gin.Recovery())
	router.NoRoute(func(c *gin.Context) {
		send(c.Writer, failure(&requestError{http.StatusNotFound, "not found"}))
	})
	for _, route := range _routes_ {
		router.Handle("_verb_", "_path_", answered(_handler_${readsBodies ? ', _readsBody_' : ''}))
	}
	for _, path := range _paths_ {
		refuse(router, "_path_", "_allow_")
	}
	return router
}
`;
