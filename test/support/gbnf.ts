/** Texts of a GBNF grammar, drawn at random: what a model of random weights would write under it, without a model. */
export function createGrammarDraw(grammar: string, random: () => number): () => string {
  const rules = new Map<string, Node>();
  for (const line of grammar.split('\n')) {
    const rule = /^([\w-]+) ::= (.*)$/.exec(line);
    if (rule?.[1] && rule[2] !== undefined) rules.set(rule[1], new Parser(rule[2]).whole());
    else if (line.trim() !== '') throw new SyntaxError(`No rule: ${line.slice(0, 80)}`);
  }
  const write = (node: Node): string => {
    if (node.kind === 'text') return node.text;
    if (node.kind === 'rule') {
      const target = rules.get(node.name);
      if (!target) throw new SyntaxError(`No rule is called ${node.name}.`);
      return write(target);
    }
    if (node.kind === 'class') {
      const [first, last] = node.ranges[Math.floor(random() * node.ranges.length)] as [number, number];
      return String.fromCodePoint(first + Math.floor(random() * (last - first + 1)));
    }
    if (node.kind === 'choice') return node.options[Math.floor(random() * node.options.length)]?.map(write).join('') ?? '';
    const count = node.least + Math.floor(random() * (Math.min(node.most, node.least + 50) - node.least + 1));
    return Array.from({ length: count }, () => write(node.inner)).join('');
  };
  return () => write({ kind: 'rule', name: 'root' });
}

type Node =
  | { kind: 'text'; text: string }
  | { kind: 'rule'; name: string }
  | { kind: 'class'; ranges: [number, number][] }
  | { kind: 'choice'; options: Node[][] }
  | { kind: 'repeat'; inner: Node; least: number; most: number };

class Parser {
  readonly #source: string;
  #at = 0;

  constructor(source: string) {
    this.#source = source;
  }

  whole(): Node {
    const node = this.#choice();
    if (this.#at < this.#source.length) throw new SyntaxError(`Unexpected ${this.#source.slice(this.#at, this.#at + 40)}`);
    return node;
  }

  #choice(): Node {
    const options = [this.#sequence()];
    while (this.#take(/\|\s*/y)) options.push(this.#sequence());
    return { kind: 'choice', options };
  }

  #sequence(): Node[] {
    const found: Node[] = [];
    for (;;) {
      this.#take(/\s+/y);
      const inner = this.#atom();
      if (!inner) return found;
      const counts = this.#take(/\{(\d+),?(\d*)\}|[*+?]/y);
      if (!counts) found.push(inner);
      else if (counts[1] === undefined)
        found.push({ kind: 'repeat', inner, least: counts[0] === '+' ? 1 : 0, most: counts[0] === '?' ? 1 : Number.POSITIVE_INFINITY });
      else found.push({ kind: 'repeat', inner, least: Number(counts[1]), most: counts[2] ? Number(counts[2]) : Number(counts[1]) });
    }
  }

  #atom(): Node | null {
    if (this.#take(/\(\s*/y)) {
      const inner = this.#choice();
      if (!this.#take(/\s*\)/y)) throw new SyntaxError('A group does not close.');
      return inner;
    }
    const text = this.#take(/"((?:\\.|[^"\\])*)"/y);
    if (text)
      return {
        kind: 'text',
        text: points(text[1] ?? '')
          .map((point) => String.fromCodePoint(point.code))
          .join(''),
      };
    const set = this.#take(/\[((?:\\.|[^\]\\])*)\]/y);
    if (set) return { kind: 'class', ranges: rangesOf(set[1] ?? '') };
    const name = this.#take(/[\w-]+/y);
    return name ? { kind: 'rule', name: name[0] } : null;
  }

  #take(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#at;
    const match = pattern.exec(this.#source);
    if (match) this.#at += match[0].length;
    return match;
  }
}

const controls: Record<string, number> = { n: 10, r: 13, t: 9 };

function points(text: string): { code: number; plain: boolean }[] {
  return [...text.matchAll(/\\x([0-9a-f]{2})|\\u([0-9a-f]{4})|\\U([0-9a-f]{8})|\\(.)|([^\\])/gsu)].map((match) => {
    const hex = match[1] ?? match[2] ?? match[3];
    if (hex !== undefined) return { code: Number.parseInt(hex, 16), plain: false };
    const escaped = match[4];
    return {
      code: escaped === undefined ? (match[5]?.codePointAt(0) ?? 0) : (controls[escaped] ?? escaped.charCodeAt(0)),
      plain: escaped === undefined,
    };
  });
}

/** A class that says what it does not hold is drawn from what can be printed. */
function rangesOf(inside: string): [number, number][] {
  const negated = inside.startsWith('^');
  const all = points(negated ? inside.slice(1) : inside);
  const ranges: [number, number][] = [];
  for (let at = 0; at < all.length; at += 1) {
    const { code } = all[at] as { code: number };
    const last = all[at + 2];
    if (all[at + 1]?.plain && all[at + 1]?.code === 45 && last) {
      ranges.push([code, last.code]);
      at += 2;
    } else ranges.push([code, code]);
  }
  if (!negated) return ranges;
  const printable = Array.from({ length: 95 }, (_, index) => index + 32).filter(
    (point) => !ranges.some(([from, to]) => from <= point && point <= to),
  );
  return printable.map((point) => [point, point]);
}
