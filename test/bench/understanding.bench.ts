/**
 * Requests of the bank to plans, without a model: how many slots are read right, how many requests are understood whole, and whether the
 * engine asks where it must. The other half is never used to build anything; where its file is missing, it is left out. With `SHOW=1` what
 * went wrong in the open half is printed too.
 */
import { type Half, halves, readHalf } from '../support/understanding-bank.ts';
import { askingOf, figuresOf, type Score, score } from '../support/understanding-score.ts';
import { startEngine } from '../unit/programming/bank.ts';

const engine = startEngine();
const all: Score[] = [];
for (const half of halves) {
  const scores: Score[] = [];
  for (const entry of readHalf(half)) scores.push(await score(engine, entry));
  if (scores.length === 0) continue;
  all.push(...scores);
  report(half, scores);
  if (half === 'open' && process.env['SHOW']) scores.filter((each) => !each.exact).forEach(show);
}
await engine.close();
const untold = all.filter((each) => each.untold.length > 0);
for (const each of untold) console.log(`  not in the words: ${each.entry.id} ${each.untold.join(', ')}`);
print('literals that do not stand in the words', untold.length, untold.length === 0, '0', 'count');

function report(half: Half, scores: readonly Score[]): void {
  const part = (style: 'grammar' | 'free', words?: 'en' | 'zh'): Score[] =>
    scores.filter(({ entry }) => entry.style === style && (words === undefined || entry.words === words));
  for (const style of ['grammar', 'free'] as const) {
    for (const words of ['en', 'zh', undefined] as const) {
      const figures = figuresOf(part(style, words));
      const of = `${half}, ${style}${words ? `, ${words}` : ''} (${figures.requests})`;
      print(`slot precision: ${of}`, figures.precision);
      print(`slot recall: ${of}`, figures.recall);
      if (style === 'grammar') print(`slot F1: ${of}`, figures.f1, figures.f1 >= 0.95, '>= 0.95');
      else print(`slot F1: ${of}`, figures.f1);
      const least = style === 'grammar' ? 0.85 : 0.6;
      print(`kind and all slots right: ${of}`, figures.exact, figures.exact >= least, `>= ${least}`);
    }
  }
  const asking = askingOf(scores);
  print(`asked where it must be, of what is asked: ${half}`, asking.precision, asking.precision >= 0.9, '>= 0.9');
  print(`asked, of what must be asked: ${half}`, asking.recall);
}

function print(figure: string, ours: number, ok?: boolean, goal?: string, unit = 'share'): void {
  const rounded = Math.round(ours * 1000) / 1000;
  console.log(JSON.stringify({ bench: 'understanding', figure, unit, ours: rounded, ...(goal ? { goal, ok } : {}) }));
}

function show({ entry, kind, missed, invented, asked, values }: Score): void {
  const wrong = [
    kind === entry.kind ? '' : `kind ${kind} for ${entry.kind}`,
    missed.length > 0 ? `missed ${missed.join(', ')}` : '',
    invented.length > 0 ? `too much ${invented.join(', ')}` : '',
    asked.length > 0 || entry.ask ? `asked ${asked.join(', ') || 'nothing'} for ${entry.ask?.join(', ') ?? 'nothing'}` : '',
  ];
  const read = [...new Set([...missed, ...invented])].map((name) => `${name} = ${JSON.stringify(values[name])}`).join(', ');
  console.log(
    `  ${entry.id} (${entry.style}): ${wrong.filter((each) => each !== '').join('; ')}\n    ${entry.text.replace(/\n/g, ' ⏎ ')}${read ? `\n    ${read}` : ''}`,
  );
}
