/**
 * An edit as a model is asked to write it: the path, the lines that are there and the lines to be there. Empty when nothing changes,
 * null when a line would be taken for one of the marks.
 */
export function editBlock(path: string, search: string, replace: string): string | null {
  if (search === replace) return '';
  if (/^\s*(?:<{5,10}|={5,10}|>{5,10})/m.test(`${search}\n${replace}`)) return null;
  return `${path}\n<<<<<<< SEARCH\n${asLines(search)}=======\n${asLines(replace)}>>>>>>> REPLACE\n`;
}

function asLines(text: string): string {
  const lines = text.replaceAll('\r\n', '\n');
  return lines === '' || lines.endsWith('\n') ? lines : `${lines}\n`;
}
