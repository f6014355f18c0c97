/** A request, and code that uses what comes out. Each driver shows lines; all targets must show the same ones. */
export interface BehaviourCase {
  /** A folder and a package: lower-case letters and digits. */
  name: string;
  request: string;
  /** Modules that the project declares. */
  dependencies?: readonly string[];
  /** Body of an async function of `subject` and `show`. */
  javascript: string;
  /** Body of an async function of `subject` and `show`. */
  python: string;
  /** Declarations of the package of the subject: `func Drive(show func(any))`. */
  go: string;
  expected: readonly unknown[];
}
