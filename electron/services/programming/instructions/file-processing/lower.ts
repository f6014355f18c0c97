import { binary, bind, call, give, lambda, list, member, name, not, nothing, number, text, when } from '#domain/ir/build';
import { valueName } from '#domain/ir/names';
import type { BinaryOperator, Expression, Statement } from '#domain/ir/nodes';
import type { TargetLanguage } from '#domain/programming';
import type { Holes } from '../../templates/holes.ts';
import { joinImports } from '../../templates/join-imports.ts';
import type { Template, Templates } from '../../templates/templates.ts';
import type { Change, Target } from '../instruction.ts';
import { rowsTemplate } from './csv-reading.ts';
import { csvNumberTemplate, csvTotalTemplate, csvWriteTemplate } from './csv-templates.ts';
import { jsonNumberTemplate, jsonTextTemplate, jsonTotalTemplate, jsonWriteTemplate, objectsTemplate } from './json-templates.ts';
import { linesTemplate, replacingTemplate, textCountTemplate, textWriteTemplate } from './line-templates.ts';
import type { Condition, Job, RecordJob, TextJob } from './schema.ts';

/** Functions beside the one that was asked for are called after it, so that two of them live in one file. */
function namesOf(given: string, language: TargetLanguage): Record<string, string> {
  const own = valueName(given, language);
  const beside = (part: string): string => valueName(`${given} ${part}`, language);
  const reserved = new Set(
    'lines records strings json csv re os io fmt errors main input output target record row line print filter dict'.split(' '),
  );
  return {
    name: reserved.has(own) ? `${own}_` : own,
    ...Object.fromEntries(
      ['lines', 'rows', 'records', 'results', 'number', 'text', 'line'].map((part) => [
        part,
        beside(part === 'line' ? 'csv line' : part === 'number' || part === 'text' ? `${part} of` : part),
      ]),
    ),
    replace: beside('replace'),
    numberPattern: beside('number pattern'),
  };
}

const opposites: Partial<Record<Condition['test'], BinaryOperator>> = {
  equal: '!=',
  unequal: '==',
  over: '<=',
  least: '<',
  under: '>=',
  most: '>',
};
const operators: Partial<Record<Condition['test'], BinaryOperator>> = {
  equal: '==',
  unequal: '!=',
  over: '>',
  least: '>=',
  under: '<',
  most: '<=',
};
const methods: Record<TargetLanguage, Partial<Record<Condition['test'], string>>> = {
  typescript: { contains: 'includes', starts: 'startsWith', ends: 'endsWith' },
  javascript: { contains: 'includes', starts: 'startsWith', ends: 'endsWith' },
  python: { starts: 'startswith', ends: 'endswith' },
  go: { contains: 'strings.Contains', starts: 'strings.HasPrefix', ends: 'strings.HasSuffix' },
};

/** A test of a value; `opposite` where it must not hold. */
function tested(
  value: Expression,
  test: Condition['test'],
  wanted: string | number,
  language: TargetLanguage,
  opposite = false,
): Expression {
  const literal = typeof wanted === 'number' ? number(wanted) : text(wanted);
  const operator = (opposite ? opposites : operators)[test];
  if (operator) return binary(value, operator, literal);
  const method = methods[language][test];
  const holds =
    method === undefined
      ? binary(literal, 'in', value)
      : language === 'go'
        ? call(method, value, literal)
        : call(member(value, method), literal);
  return opposite ? not(holds) : holds;
}

const together = (all: Expression[]): Expression =>
  all.length > 0 ? all.reduce((left, right) => binary(left, 'and', right)) : name('true');
const texts = (all: readonly string[]): Expression => list(all.map(text), { kind: 'string' });

function textHoles({ filter, replace, result }: TextJob, language: TargetLanguage): Holes {
  const line = name('line');
  const scripted = language === 'typescript' || language === 'javascript';
  const replaced = (from: string, to: string): Expression =>
    language === 'go'
      ? call('strings.ReplaceAll', line, text(from), text(to))
      : // A function, because a dollar sign in a text would mean something.
        call(member(line, scripted ? 'replaceAll' : 'replace'), text(from), scripted ? lambda([], [give(text(to))]) : text(to));
  const matches: Expression = {
    kind: 'member',
    object: call(member(line, 'match'), { kind: 'regex', pattern: '\\S+', flags: 'g' }),
    name: 'length',
    optional: true,
  };
  const words = scripted
    ? binary(matches, 'coalesce', number(0))
    : call('len', language === 'go' ? call('strings.Fields', line) : call(member(line, 'split')));
  return {
    filters: filter.length > 0,
    condition: { expression: together(filter.map(({ test, value }) => tested(line, test, value, language))) },
    made: { expression: replace ? replaced(replace.from, replace.to) : line },
    amount: { expression: result === 'words' ? words : number(1) },
  };
}

interface Access {
  (field: string, numeric: boolean): Expression;
}

/** What Go checks of a record: each number may be none, which is an error. */
function goChecks(filter: readonly Condition[], sum: string | null, access: Access): { checks: Statement[]; amount: Expression } {
  const checks: Statement[] = [];
  let count = 0;
  const parsed = (field: string): Expression => {
    count += 1;
    const value = count === 1 ? 'number' : `number${count}`;
    checks.push(bind([value, 'err'], access(field, true)), when(binary(name('err'), '!=', nothing), [give(name('err'))]));
    return name(value);
  };
  for (const { field, test, value } of filter) {
    const found = typeof value === 'number' ? parsed(field) : access(field, false);
    checks.push(when(tested(found, test, value, 'go', true), [give(nothing)]));
  }
  return { checks, amount: sum === null ? number(1) : parsed(sum) };
}

function recordHoles({ format, filter, result }: RecordJob, names: Record<string, string>, language: TargetLanguage): Holes {
  const csv = format === 'csv';
  const picked = result.kind === 'write' && result.pick ? [...new Set(result.pick)] : null;
  const sum = result.kind === 'sum' ? result.field : null;
  const go = language === 'go';
  const access: Access = (field, numeric) => {
    const plain: Expression =
      language === 'python' && !csv ? call('record.get', text(field)) : { kind: 'index', object: name('record'), index: text(field) };
    if (csv && !numeric) return plain;
    return call(name(names[numeric ? 'number' : 'text'] ?? ''), plain);
  };
  const { checks, amount } = goChecks(filter, sum, access);
  const conditions = filter.map(({ field, test, value }) => tested(access(field, typeof value === 'number'), test, value, language));
  const used = [...filter.map(({ field }) => field), ...(picked ?? []), ...(sum === null ? [] : [sum])];
  const cells = (picked ?? []).map((field): Expression => ({ kind: 'index', object: name('record'), index: text(field) }));
  return {
    needed: { expression: texts([...new Set(used)]) },
    keyed: used.length > 0,
    filters: filter.length > 0,
    condition: { expression: together(conditions) },
    checks: { statements: checks },
    header: { expression: picked ? texts(picked) : name('columns') },
    made: { expression: picked ? list(cells, { kind: 'string' }) : name('row') },
    picks: picked !== null,
    picked: { expression: texts(picked ?? []) },
    amount: { expression: go ? amount : sum === null ? number(1) : access(sum, true) },
    Total: { type: sum === null ? { kind: 'integer' } : { kind: 'number' } },
  };
}

function partsOf(job: Job): Template[] {
  const writes = job.format === 'text' ? job.result === 'write' : job.result.kind === 'write';
  const replacing = writes ? [replacingTemplate] : [];
  if (job.format === 'text') return [linesTemplate, ...replacing, writes ? textWriteTemplate : textCountTemplate];
  const numeric = job.filter.some(({ value }) => typeof value === 'number') || job.result.kind === 'sum';
  if (job.format === 'csv')
    return [rowsTemplate, ...replacing, ...(numeric ? [csvNumberTemplate] : []), writes ? csvWriteTemplate : csvTotalTemplate];
  const textual = job.filter.some(({ value }) => typeof value === 'string');
  return [
    linesTemplate,
    objectsTemplate,
    ...replacing,
    ...(numeric ? [jsonNumberTemplate] : []),
    ...(textual ? [jsonTextTemplate] : []),
    writes ? jsonWriteTemplate : jsonTotalTemplate,
  ];
}

/** The function that was asked for, and in front of it those that it needs. */
export async function lowerJob(given: string, job: Job, target: Target, templates: Templates): Promise<Change> {
  const { language } = target;
  const names = namesOf(given, language);
  const holes = { ...names, ...(job.format === 'text' ? textHoles(job, language) : recordHoles(job, names, language)) };
  const parts = await Promise.all(partsOf(job).map((template) => templates.fill(template, holes, target)));
  return {
    imports: joinImports(...parts.map((each) => each.imports)),
    declarations: parts.flatMap((each) => each.declarations),
    names: parts.flatMap((each) => each.names),
    notes: [],
    fileStem: given,
  };
}
