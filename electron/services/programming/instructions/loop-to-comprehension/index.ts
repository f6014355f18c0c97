import { asked, codeName, withoutNouns } from '../../rewriting/asks.ts';
import { notAFunction, placeOf } from '../../rewriting/target.ts';
import { declareEdit } from '../../slots/declare-edit.ts';
import { convertLoops } from './convert.ts';
import { loopsOf } from './loops.ts';
import { loopSource } from './sample-source.ts';

const made = String.raw`(?:comprehensions?|array methods?|map\s*\/\s*filter|\.?map|\.?filter|reduce|flatmap|functional(?: style)?|slices|one[- ]liner)`;
const patterns = [
  new RegExp(String.raw`\b(?:for[- ])?loops?\b[^;\n]{0,60}\b(?:to|into|as|with|by|using)\b[^;\n]{0,30}\b${made}\b`, 'i'),
  /\b(?:use|make|turn|convert|rewrite|replace|refactor|simplify)\b[^;\n]{0,60}\b(?:comprehensions?|array methods?)\b/i,
  new RegExp(String.raw`\b(?:simplify|collapse)\s+(?:the\s+)?(?:for[- ])?loops?\b[^;\n]{0,20}\b(?:in|of)\s+${codeName}`, 'i'),
  /\b(?:loops?|append(?:s|ing)?|push(?:es|ing)?)\b[^;\n]{0,60}\b(?:(?:one|a single) (?:line|expression)|map|filter|comprehension)\b/i,
  /(?:循环|for)[^。\n]{0,40}(?:一行|一个表达式|map|filter|推导)/,
  /循环[^，。\n]{0,60}(?:推导式|列表推导|生成式|数组方法|map|filter|函数式)|(?:改|换|用|转)[^，。\n]{0,20}(?:推导式|列表推导|生成式|数组方法)/i,
];

const kind = declareEdit({
  kind: 'loop-to-comprehension',
  title: { en: 'Loop to comprehension', zh: '循环改为推导式' },
  example: { en: 'Convert the loop in collectNames to a comprehension', zh: '把 collectNames 里的循环改成推导式' },
  suggestion: { en: 'Convert the loop in collectNames to a comprehension', zh: '把 collectNames 里的循环改成推导式' },
  heads: {
    en: [
      'loop',
      'for loop',
      'for-loop',
      'loops',
      'comprehension',
      'list comprehension',
      'comprehensions',
      'array methods',
      'slices',
      'map',
      'filter',
      'map/filter',
      'convert',
      'turn',
      'rewrite',
      'replace',
      'refactor',
      'simplify',
      'function',
      'method',
    ],
    zh: ['循环', '推导式', '列表推导式', '列表推导', '生成式', '数组方法', '改成', '改为', '换成', '转换', '函数', '方法'],
  },
  slots: {
    target: {
      type: { type: 'symbol', dotted: true },
      title: { en: 'function', zh: '函数' },
      cues: { en: ['in', 'of', 'inside', 'within', 'from'], zh: ['把', '将', '在', '函数', '方法', '给'] },
      default: null,
    },
  },
  targets: ['function', 'method'],
  edit({ slots }, source) {
    const loops = loopsOf(source);
    const { selection } = source;
    const place = slots.target.value === null ? null : placeOf(source);
    if (slots.target.value !== null && !place) return notAFunction;
    const within = place
      ? loops.filter(({ node }) => node.span && place.span.start <= node.span.start && node.span.end <= place.span.end)
      : loops;
    const chosen =
      selection && !place
        ? within.filter(({ node }) => node.span && node.span.start < selection.end && selection.start < node.span.end)
        : within;
    return convertLoops(source, chosen);
  },
  sampleSource: ({ slots }, draw, language) => loopSource(slots.target.value, draw, language),
  summary: ({ slots: { target } }) => ({
    made: { en: 'loops', zh: '循环' },
    facts: null,
    changes:
      target.value === null
        ? { en: 'Writes loops that collect or look for something as one expression', zh: '将收集或查找的循环改写为一个表达式' }
        : { en: `Writes the loops of \`${target.value}\` as one expression each`, zh: `将 \`${target.value}\` 中的循环改写为表达式` },
  }),
});

/** Says a loop that collects, adds up or looks for something as one expression. */
export default {
  ...kind,
  read: withoutNouns(kind.read),
  outside: ['go'] as const,
  score: (reader: Parameters<typeof kind.score>[0]) => asked(reader, patterns),
};
