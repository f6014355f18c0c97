/** Shorter looks say nothing; longer ones are somebody who left. Milliseconds. */
export const leastDwell = 2000;
export const longestDwell = 10 * 60_000;

/** Adds up the time during which something is seen. Time is handed in, so the rule needs no browser. */
export class DwellClock {
  #since: number | null = null;
  #sum = 0;

  /** Tells whether it is seen from `now` on. */
  see(seen: boolean, now: number): void {
    if (seen && this.#since === null) this.#since = now;
    if (!seen && this.#since !== null) {
      this.#sum += Math.min(longestDwell, Math.max(0, now - this.#since));
      this.#since = null;
    }
  }

  /** The time since the last take, if it is long enough to be told; then counted from zero again. */
  take(now: number): number | null {
    const running = this.#since !== null;
    this.see(false, now);
    if (running) this.#since = now;
    if (this.#sum < leastDwell) return null;
    const ms = Math.min(longestDwell, Math.round(this.#sum));
    this.#sum = 0;
    return ms;
  }
}

interface Watcher {
  /** Called when the element comes into view for the first time. */
  onfirst: () => void;
  /** How long it was seen, told when it was out of view for a while, or for good. Sparse: at most once in half a minute. */
  ondwell: (ms: number) => void;
  /** Characters the user selected in it and copied. */
  oncopy: (characters: number) => void;
}

/** Watches how an answer is used while it is on the page. Returns how to stop. */
export function watchAttention(element: HTMLElement, watcher: Watcher): () => void {
  const clock = new DwellClock();
  let inView = false;
  let first = true;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tell = () => {
    clearTimeout(timer);
    const ms = clock.take(performance.now());
    if (ms !== null) watcher.ondwell(ms);
  };
  const look = () => {
    const seen = inView && document.visibilityState === 'visible';
    clock.see(seen, performance.now());
    clearTimeout(timer);
    if (!seen) timer = setTimeout(tell, 30_000);
    if (seen && first) {
      first = false;
      watcher.onfirst();
    }
  };
  const observer = new IntersectionObserver((entries) => {
    inView = entries[entries.length - 1]?.isIntersecting ?? false;
    look();
  });
  const oncopy = () => {
    const characters = document.getSelection()?.toString().length ?? 0;
    if (characters > 0) watcher.oncopy(characters);
  };
  observer.observe(element);
  element.addEventListener('copy', oncopy);
  document.addEventListener('visibilitychange', look);
  addEventListener('pagehide', tell);
  return () => {
    observer.disconnect();
    element.removeEventListener('copy', oncopy);
    document.removeEventListener('visibilitychange', look);
    removeEventListener('pagehide', tell);
    tell();
    clearTimeout(timer);
  };
}
