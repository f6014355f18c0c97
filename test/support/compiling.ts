import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { TargetLanguage } from '#domain/programming';

/** One file of generated code. */
export interface GeneratedFile {
  kind: string;
  content: string;
}

const runs = (command: string, args: string[]): boolean => spawnSync(command, args, { stdio: 'ignore' }).status === 0;

/** What this machine can check generated code with. */
export const toolchainOf: Readonly<Record<TargetLanguage, () => boolean>> = {
  typescript: () => true,
  javascript: () => true,
  python: () => runs('python3', ['--version']),
  go: () => runs('go', ['version']),
};

export function write(folder: string, path: string, content: string): void {
  const full = join(folder, path);
  mkdirSync(dirname(full), { recursive: true });
  writeFileSync(full, content);
}

/** What a command says, both streams. */
export function output(command: string, args: string[], cwd: string): string {
  const done = spawnSync(command, args, {
    cwd,
    encoding: 'utf8',
    maxBuffer: 1 << 26,
    env: { ...process.env, GOFLAGS: '-mod=mod', GOPROXY: 'off', GOTOOLCHAIN: 'local' },
  });
  return `${done.error ? done.error.message : ''}${done.stdout}${done.stderr}`.trim();
}

/** What gofmt would change. */
export function gofmtDifferences(folder: string, files: readonly GeneratedFile[]): string {
  for (const [at, { content }] of files.entries()) write(folder, `f${at}.go`, content);
  return output('gofmt', ['-l', '-d', '.'], folder);
}

/** Writes the files and has the language's own tools check them all at once: what these complain about, empty where nothing. */
export function complaints(language: TargetLanguage, folder: string, files: readonly GeneratedFile[]): string {
  if (language === 'go') return goComplaints(folder, files);
  if (language === 'python') {
    for (const [at, { content }] of files.entries()) write(folder, `f${at}.py`, content);
    return output('python3', ['-W', 'error::SyntaxWarning', '-m', 'compileall', '-q', '.'], folder);
  }
  write(folder, 'package.json', '{ "type": "module" }');
  if (language === 'typescript') return typescriptComplaints(folder, files);
  for (const [at, { content }] of files.entries()) write(folder, `f${at}.js`, content);
  return javascriptComplaints(folder, files.length);
}

/** Each file is a package of its own, checked as code for Go 1.19. */
function goComplaints(folder: string, files: readonly GeneratedFile[]): string {
  write(folder, 'go.mod', 'module example.com/built\n\ngo 1.19\n');
  for (const [at, { kind, content }] of files.entries()) {
    // A library has no main; go vet wants the package name to fit.
    write(folder, `p${at}/${kind}.go`, /^func main\(\)/m.test(content) ? content : content.replace(/^package main/, 'package built'));
  }
  return output('go', ['vet', './...'], folder);
}

function typescriptComplaints(folder: string, files: readonly GeneratedFile[]): string {
  for (const [at, { content }] of files.entries())
    write(folder, `f${at}.ts`, content.includes('import ') || content.includes('export ') ? content : `${content}export {};\n`);
  const compilerOptions = {
    strict: true,
    noUncheckedIndexedAccess: true,
    noEmit: true,
    target: 'ES2022',
    lib: ['ES2022', 'DOM'],
    module: 'NodeNext',
    moduleResolution: 'NodeNext',
    skipLibCheck: true,
    types: ['node'],
    typeRoots: [join(process.cwd(), 'node_modules/@types')],
  };
  write(folder, 'tsconfig.json', JSON.stringify({ compilerOptions, include: ['*.ts'] }));
  return output(join(process.cwd(), 'node_modules/.bin/tsc'), ['-p', '.'], folder);
}

/** One process compiles them all: `node --check` takes one file. */
function javascriptComplaints(folder: string, count: number): string {
  const program = `
    import { readFileSync } from 'node:fs';
    import { SourceTextModule } from 'node:vm';
    for (let at = 0; at < ${count}; at += 1) {
      try {
        new SourceTextModule(readFileSync('f' + at + '.js', 'utf8'));
      } catch (error) {
        console.log('f' + at + '.js: ' + error.message);
      }
    }`;
  return output(process.execPath, ['--experimental-vm-modules', '--no-warnings', '--input-type=module', '-e', program], folder);
}
