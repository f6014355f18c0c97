/** The oldest version of each language that a folder's code must work with. */
export interface LanguageLevels {
  /** "1.21", from the go line of go.mod. */
  go: string | null;
  /** "3.9", from requires-python. */
  python: string | null;
  /** Lower case: "es2022", the library or the target of tsconfig.json. */
  typescript: string | null;
}

/** The oldest language levels in force, read from the folder's own files as data; null where it does not say. */
export async function readLevels(files: { read(path: string): Promise<string | null> }): Promise<LanguageLevels> {
  const [goMod, tsconfig, pyproject, setup] = await Promise.all(
    ['go.mod', 'tsconfig.json', 'pyproject.toml', 'setup.cfg'].map((path) => files.read(path)),
  );
  return {
    go: goMod ? readGoLevel(goMod) : null,
    typescript: tsconfig ? readTypeScriptLevel(tsconfig) : null,
    python: (pyproject ? readPythonLevel(pyproject) : null) ?? (setup ? readPythonLevel(setup) : null),
  };
}

/** The `go` directive of a go.mod. */
export function readGoLevel(goMod: string): string | null {
  return /^[ \t]*go[ \t]+(\d+\.\d+)(?:[.\s]|rc|beta|$)/m.exec(goMod.slice(0, 1_000_000))?.[1] ?? null;
}

/** The least version that requires-python (pyproject.toml) or python_requires (setup.cfg) lets in; null where it names none. */
export function readPythonLevel(text: string): string | null {
  const line = /^[ \t]*(?:requires-python|python_requires)[ \t]*=[ \t]*["']?([^"'\r\n#]{1,200})/m.exec(text.slice(0, 1_000_000))?.[1];
  if (line === undefined) return null;
  const least: number[] = [];
  for (const clause of line.split(',')) {
    const match = /^\s*(>=|>|==|~=|===|\^|~)?\s*3\.(\d{1,2})(?:\.(?:\d+|\*))?\s*$/.exec(clause);
    // "> 3.8" lets 3.8.1 in, so the level is 3.8 all the same.
    if (match) least.push(Number(match[2]));
  }
  return least.length === 0 ? null : `3.${Math.max(...least)}`;
}

/**
 * The newest edition of the library that a tsconfig.json names in `lib`, else its `target`. It may have comments and trailing commas; what
 * it extends is not followed.
 */
export function readTypeScriptLevel(tsconfig: string): string | null {
  const options = (readJsonWithComments(tsconfig) as { compilerOptions?: { target?: unknown; lib?: unknown } } | null)?.compilerOptions;
  const editionsOf = (values: readonly unknown[]): string[] =>
    values.flatMap((each) => (typeof each === 'string' && /^es(?:\d{1,4}|next)$/i.test(each) ? [each.toLowerCase()] : []));
  const yearOf = (edition: string): number => {
    const number = Number(edition.slice(2));
    return Number.isNaN(number) ? Number.POSITIVE_INFINITY : number < 100 ? 2009 + number : number;
  };
  const named = editionsOf(Array.isArray(options?.lib) ? options.lib : []).sort((left, right) => yearOf(right) - yearOf(left));
  return named[0] ?? editionsOf([options?.target])[0] ?? null;
}

/** JSON with comments and trailing commas as data; null when it is none. */
export function readJsonWithComments(text: string): unknown {
  if (text.length > 1_000_000) return null;
  // What has no end goes to the end: otherwise a hostile text would be searched again from every place.
  const comments = /"(?:[^"\\\n]|\\.)*"?|\/\/[^\n]*|\/\*(?:[\s\S]*?\*\/|[\s\S]*$)/g;
  const commas = /"(?:[^"\\\n]|\\.)*"?|,(?=\s*[}\]])/g;
  const blank = (token: string) => (token.startsWith('"') ? token : ' ');
  try {
    return JSON.parse(
      text
        .replace(/^\ufeff/, '')
        .replace(comments, blank)
        .replace(commas, blank),
    );
  } catch {
    return null;
  }
}
