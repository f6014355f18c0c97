import fc from 'fast-check';
import { targetLanguages } from '#domain/programming';
import { canTake, operationNames } from '../../../electron/services/programming/instructions/function/operations.ts';
import { frameworks, methods } from '../../../electron/services/programming/instructions/http-handler/schema.ts';
import type { AnyPlan, Instruction } from '../../../electron/services/programming/instructions/instruction.ts';

/** Names that break careless printers: keywords of four languages, words of the frames, other scripts, odd punctuation. */
const hostileNames = [
  'class',
  'def',
  'func',
  'return',
  'type',
  'import',
  'await',
  'None',
  'nil',
  'null',
  'this',
  'self',
  'err',
  'request',
  'body',
  'constructor',
  '__proto__',
  'toString',
  'async',
  'Request',
  'w',
  'r',
  'app',
  'item',
  'result',
  'values',
  'args',
  'json',
  'len',
  'print',
  'a-b',
  '_',
  '__',
  '姓名',
  'été',
  'ÀÉ',
  'Δx',
  'ﬁx',
  'x1',
  'ID',
  'HTTPUrl',
  'ẞ',
  'ª',
  'ͺx',
];
const plainName = fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_]{0,12}$/);
export const hostileName = fc.oneof(plainName, fc.constantFrom(...hostileNames));
export const hostileText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.constantFrom(
    '"',
    "'",
    '`',
    '\\',
    '${x}',
    '\n',
    '\r\n',
    '*/',
    '"""',
    "'''",
    '{}',
    '%s',
    '%',
    '\u2028',
    '\u0000',
    '</script>',
    '# x',
    '// x',
    '\ud800',
    '\ufeff',
    '"; drop()',
    '\\"',
    '\\',
  ),
);
const type = fc.constantFrom('string', 'integer', 'number', 'boolean', 'datetime', 'unknown', 'map', 'string[]', 'integer[]', 'number[][]');
const source = fc.constantFrom('words' as const, 'assumed' as const);
const slot = <Value>(value: fc.Arbitrary<Value>) => fc.record({ value, source });
const typedName = fc.record({
  name: hostileName,
  type,
  optional: fc.boolean(),
  typeSource: source,
  default: fc.oneof({ weight: 4, arbitrary: fc.constant(null) }, fc.integer(), fc.boolean(), hostileText),
});
const typedNames = (maxLength: number, minLength = 0) => fc.uniqueArray(typedName, { selector: (each) => each.name, maxLength, minLength });
const language = slot(fc.constantFrom(...targetLanguages));
const segment = fc.oneof(
  fc.stringMatching(/^[a-z0-9_-]{1,8}$/),
  fc.constantFrom('a"b', "it's", '$x', '用户', 'a`b', 'a;b', 'a&b', '~', '.', '..', '@', 'a=b', ','),
  fc.stringMatching(/^:[A-Za-z_]\w{0,6}$/),
);
const route = fc.uniqueArray(segment, { maxLength: 4 }).map((parts) => `/${parts.join('/')}`);
const own = <Kind extends string>(kind: Kind) => fc.constant(kind);

const http = fc
  .record({
    language,
    kind: own('http-handler'),
    framework: slot(fc.constantFrom(...frameworks, null)),
    method: slot(fc.constantFrom(...methods)),
    route: slot(route),
    path: fc.constant([] as { name: string; type: string; optional: boolean; typeSource: 'words'; default: null }[]),
    query: typedNames(3),
    body: typedNames(4),
    status: slot(fc.constantFrom(200, 201, 204, 304, 404, 418)),
    response: slot(
      fc.oneof(
        fc.record({ form: fc.constant('json' as const), value: fc.jsonValue({ maxDepth: 3 }) }),
        fc.record({ form: fc.constant('text' as const), value: hostileText }),
        fc.constant({ form: 'inputs' as const }),
        fc.constant({ form: 'none' as const }),
      ),
    ),
    name: fc.oneof(fc.constant(null), slot(hostileName)),
  })
  .chain((plan) =>
    fc.constantFrom('string', 'integer', 'number', 'boolean').map((pathType) => ({
      ...plan,
      path: [...plan.route.value.matchAll(/:([A-Za-z_]\w*)/g)].map((match) => ({
        name: match[1] ?? '',
        type: pathType,
        optional: false,
        typeSource: 'words' as const,
        default: null,
      })),
    })),
  );

const functionPlan = fc
  .record({
    language,
    kind: own('function'),
    name: slot(hostileName),
    parameters: typedNames(4),
    result: fc.oneof(fc.constant(null), slot(type)),
    operation: fc.oneof(fc.constant(null), slot(fc.constantFrom(...operationNames))),
    formula: fc.constant(null),
    descending: fc.boolean(),
    fallible: fc.boolean(),
  })
  .map((plan) => ({
    ...plan,
    operation:
      plan.operation &&
      canTake(
        plan.operation.value,
        plan.parameters.map((each) => each.type),
      )
        ? plan.operation
        : null,
  }));

const cronField = (low: number, high: number) =>
  fc.oneof(
    fc.constant('*'),
    fc.integer({ min: low, max: high }).map(String),
    fc.integer({ min: 1, max: 30 }).map((step) => `*/${step}`),
    fc
      .tuple(fc.integer({ min: low, max: high }), fc.integer({ min: low, max: high }))
      .map(([a, b]) => `${Math.min(a, b)}-${Math.max(a, b)}`),
    fc.array(fc.integer({ min: low, max: high }), { minLength: 2, maxLength: 4 }).map((values) => values.join(',')),
  );

/** Random valid plans of a kind: hostile names and texts among them. */
export function plansOf(instruction: Instruction): fc.Arbitrary<AnyPlan> {
  const known = plansByKind[instruction.kind];
  if (known) return known;
  const { sample } = instruction;
  if (!sample) throw new Error(`Nothing makes random plans of the kind ${instruction.kind}.`);
  return fc.gen().map((draw) =>
    sample({
      random: () => draw(fc.double, { min: 0, max: 1, maxExcluded: true, noNaN: true }),
      name: () => draw(() => hostileName),
      text: () => draw(() => hostileText),
    }),
  );
}

const plansByKind: Record<string, fc.Arbitrary<AnyPlan>> = {
  'http-handler': http,
  function: functionPlan,
  record: fc.record({
    language,
    kind: own('record'),
    name: slot(hostileName),
    form: slot(fc.constantFrom('interface', 'class')),
    fields: typedNames(6, 1),
  }),
  'cli-command': fc.record({ language, kind: own('cli-command'), name: slot(hostileName), options: typedNames(6) }),
  'cron-task': fc.record({
    language,
    kind: own('cron-task'),
    name: slot(hostileName),
    schedule: slot(
      fc.tuple(cronField(0, 59), cronField(0, 23), cronField(1, 31), cronField(1, 12), cronField(0, 6)).map((fields) => fields.join(' ')),
    ),
    message: fc.oneof(fc.constant(null), slot(hostileText)),
  }),
  'api-call': fc
    .record({
      language,
      kind: own('api-call'),
      name: slot(hostileName),
      method: slot(fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE')),
      url: slot(
        fc.constantFrom(
          'https://a.example',
          'https://a.example/x/{id}',
          'http://b.example:1/{class}/y?z={z}&w=${w}',
          'https://a.example/100%25/*/x',
          'https://a.example/{{x}}#%s',
        ),
      ),
      parameters: fc.constant([]),
      body: typedNames(4),
      timeout: slot(fc.constantFrom(0.0004, 0.25, 1, 90)),
    })
    .map((plan) => ({
      ...plan,
      parameters: [...new Set([...plan.url.value.matchAll(/\{([A-Za-z_]\w*)\}/g)].map((match) => match[1] ?? ''))].map((each) => ({
        name: each,
        type: 'string',
        optional: false,
        typeSource: 'default',
        default: null,
      })),
    })),
};
