import { z } from 'zod';
import { literalClass } from '../../reading/literals.ts';
import { asked, codeName, withoutNouns } from '../../rewriting/asks.ts';
import { declareEdit } from '../../slots/declare-edit.ts';
import { documentable, documented, isPublic } from './document.ts';
import { docstringSource } from './sample-source.ts';

const words = '(?:docstrings?|doc strings?|jsdoc|tsdoc|godoc|doc[- ]?comments?|documentation(?: comments?)?|doc blocks?)';
const patterns = [
  new RegExp(String.raw`\b(?:add|write|generate|create|put|insert|give|need|missing)\b[^.;\n]{0,40}\b${words}\b`, 'i'),
  new RegExp(
    String.raw`(?:^|[.,;，。]\s*|\b(?:please|can you|could you)\s+)document\s*(?:$|(?:all|every|each|the exported|everything)\b|${codeName})`,
    'i',
  ),
  /\bno(?:body|\s+one)\s+(?:knows|understands|remembers|can tell)\s+what\b[^;\n]{0,80}\b(?:explain|describe|comment|say|write)\b/i,
  new RegExp(String.raw`\b(?:has|have|with|got|lacks?|missing|is)\s*(?:no|any|without|a)?\s+${words}\b`, 'i'),
  /\b(?:explain|describe)\b[^.;\n]{0,40}\bcomments?\b/i,
  /(?:连|没有?|缺)[^，。\n]{0,6}(?:说明|注释|文档)|(?:看不懂|没人(?:知道|懂|明白)|不知道)[^。\n]{0,40}(?:写(?:清楚|明|个|上)|说明|注释)/,
  /(?:添加|增加|加上?|写|编写|生成|补上?|补充|完善)[^，。\n]{0,40}(?:文档字符串|文档注释|文档|注释|docstring|jsdoc|说明)|给[^，。\n]{0,60}(?:文档注释|文档字符串|docstring|jsdoc)/i,
];
const saying = new RegExp(
  String.raw`(?:,?\s*\b(?:saying|that says|which says|stating|that states|with the text|reading)\b\s*(?:that\s+)?(?:it\s+|this\s+)?|[，,]?\s*(?:说明(?!都|也|没|一下|文档|注释|$)|内容为|内容是|写明|表明)(?:它|其)?)\s*[:：]?\s*(${literalClass.text}|${literalClass.code}|[^\n]+)`,
  'i',
);

const kind = declareEdit({
  kind: 'add-docstring',
  title: { en: 'Add documentation', zh: '添加文档注释' },
  example: { en: 'Add a docstring to fetchUser', zh: '给 fetchUser 添加文档注释' },
  suggestion: { en: 'Add a docstring to fetchUser', zh: '给 fetchUser 添加文档注释' },
  heads: {
    en: [
      'add',
      'docstring',
      'docstrings',
      'doc string',
      'jsdoc',
      'tsdoc',
      'godoc',
      'doc comment',
      'doc comments',
      'documentation',
      'documentation comment',
      'document',
      'undocumented',
      'all',
      'exported',
      'public',
      'function',
      'functions',
      'method',
    ],
    zh: [
      '文档注释',
      '文档字符串',
      '注释',
      '添加',
      '增加',
      '生成',
      '编写',
      '补充',
      '所有',
      '全部',
      '导出',
      '公共',
      '函数',
      '方法',
      '写',
      '文档',
    ],
  },
  slots: {
    text: {
      type: {
        type: 'custom',
        schema: z.string().min(1).max(1000),
        read(reader) {
          const match = reader.see(saying);
          const found = match?.[1];
          if (!match || found === undefined) return null;
          const start = match.index + match[0].lastIndexOf(found);
          const literal = reader.literal(found.trim());
          const origin = reader.origin(start, start + found.length);
          const value = literal && typeof literal.value === 'string' ? literal.value : reader.source.slice(origin.start, origin.end).trim();
          return value === '' ? null : { value, start: match.index, end: match.index + match[0].length };
        },
        sample: (draw) =>
          draw
            .text()
            .replace(/[^\p{L}\p{N} ."'*/\\]/gu, ' ')
            .trim()
            .slice(0, 80) || 'tells something',
      },
      title: { en: 'text', zh: '内容' },
      default: null,
    },
    target: {
      type: { type: 'symbol', dotted: true },
      title: { en: 'what is documented', zh: '文档对象' },
      cues: { en: ['to', 'for', 'of', 'on', 'document', 'above', 'give'], zh: ['给', '为', '对', '在', '函数', '类', '方法'] },
      default: null,
    },
  },
  targets: ['function', 'method', 'class', 'type'],
  async edit({ slots }, source) {
    const all = documentable(source);
    const { declaration } = source;
    const text = slots.text.value as string | null;
    if (slots.target.value === null || !declaration)
      return documented(
        source,
        all.filter((each) => isPublic(each, source)),
        null,
      );
    const found = all.find(({ place, span, name }) =>
      declaration.callable
        ? place?.node === declaration.callable
        : name === declaration.name && span.start >= declaration.span.start && span.end <= declaration.span.end,
    );
    return documented(source, found ? [found] : [], text);
  },
  sampleSource: ({ slots }, draw, language) => docstringSource(slots.target.value, draw, language),
  summary: ({ slots: { target } }) => ({
    made: { en: 'documentation', zh: '文档注释' },
    facts: null,
    changes:
      target.value === null
        ? { en: 'Documents what the file exports', zh: '为该文件的导出项添加文档注释' }
        : { en: `Documents \`${target.value}\``, zh: `为 \`${target.value}\` 添加文档注释` },
  }),
});

/** Writes the comment that documents a declaration, from what its name and its code show. */
export default { ...kind, read: withoutNouns(kind.read), score: (reader: Parameters<typeof kind.score>[0]) => asked(reader, patterns) };
