import type { EditSource } from '../../editing/edit-source.ts';
import { walk } from '../../editing/walk.ts';
import type { Words } from '../instruction.ts';

/** How many comments and texts of a file mention a name: they are left as they are, and the user is told. */
export function mentionNotes({ module, view }: EditSource, name: string): Words[] {
  const own = new RegExp(`(?<![\\p{L}\\p{N}_$])${name.replaceAll('$', '\\$')}(?![\\p{L}\\p{N}_$])`, 'u');
  let comments = 0;
  let texts = 0;
  for (const { node } of walk(module)) {
    for (const key of ['doc', 'trailing']) if (typeof node[key] === 'string' && own.test(node[key])) comments += 1;
    for (const each of [node['comments'], node['header']])
      if (Array.isArray(each)) comments += each.filter((text) => typeof text === 'string' && own.test(text)).length;
    if (node.kind === 'comment' && own.test(String(node['text']))) comments += 1;
    if (node.kind === 'string' && own.test(String(node['value']))) texts += 1;
  }
  if (comments + texts === 0) return [];
  const english = [
    ...(comments > 0 ? [`${comments} comment${comments === 1 ? '' : 's'}`] : []),
    ...(texts > 0 ? [`${texts} text${texts === 1 ? '' : 's'}`] : []),
  ].join(' and ');
  const chinese = [...(comments > 0 ? [`${comments} 处注释`] : []), ...(texts > 0 ? [`${texts} 处字符串`] : [])].join('和');
  const verb = comments + texts === 1 ? 'mentions' : 'mention';
  return [
    {
      en: `${english} in \`${view.path}\` ${verb} \`${name}\` and ${comments + texts === 1 ? 'was' : 'were'} left as ${comments + texts === 1 ? 'it was' : 'they were'}.`,
      zh: `\`${view.path}\` 中有${chinese}提到 \`${name}\`，保持不变。`,
    },
  ];
}
