import { declareEdit } from '../../slots/declare-edit.ts';
import { renameInFolder } from './rename.ts';
import { renameSource } from './sample-source.ts';

/** Gives a declaration another name wherever it is used. */
export default declareEdit({
  kind: 'rename',
  title: { en: 'Rename', zh: '重命名' },
  example: { en: 'Rename the function getUser to fetchUser', zh: '把函数 getUser 重命名为 fetchUser' },
  suggestion: { en: 'Rename the function getUser to fetchUser', zh: '把函数 getUser 重命名为 fetchUser' },
  heads: {
    en: ['rename', 'renames', 'renaming', 'change the name of', 'give a new name to'],
    zh: ['重命名', '改名', '更名', '改个名', '改一下名字'],
  },
  hints: {
    en: [
      ...['should really be called', 'would better be called', 'ought to be called', 'better name', 'hate the name', 'dislike the name'],
      ...['silly name', 'bad name', 'misleading name', 'confusing name', 'name is misleading', 'name is confusing', 'new name'],
    ],
    zh: ['名字不好', '名字太', '名字起得', '换个名', '换个叫法', '更合适', '统一换成', '统一改成', '统一叫'],
  },
  unless: { en: ['column', 'table', 'database', 'file name'], zh: ['列名', '表名', '数据库', '文件名'] },
  slots: {
    target: {
      type: { type: 'symbol', dotted: true },
      title: { en: 'old name', zh: '原名称' },
      cues: {
        en: ['rename', 'renaming', 'name of', 'name to', 'from', 'the name'],
        zh: ['把', '将', '给', '重命名', '改名', '更名', '从'],
      },
      question: { en: 'What is to be renamed?', zh: '要重命名什么？' },
    },
    newName: {
      type: { type: 'symbol' },
      title: { en: 'new name', zh: '新名称' },
      cues: {
        en: ['to', 'as', 'into', 'be', 'become', '->', '→', '=>', 'new name', 'to be', 'call it', 'make it', 'call them'],
        zh: [
          '重命名为',
          '改名为',
          '更名为',
          '改为',
          '改成',
          '换成',
          '换为',
          '统一叫',
          '重命名成',
          '改名成',
          '为',
          '成',
          '叫',
          '叫做',
          '新名称',
          '新名字',
          '->',
          '→',
        ],
      },
      question: { en: 'What is the new name?', zh: '新名称是什么？' },
    },
  },
  becomes: ({ slots }) => slots.newName.value,
  edit: ({ slots }, source) => renameInFolder(source, slots.newName.value),
  sampleSource: renameSource,
  summary: ({ slots: { target, newName } }) => ({
    made: { en: `\`${newName.value}\``, zh: `\`${newName.value}\`` },
    facts: null,
    changes: { en: `Renames \`${target.value}\` to \`${newName.value}\``, zh: `将 \`${target.value}\` 重命名为 \`${newName.value}\`` },
  }),
});
