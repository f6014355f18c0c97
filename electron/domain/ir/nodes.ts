/** The nodes of the intermediate representation: plain data, so that a module is stored, compared and shown as JSON. */
export * from './declarations.ts';
export * from './expressions.ts';
export * from './origin.ts';
export * from './patterns.ts';
export * from './statements.ts';
