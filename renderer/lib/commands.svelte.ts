import { type KeyStroke, normaliseChord, showChord, strokeName } from './keys.ts';

/** One thing a user can do. Keys, the palette, menus and tooltips are all made from this table. */
export interface Command {
  /** `capability.verb`, also the name in settings.keys. */
  id: string;
  /** Read when shown, so that it follows the language. */
  title: () => string;
  /** Chords (notation in keys.ts); the first is the one shown. */
  keys?: string | readonly string[];
  /** The word it answers to after a / in the composer, the same in every language. */
  slash?: string;
  /** Whether it can be done now; not shown and not run otherwise. */
  when?: () => boolean;
  /** The element that must hold the focus for the keys to count: bare letters like J or Y belong to a place. */
  within?: () => Element | null | undefined;
  /** True: the keys count in a text field, too. Chords with mod always do. */
  inTextFields?: boolean;
  /** True: not in the palette (moving up and down, say). Still in the help of keys. */
  hidden?: boolean;
  run: () => void | Promise<void>;
}

type KeyEvent = KeyStroke & {
  target: EventTarget | null;
  isComposing: boolean;
  keyCode: number;
  defaultPrevented: boolean;
  preventDefault(): void;
  stopPropagation(): void;
};

const sequenceMs = 1200;

/** The one table of commands and the dispatcher of keys. */
export class Commands {
  #commands = $state.raw<readonly Command[]>([]);
  #overrides: () => Record<string, string>;
  #onError: (error: unknown, command: Command) => void;
  #pending: { strokes: string; at: number } | null = null;
  readonly isMac: boolean;

  constructor(options: { overrides: () => Record<string, string>; onError: (error: unknown, command: Command) => void; isMac?: boolean }) {
    this.#overrides = options.overrides;
    this.#onError = options.onError;
    this.isMac = options.isMac ?? /Mac|iPhone|iPad/.test(navigator.platform);
  }

  get all(): readonly Command[] {
    return this.#commands;
  }

  /** Adds commands and returns how to take them away: `$effect(() => commands.register([...]))`. */
  register(commands: readonly Command[]): () => void {
    // Read and written outside of any effect's dependencies: registering must not run the registering effect again.
    const added = [...commands];
    queueMicrotask(() => {
      if (added.length > 0)
        this.#commands = [...this.#commands.filter((command) => !added.some((other) => other.id === command.id)), ...added];
    });
    return () => {
      const gone = new Set(added.splice(0));
      queueMicrotask(() => {
        this.#commands = this.#commands.filter((command) => !gone.has(command));
      });
    };
  }

  /** The chords of a command: the user's, else its own. */
  chords(command: Pick<Command, 'id' | 'keys'>): string[] {
    const own = this.#overrides()[command.id];
    if (own !== undefined) return own.trim() === '' ? [] : [normaliseChord(own)];
    const keys = command.keys === undefined ? [] : typeof command.keys === 'string' ? [command.keys] : command.keys;
    return keys.map(normaliseChord);
  }

  /** The first chord of a command as people read it; '' when it has none. For tooltips and menus. */
  keyOf(id: string): string {
    const command = this.#commands.find((other) => other.id === id);
    const chord = command && this.chords(command)[0];
    return chord ? showChord(chord, this.isMac) : '';
  }

  isEnabled(command: Command): boolean {
    return command.when?.() ?? true;
  }

  /** Runs a command by id, if it is there and can be done now. */
  run(id: string): boolean {
    const command = this.#commands.findLast((other) => other.id === id);
    if (!command || !this.isEnabled(command)) return false;
    this.#start(command);
    return true;
  }

  /** The window's keydown listener. Leaves keys to text fields and to an input method that composes. */
  handle = (event: KeyEvent): void => {
    if (event.defaultPrevented || event.isComposing || event.keyCode === 229) return;
    const stroke = strokeName(event, this.isMac);
    if (!stroke) return;
    const now = Date.now();
    const prefix = this.#pending && now - this.#pending.at < sequenceMs ? `${this.#pending.strokes} ` : '';
    this.#pending = null;
    const found = this.#match(prefix + stroke, event) ?? (prefix ? this.#match(stroke, event) : null);
    if (!found) return;
    event.preventDefault();
    event.stopPropagation();
    if (found === 'prefix') this.#pending = { strokes: prefix + stroke, at: now };
    else this.#start(found);
  };

  #match(strokes: string, event: KeyEvent): Command | 'prefix' | null {
    const inField = isTextField(event.target);
    // Under a modal dialog the page rests: Esc there closes the dialog and must not stop an answer behind it.
    const isModal = document.querySelector('dialog:modal') !== null;
    let isPrefix = false;
    // The newest registration wins: a dialog's or a view's key goes before the page's.
    for (let index = this.#commands.length - 1; index >= 0; index--) {
      const command = this.#commands[index] as Command;
      const chord = this.chords(command).find((other) => other === strokes || other.startsWith(`${strokes} `));
      if (chord === undefined) continue;
      if (inField && !command.inTextFields && !/(^|\+)(mod|ctrl|meta)\+/.test(strokes)) continue;
      if (isModal && !command.within) continue;
      if (command.within && !contains(command.within(), event.target)) continue;
      if (!this.isEnabled(command)) continue;
      if (chord === strokes) return command;
      isPrefix = true;
    }
    return isPrefix ? 'prefix' : null;
  }

  #start(command: Command): void {
    try {
      const result = command.run();
      if (result instanceof Promise) result.catch((error: unknown) => this.#onError(error, command));
    } catch (error) {
      this.#onError(error, command);
    }
  }
}

function contains(element: Element | null | undefined, target: EventTarget | null): boolean {
  return element instanceof Element && target instanceof Node && element.contains(target);
}

/** True where typed letters become text. */
export function isTextField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true;
  return target instanceof HTMLInputElement && !['checkbox', 'radio', 'button', 'submit', 'range', 'color'].includes(target.type);
}
