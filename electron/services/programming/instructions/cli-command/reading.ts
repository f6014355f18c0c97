import type { TargetLanguage } from '#domain/programming';
import { type Slot, type TypedName, words } from '../../plan.ts';
import { takeName } from '../../reading/given-name.ts';
import { literalClass } from '../../reading/literals.ts';
import type { Reader } from '../../reading/reader.ts';
import { typeAt, typeFromName } from '../../reading/type-words.ts';
import { takeTypedNames } from '../../reading/typed-names.ts';
import { askFor } from '../ask-for.ts';
import type { Missing } from '../instruction.ts';
import { cliNouns } from './lexicon.ts';
import type { CliCommandPlan } from './schema.ts';

/** `stats --file x --verbose` as somebody would type it: a name, and options with or without a value. */
function readUsage(usage: string): { name: string; options: TypedName[] } | null {
  const match = /^([A-Za-z_][\w-]*)(\s.*)$/.exec(usage.trim());
  if (!match?.[1] || !/\s\[?--?[A-Za-z]/.test(usage)) return null;
  const options = [...(match[2] ?? '').matchAll(/\s\[?--?([A-Za-z][\w-]*)(?:[= ]([^\s\-[][^\s\]]*))?/g)].map((each): TypedName => {
    const name = each[1] ?? '';
    const value = each[2];
    return {
      name,
      type: value === undefined ? 'boolean' : usageType(value),
      optional: true,
      typeSource: 'words',
      default: null,
    };
  });
  return { name: match[1], options };
}

/** `8080`, `<int>` and `N` are whole numbers; any other value is text. */
const usageType = (value: string): string => {
  if (/^(?:\d+|N|NUM|INT|COUNT|PORT)$/.test(value)) return 'integer';
  const type = typeAt(value.replace(/^[<{[]|[>}\]]$/g, ''), 0)?.type ?? 'string';
  return type.endsWith(']') ? 'string' : type;
};

export function readCliCommand(reader: Reader, context: { language: Slot<TargetLanguage> }): CliCommandPlan | Missing {
  const used = reader.see(new RegExp(`[${literalClass.text.slice(1, -1)}${literalClass.code.slice(1, -1)}]`));
  const usage = used ? readUsage(String(reader.literal(used[0])?.value ?? '')) : null;
  if (used && usage) reader.takeRange(used.index, used.index + 1);
  const options = [...(usage?.options ?? []), ...readOptions(reader, usage !== null)];
  const name =
    usage?.name ??
    takeName(reader, cliNouns) ??
    typedCommand(reader) ??
    reader.literals('file')[0]?.value.replace(/^.*\/|\.\w+$/g, '') ??
    null;
  reader.take(new RegExp(`(?:${cliNouns})(?:\\s*(?:command|tool|script|program))?`, 'i'));
  reader.take(/\b(?:options?|flags?|arguments?|switches)\b|选项|参数|开关/i);
  reader.take(/\b(?:taking|takes|accepts?|supports?|supporting)\b|支持|包括/i);
  const seen = new Set<string>();
  const draft = {
    kind: 'cli-command' as const,
    language: context.language,
    options: options.filter((option) => !seen.has(option.name.toLowerCase()) && seen.add(option.name.toLowerCase())),
  };
  const question = { en: 'The name of the command is missing.', zh: '缺少命令的名字。' };
  return name ? { ...draft, name: words(name) } : askFor(draft, [{ name: 'name', question }]);
}

/** Options with dashes; where there are none and `usage` did not show them, those that the words list. */
function readOptions(reader: Reader, usage: boolean): TypedName[] {
  const found: TypedName[] = [];
  for (let guard = 0; guard < 40; guard += 1) {
    const mark =
      /(?:\b(?:an?\s+)?(required|mandatory)\s+|(必填的?)\s*)?(?:(boolean|integer|string|number|布尔|整数|字符串)\s+(?:flag\s+|option\s+)?)?(?<![\w-])--?[A-Za-z]/i.exec(
        reader.text,
      );
    if (!mark) break;
    const dashes = mark.index + mark[0].length - (mark[0].match(/-{1,2}[A-Za-z]$/)?.[0].length ?? 3);
    const listed = takeTypedNames(reader, mark[3] ? mark.index + mark[0].indexOf(mark[3]) : dashes);
    if (listed.length === 0) {
      reader.takeRange(dashes, mark.index + mark[0].length);
      continue;
    }
    const required = mark[1] !== undefined || mark[2] !== undefined;
    found.push(...listed.map((option, at) => requiredness(option, reader.whole, required && at === 0)));
  }
  if (found.length > 0 || usage) return found;
  const mark = reader.see(
    /(?:(?:with|has|that|and|the|which|takes?|taking|accepts?)\s+){0,9}\b(?:options?|flags?|arguments?|args|parameters)\b\s*(?:are|is|called|named|of|:|：)?\s*|(?:带|有|包含)?(?:选项|参数)\s*(?:包括|有|为|是|:|：)?\s*|\b(?:taking|takes|accepts?)\s+/i,
  );
  if (!mark) return [];
  const after = mark.index + mark[0].length;
  const listed = takeTypedNames(reader, after);
  if (listed.length > 0) reader.takeRange(mark.index, after);
  return listed.map((option) => requiredness(option, reader.whole, false));
}

/** What somebody types: "should be able to type bump", 跑 bump. */
function typedCommand(reader: Reader): string | null {
  const match = reader.take(
    /(?:\b(?:type|types|typing|run|runs|running|invoke|enter)\s+|(?:跑|敲|输入|运行|执行|调用)(?:一下)?\s*)([a-z][\w-]{1,40})(?![\w-])/,
  );
  const name = match?.[1] ?? null;
  return name && !/^(?:it|this|that|the|from|in|on|with|my|our|an?|as|by|go|python|typescript|javascript|node)$/.test(name) ? name : null;
}

/** An option may be left out unless the words say that it must be there. */
function requiredness(option: TypedName, whole: string, required: boolean): TypedName {
  const escaped = option.name.replace(/[-]/g, '\\-');
  const said =
    new RegExp(`-${escaped}\\b(?:(?!--)[^。.;；]){0,200}?(?:\\brequired\\b|\\bmandatory\\b|必填|必需)`, 'i').test(whole) ||
    new RegExp(`\\b${escaped}\\s*[（(][^)）]{0,200}(?:required|必填)`, 'i').test(whole);
  const type = option.typeSource === 'assumed' ? typeFromName(option.name) : option.type;
  return { ...option, type, optional: !(required || said) || option.default !== null };
}
