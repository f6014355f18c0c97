import type { MergeConflict } from '#domain/declaration-merge';
import type { FileEdit } from '#domain/edit-format';
import type { PlanView } from '#domain/programming';
import type { Instruction, Summary, Words } from './instructions/instruction.ts';
import { type Locale, slotTitle, slotValue } from './slot-names.ts';

/** A request is Chinese when it has Chinese characters; names and code in it do not count against that. */
export const localeOf = (text: string): Locale => (/[\u3400-\u9fff]/.test(text) ? 'zh' : 'en');

/**
 * What is said of a request that no rule understands: all that can be asked for, and examples of what is likeliest meant. A list of every
 * example would be longer than anybody reads.
 */
export function notUnderstood(instructions: readonly Instruction[], locale: Locale, likely: readonly Instruction[] = instructions): string {
  const titles = instructions.map(({ title }) => title[locale]);
  const examples = likely
    .slice(0, 5)
    .map(({ title, example }) => `- **${title[locale]}** — ${example[locale]}`)
    .join('\n');
  return locale === 'zh'
    ? `没有理解这个请求，因此没有提出任何修改。例如可以这样说：\n\n${examples}\n\n内置引擎不使用模型，能编写以下内容（TypeScript、JavaScript、Python、Go；中文或英文均可）：${titles.join('、')}。\n\n换一种说法，或载入一个模型来处理更自由的请求。`
    : `The request was not understood, so no change is proposed. What can be asked for reads like this:\n\n${examples}\n\nThe built-in engine works without a model, in TypeScript, JavaScript, Python and Go, and knows these kinds of request: ${titles.join(', ')}.\n\nPut the request in such words, or load a model for freer ones.`;
}

/** What is said of tests that come with code whose body is not written. */
export const testsToFulfil = (path: string): Words => ({
  en: `The examples are tests in \`${path}\`; they fail until the body is written.`,
  zh: `示例已写成 \`${path}\` 中的测试；函数体写好之前测试不会通过。`,
});

/** A request that may be of one kind or another: which readings there are, the likelier first. */
export function whichKind(among: readonly Instruction[], locale: Locale): string {
  const readings = among.map(({ title, example }) => `- **${title[locale]}** — ${example[locale]}`).join('\n');
  return locale === 'zh'
    ? `这个请求可以有不止一种理解，因此没有提出任何修改。请说明想要哪一种：\n\n${readings}`
    : `The request can be read in more than one way, so no change is proposed. Say which one is meant:\n\n${readings}`;
}

export function missingSlot(missing: Words, instruction: Instruction, locale: Locale): string {
  return locale === 'zh' ? `${missing.zh}\n\n例如：${instruction.example.zh}` : `${missing.en}\n\nFor example: ${instruction.example.en}`;
}

const assumedSlots = (plan: PlanView, locale: Locale): string[] =>
  plan.slots
    .filter((slot) => slot.source === 'assumed')
    .map((slot) => {
      const title = slotTitle(slot.name, locale);
      const value = slotValue(slot.name, slot.value, locale);
      if (locale === 'en') return `${title} is ${value}`;
      // Chinese sets a blank between its own characters and others only.
      return `${title}${title.endsWith('`') ? ' ' : ''}为${/^[\u3400-\u9fff]/.test(value) ? '' : ' '}${value}`;
    });

/** `Adds the endpoint … to `server.ts`; it answers with status 200.` */
function sentence(summary: Summary, edits: readonly FileEdit[], locale: Locale): string {
  const made = summary.made[locale];
  const written = edits.find((edit) => edit.kind === 'write');
  const path = `\`${(written ?? edits[0])?.path ?? ''}\``;
  const facts = summary.facts?.[locale];
  if (summary.changes) return changed(summary.changes[locale], edits, facts, locale);
  if (summary.again) {
    if (locale === 'zh') return `更新 ${path} 中的${made}${facts ? `，${facts}` : ''}；您自己的修改保持不变。`;
    return `Brings ${made} in ${path} up to date${facts ? `; ${facts}` : ''}. What you changed yourself stays.`;
  }
  if (locale === 'zh') return `${written ? `新建 ${path}，其中包含${made}` : `在 ${path} 中添加${made}`}${facts ? `，${facts}` : ''}。`;
  return `${written ? `Creates ${path} with ${made}` : `Adds ${made} to ${path}`}${facts ? `; ${facts}` : ''}.`;
}

/** `Renames … in `a.ts` and 2 other files.` */
function changed(what: string, edits: readonly FileEdit[], facts: string | undefined, locale: Locale): string {
  const paths = [...new Set(edits.map(({ path }) => path))];
  const shown = paths.slice(0, 3).map((path) => `\`${path}\``);
  const more = paths.length - shown.length;
  if (locale === 'zh')
    return `在 ${shown.join('、')}${more > 0 ? ` 等 ${paths.length} 个文件` : ''}中${what}${facts ? `，${facts}` : ''}。`;
  const others = more === 0 ? '' : more === 1 ? ' and 1 other file' : ` and ${more} other files`;
  const list = more > 0 ? shown.join(', ') : shown.join(', ').replace(/, ([^,]*)$/, ' and $1');
  return `${what} in ${list}${others}${facts ? `; ${facts}` : ''}.`;
}

/** The answer to a request that became edits: what was made, where, what was assumed, what fails loudly, which words were not used. */
export function explain(options: {
  locale: Locale;
  summary: Summary;
  edits: readonly FileEdit[];
  plan: PlanView;
  notes: readonly Words[];
}): string {
  const { locale, plan, edits } = options;
  const zh = locale === 'zh';
  const lines = [sentence(options.summary, edits, locale), ...options.notes.map((note) => note[locale])];
  const guesses = assumedSlots(plan, locale);
  if (guesses.length > 0) lines.push(zh ? `**假定**：${guesses.join('；')}。` : `**Assumed:** ${guesses.join(', ')}.`);
  if (plan.unusedWords.length > 0) {
    const list = plan.unusedWords.map((word) => `\`${word.replace(/`/g, "'")}\``).join(zh ? '、' : ', ');
    lines.push(zh ? `**未使用的词语**：${list}。` : `**Words not used:** ${list}.`);
  }
  return lines.join('\n\n');
}

/** Files of the folder that should be kinds and are none. */
export function brokenKinds(faults: readonly { path: string; message: string }[], locale: Locale): string {
  if (faults.length === 0) return '';
  const title = locale === 'zh' ? '这些自定义种类无法使用：' : 'These kinds of the folder cannot be used:';
  return `\n\n${[title, ...faults.map(({ path, message }) => `- \`${path}\`: ${message}`)].join('\n')}`;
}

/** What is said of a language that nothing here is written in. */
export const notWritten = (language: string, locale: Locale): string =>
  locale === 'zh'
    ? `内置引擎不生成 ${language} 代码，只支持 TypeScript、JavaScript、Python 和 Go。请改用其中一种，或选择一个模型来回答。`
    : `The built-in engine writes no ${language}, only TypeScript, JavaScript, Python and Go. Ask for one of these, or choose a model for the answer.`;

export const tooLong = (limit: number, locale: Locale): string =>
  locale === 'zh'
    ? `请求超过 ${limit} 个字符，内置引擎无法处理。请缩短请求。`
    : `The request is longer than ${limit} characters, which the built-in engine does not read. Shorten it.`;

export const unchanged = (path: string, locale: Locale): string =>
  locale === 'zh' ? `\`${path}\` 中已经是这样了，没有需要修改的地方。` : `\`${path}\` has all of this already: there is nothing to change.`;

const conflictReasons: Record<MergeConflict['reason'], Words> = {
  changedByBoth: { en: 'you changed the same lines', zh: '您改了同样的几行' },
  addedByBoth: { en: 'you wrote one of your own', zh: '您自己写了一个' },
  removedByUser: { en: 'you removed it', zh: '您删除了它' },
  removedByGenerator: { en: 'it is no longer generated, but you changed it', zh: '现在不再生成它，但您改过它' },
};

/** Where the user's version was kept, and what would have been written instead. */
export function mergeConflicts(conflicts: readonly MergeConflict[], locale: Locale): string {
  const title =
    locale === 'zh'
      ? '**保留了您的版本**，这些地方与新生成的不同：'
      : '**Your version was kept** where it differs from what is generated now:';
  const entries = conflicts.map(({ key, reason, generated }) => {
    const fence = '`'.repeat(Math.max(3, ...(generated.match(/`+/g) ?? []).map((run) => run.length + 1)));
    const code = generated.trim() === '' ? '' : `\n\n${fence}\n${generated.trim()}\n${fence}`;
    return `- \`${key}\`: ${conflictReasons[reason][locale]}${code}`;
  });
  return [title, ...entries].join('\n');
}

export const brokenFile = (path: string, locale: Locale): string =>
  locale === 'zh'
    ? `\`${path}\` 中有语法错误，无法安全地加入代码。请先修正，或指定另一个文件。`
    : `\`${path}\` has a syntax error, so nothing can be added to it safely. Fix it first, or name another file.`;

export const wouldNotParse = (path: string, line: number, locale: Locale): string =>
  locale === 'zh'
    ? `生成的代码放进 \`${path}\` 后无法解析（第 ${line} 行），因此没有提出修改。`
    : `The code would not parse in \`${path}\` (line ${line}), so no change is proposed.`;

/** What was asked for is there: in the kind's own words, or a name of a file or, without one, of the package. */
export function alreadyThere(found: Words | { name: string; path: string | null }, locale: Locale): string {
  const sentence =
    'en' in found
      ? found
      : {
          en: `\`${found.name}\` is declared already${found.path ? ` in \`${found.path}\`` : ' in this package'}.`,
          zh: `${found.path ? `\`${found.path}\` ` : '该包'}中已经有 \`${found.name}\` 了。`,
        };
  return locale === 'zh'
    ? `${sentence.zh}没有提出修改，以免重复。`
    : `${sentence.en} No change is proposed, so that nothing is there twice.`;
}
