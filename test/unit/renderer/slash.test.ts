import { describe, expect, it } from 'vitest';
import { slashMatches, slashQuery } from '../../../renderer/features/chat/slash.ts';
import type { Command } from '../../../renderer/lib/commands.svelte.ts';

describe('a command is typed', () => {
  it.each([
    ['/', ''],
    ['/exp', 'exp'],
    ['/export-json', 'export-json'],
    ['/导出', '导出'],
  ])('in %j: %j', (text, query) => expect(slashQuery(text, text.length)).toBe(query));

  it.each(['', 'a /new', ' /new', '/new thing', '/src/a.ts', '/users/:id', '//', '/a.ts', '/new\n', `/${'x'.repeat(41)}`])(
    'not in %j',
    (text) => expect(slashQuery(text, text.length)).toBeNull(),
  );

  it('only while the caret stands behind it', () => {
    expect(slashQuery('/new', 2)).toBeNull();
    expect(slashQuery('/new', -1)).toBeNull();
  });
});

describe('the commands that are found', () => {
  const command = (slash: string | undefined, title: string): Command => ({
    id: `x.${title}`,
    title: () => title,
    run: () => {},
    ...(slash === undefined ? {} : { slash }),
  });
  const all = [
    command('export-json', 'Export the conversation as JSON'),
    command('new', 'New conversation'),
    command('export', 'Export the conversation as Markdown'),
    command(undefined, 'Export nothing'),
    command('language', '切换为中文'),
  ];
  const found = (query: string, isEnabled = (_: Command) => true) => slashMatches(all, query, isEnabled).map(({ slash }) => slash);

  it.each([
    ['', ['export', 'export-json', 'language', 'new']],
    ['ex', ['export', 'export-json']],
    ['EXPORT', ['export', 'export-json']],
    ['json', ['export-json']],
    ['conversation', ['export', 'export-json', 'new']],
    ['ne', ['new']],
    ['中文', ['language']],
    ['health', []],
  ])('for %j are %j', (query, words) => expect(found(query)).toEqual(words));

  it('can be done now, and have a word', () => {
    expect(found('', ({ slash }) => slash !== 'new')).toEqual(['export', 'export-json', 'language']);
  });
});
