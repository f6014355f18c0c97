import { parseRoute, type Route, routeHref } from './route.ts';

/** The place the page is at. `go` makes a history entry, `replace` does not. */
export class Router {
  #current = $state.raw<Route>({ view: 'chat', conversationId: null });
  #read = () => {
    this.#current = parseRoute(location.hash);
  };

  constructor() {
    this.#read();
    addEventListener('hashchange', this.#read);
  }

  get current(): Route {
    return this.#current;
  }

  go(route: Route): void {
    const href = routeHref(route);
    if (location.hash !== href) history.pushState(null, '', href);
    this.#current = route;
  }

  replace(route: Route): void {
    history.replaceState(null, '', routeHref(route));
    this.#current = route;
  }

  close(): void {
    removeEventListener('hashchange', this.#read);
  }
}
