const byExtension: Record<string, string> = Object.fromEntries(
  Object.entries({
    typescript: 'ts mts cts',
    tsx: 'tsx',
    javascript: 'js mjs cjs',
    jsx: 'jsx',
    python: 'py pyi pyw',
    go: 'go',
    rust: 'rs',
    java: 'java',
    kotlin: 'kt kts',
    scala: 'scala sc',
    c: 'c h',
    cpp: 'cc cpp cxx hh hpp hxx',
    csharp: 'cs',
    swift: 'swift',
    ruby: 'rb rake',
    php: 'php',
    dart: 'dart',
    lua: 'lua',
    perl: 'pl pm',
    r: 'r',
    julia: 'jl',
    haskell: 'hs',
    elixir: 'ex exs',
    erlang: 'erl',
    clojure: 'clj cljs cljc',
    zig: 'zig',
    shell: 'sh bash zsh fish',
    powershell: 'ps1 psm1',
    html: 'html htm',
    css: 'css',
    scss: 'scss',
    less: 'less',
    svelte: 'svelte',
    vue: 'vue',
    json: 'json jsonc json5',
    yaml: 'yaml yml',
    toml: 'toml',
    ini: 'ini cfg conf',
    xml: 'xml svg',
    markdown: 'md markdown mdx',
    sql: 'sql',
    graphql: 'graphql gql',
    protobuf: 'proto',
    diff: 'diff patch',
    latex: 'tex',
  }).flatMap(([language, extensions]) => extensions.split(' ').map((extension) => [extension, language])),
);
const byName: Record<string, string> = {
  dockerfile: 'dockerfile',
  containerfile: 'dockerfile',
  makefile: 'makefile',
  gnumakefile: 'makefile',
  jenkinsfile: 'groovy',
  gemfile: 'ruby',
  rakefile: 'ruby',
};

/** The language a file's name speaks for, `text` when it speaks for none. */
export function languageOf(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  const own = Object.hasOwn(byName, name) ? byName[name] : undefined;
  if (own !== undefined) return own;
  const extension = name.slice(name.lastIndexOf('.') + 1);
  return (Object.hasOwn(byExtension, extension) && name.includes('.') ? byExtension[extension] : undefined) ?? 'text';
}
