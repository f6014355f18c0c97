import type { WorkspaceId } from '#domain/ids';
import { parseRoute, type Route, routeHref } from './route.ts';

interface RouterOptions {
  /** The folder the page works in: the address of a file names it, because a path alone leads nowhere in another tab. */
  folder: () => WorkspaceId | null;
  /** Somebody typed or followed a link, or went back or forth. */
  onlink: (route: Route) => void;
}

/** The place the page is at. `go` makes a history entry, `replace` does not. */
export class Router {
  #current = $state.raw<Route>(parseRoute(location.hash));
  #options: RouterOptions;
  #read = () => {
    this.#current = parseRoute(location.hash);
    this.#options.onlink(this.#current);
  };

  constructor(options: RouterOptions) {
    this.#options = options;
    addEventListener('hashchange', this.#read);
  }

  get current(): Route {
    return this.#current;
  }

  go(route: Route): void {
    const place = this.#inFolder(route);
    const href = routeHref(place);
    if (location.hash !== href) history.pushState(null, '', href);
    this.#current = place;
  }

  replace(route: Route): void {
    const place = this.#inFolder(route);
    history.replaceState(null, '', routeHref(place));
    this.#current = place;
  }

  close(): void {
    removeEventListener('hashchange', this.#read);
  }

  #inFolder(route: Route): Route {
    const workspaceId = this.#options.folder();
    return route.view === 'file' && route.workspaceId === undefined && workspaceId !== null ? { ...route, workspaceId } : route;
  }
}
