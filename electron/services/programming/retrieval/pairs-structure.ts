/** Requests for changes of code that is there, and for what is stored. */
export const pairsOfStructure: Readonly<Record<string, readonly string[]>> = {};
