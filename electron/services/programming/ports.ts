/** The files of the opened folder, confined to it by who implements this. Nothing of them is ever run. */
export interface ProgrammingFiles {
  /** Relative paths with forward slashes, ignore rules applied, capped by the implementation. */
  list(): Promise<string[]>;
  /** The text of a file, or null where there is none, it is too large or not text. */
  read(path: string): Promise<string | null>;
}

export type GrammarName = 'typescript' | 'tsx' | 'javascript' | 'python' | 'go';

/** Where the compiled tree-sitter grammars come from. */
export interface Grammars {
  /** The parser's own wasm module. */
  runtime(): Promise<Uint8Array>;
  grammar(name: GrammarName): Promise<Uint8Array>;
}

export interface ProgrammingPorts {
  grammars: Grammars;
}
