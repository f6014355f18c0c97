/** A short notice at the edge. It only repeats what stands elsewhere too, or offers to take back what was just done. */
export interface Toast {
  id: number;
  text: string;
  tone: 'plain' | 'bad';
  action: { label: string; run: () => void | Promise<void> } | null;
}

export class Toasts {
  #list = $state.raw<readonly Toast[]>([]);
  #next = 1;
  #timers = new Map<number, ReturnType<typeof setTimeout>>();

  get list(): readonly Toast[] {
    return this.#list;
  }

  /** Shows a notice for `ms` (0 = until dismissed); returns its number. */
  show(text: string, options: { tone?: Toast['tone']; action?: Toast['action']; ms?: number } = {}): number {
    const id = this.#next++;
    this.#list = [...this.#list.slice(-3), { id, text, tone: options.tone ?? 'plain', action: options.action ?? null }];
    const ms = options.ms ?? (options.action ? 8000 : 5000);
    if (ms > 0)
      this.#timers.set(
        id,
        setTimeout(() => this.dismiss(id), ms),
      );
    return id;
  }

  dismiss(id: number): void {
    clearTimeout(this.#timers.get(id));
    this.#timers.delete(id);
    this.#list = this.#list.filter((toast) => toast.id !== id);
  }

  close(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
  }
}
