/**
 * A model writes its edits as search/replace blocks. Read as Markdown their `=======` line would make a heading of the code above it,
 * so each block outside of a fence becomes a fenced diff. Text only; what the proposal holds was read by the host.
 */
export function presentAnswer(text: string): string {
  if (!text.includes('<<<<<<<')) return text;
  const out: string[] = [];
  let fence = '';
  let side: 'none' | 'search' | 'replace' = 'none';
  for (const line of text.split('\n')) {
    if (side === 'none') {
      const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1] ?? '';
      if (mark && !fence) fence = mark;
      else if (fence && line.trim().startsWith(fence) && /^ {0,3}(`+|~+)\s*$/.test(line)) fence = '';
      if (!fence && /^<{5,9} ?SEARCH\s*$/.test(line)) {
        side = 'search';
        out.push('````diff');
      } else out.push(line);
    } else if (side === 'search' && /^={5,9}\s*$/.test(line)) side = 'replace';
    else if (side === 'replace' && /^>{5,9} ?REPLACE\s*$/.test(line)) {
      side = 'none';
      out.push('````');
    } else out.push(`${side === 'search' ? '-' : '+'}${line}`);
  }
  return out.join('\n');
}
