import { AppError } from '#domain/errors';
import { evaluate } from '#domain/operators/evaluate';
import { type Lowered, lowerTerm } from '#domain/operators/lower';
import { isSame, partsOf, type Term, type Value } from '#domain/operators/term';
import { openReading } from '#domain/synthesis/readings';
import type { Task } from '#domain/synthesis/search';
import type { Target, Words } from '../instruction.ts';
import { typeOfValues } from './examples.ts';
import type { OperationName } from './operations.ts';
import type { FunctionPlan } from './schema.ts';

/** A body that was found by examples, and what must be said of it. */
export interface FoundBody extends Lowered {
  result: string;
  notes: Words[];
}

const searched = /^(?:string|integer|number|boolean)(?:\[\]){0,2}$/;

/** What is searched for; null where the types have no operators. In scripts a number that is whole everywhere is a whole number. */
export function taskOf(plan: FunctionPlan, target: Target): Task | null {
  const examples = plan.examples?.value ?? [];
  if (examples.length === 0) return null;
  const script = target.language === 'typescript' || target.language === 'javascript';
  const narrow = (type: string, values: readonly unknown[]): string => {
    const told = typeOfValues(values);
    return type.startsWith('unknown') || (script && type.startsWith('number') && told === type.replace('number', 'integer')) ? told : type;
  };
  const parameters = plan.parameters.map(({ type }, at) =>
    narrow(
      type,
      examples.map(({ inputs }) => inputs[at]),
    ),
  );
  const outputs = examples.map(({ output }) => output);
  const result = narrow(plan.result?.value ?? 'unknown', outputs);
  if (parameters.length > 6 || ![...parameters, result].every((type) => searched.test(type))) return null;
  return { parameters, result, examples: examples as Task['examples'] };
}

/** The likeliest term that the language has a form for. `parameters` are the names of the inputs. */
export async function findBody(plan: FunctionPlan, target: Target, parameters: readonly string[]): Promise<FoundBody | null> {
  const task = taskOf(plan, target);
  if (!task || !target.findTerms) return null;
  const terms = await target.findTerms(task);
  for (const [at, term] of terms.entries()) {
    const lowered = lowerable(term, target, parameters);
    if (lowered) return { ...lowered, result: plan.result?.value ?? task.result, notes: notesOf(plan, terms.slice(at), task) };
  }
  return null;
}

function lowerable(term: Term, target: Target, parameters: readonly string[]): Lowered | null {
  try {
    return lowerTerm(term, target.language, parameters);
  } catch (error) {
    if (error instanceof AppError && error.code === 'UNSUPPORTED') return null;
    throw error;
  }
}

const shown = (values: readonly Value[]): string => values.map((each) => JSON.stringify(each)).join(', ');

function notesOf(plan: FunctionPlan, terms: readonly Term[], task: Task): Words[] {
  const name = plan.name.value;
  const count = task.examples.length;
  const notes: Words[] = [
    {
      en: `The body was found by the ${count === 1 ? 'example' : `${count} examples`}: it gives ${count === 1 ? 'its result' : 'all their results'}.`,
      zh: `函数体是根据 ${count} 个示例推导的，符合${count === 1 ? '该示例' : '全部示例'}。`,
    },
  ];
  const open = openReading(terms, task.examples);
  if (open) {
    const call = `\`${name}(${shown(open.inputs)})\``;
    notes.push({
      en: `The examples can be read in more than one way. Assumed: ${call} gives \`${JSON.stringify(open.chosen)}\`; another reading would give \`${JSON.stringify(open.other)}\`. An example with that input decides it.`,
      zh: `示例有不止一种理解。这里假定 ${call} 的结果是 \`${JSON.stringify(open.chosen)}\`；另一种理解会得到 \`${JSON.stringify(open.other)}\`。补充一个该输入的示例即可确定。`,
    });
  }
  const used = new Set(terms[0] ? partsOf(terms[0]).flatMap((each) => (each.form === 'input' ? [each.index] : [])) : []);
  const unused = plan.parameters.filter((_, at) => !used.has(at)).map((each) => `\`${each.name}\``);
  if (unused.length > 0)
    notes.push({
      en: `The examples do not show what ${unused.join(', ')} is for: it is not used.`,
      zh: `示例没有体现 ${unused.join('、')} 的作用，因此未使用。`,
    });
  return notes;
}

const meanings: Partial<Record<OperationName, readonly string[]>> = {
  sum: ['sum'],
  product: ['product'],
  average: ['average', 'averageFloat'],
  max: ['maximum', 'larger', 'largerFloat'],
  min: ['minimum', 'smaller', 'smallerFloat'],
  abs: ['absolute', 'absoluteFloat'],
  isEven: ['isEven'],
  isOdd: ['isOdd'],
  gcd: ['gcd'],
  flatten: ['flatten'],
  unique: ['unique'],
  contains: ['includes', 'contains'],
  sort: ['sort'],
  reverse: ['reverse', 'reverseText'],
  join: ['join'],
  upper: ['upper'],
  lower: ['lower'],
  trim: ['trim'],
  capitalize: ['capitalize'],
  length: ['length', 'textLength'],
};

/** Whether an operation may be what the examples show; one that is no single operator is taken at its word. */
export function agrees(operation: OperationName, examples: Task['examples']): boolean {
  const names = meanings[operation];
  if (!names) return true;
  return names.some((operator) =>
    examples.every(({ inputs, output }) => {
      const args = inputs.map((_, index): Term => ({ form: 'input', index, type: 'unknown' }));
      try {
        const value = evaluate({ form: 'apply', operator, args, type: 'unknown' }, inputs);
        return value !== undefined && isSame(value, output);
      } catch {
        // Another type than the operator takes.
        return false;
      }
    }),
  );
}
