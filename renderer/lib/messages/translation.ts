/** Exactly the keys of the English original: a missing or a left-over key is a compile error. */
export type Translation<Original> = { readonly [Key in keyof Original]: string };
