export { createSymbols, type Symbols } from './symbols.ts';
