import type { Template } from '../../templates/templates.ts';
import { goChecks } from './go-template.ts';
import { pythonChecks } from './python-template.ts';

/** Methods that no rule needs are left out. Codes, paths and sentences are the same in every language. */
export const validatorTemplate: Template = {
  typescript: `
/** What is wrong with a value of the input; the path of the input itself is empty. */
export interface _Problem_ {
  path: string;
  code: "required" | "type" | "format" | "too_small" | "too_large" | "too_short" | "too_long" | "not_allowed" | "unknown";
  message: string;
}

interface _Expected_ {
  optional?: boolean;
  minimum?: number;
  maximum?: number;
  format?: { expected: string; fits(text: string): boolean };
}

/** Looks at the values of an object and keeps what is wrong with them. Null counts as missing. */
class _Checks_ {
  readonly problems: _Problem_[] = [];
  readonly #input: object;

  constructor(input: object) {
    this.#input = input;
  }

  fail(path: string, code: _Problem_["code"], message: string): undefined {
    this.problems.push({ path, code, message });
    return undefined;
  }

  value(key: string, { optional = false }: _Expected_): unknown {
    const value: unknown = Object.hasOwn(this.#input, key) ? Reflect.get(this.#input, key) : undefined;
    if (value !== undefined && value !== null) {
      return value;
    }
    return optional ? undefined : this.fail(key, "required", "is required");
  }

  text(key: string, expected: _Expected_ = {}): string | undefined {
    const value = this.value(key, expected);
    if (value === undefined) {
      return undefined;
    }
    if (!_Checks_.isText(value)) {
      return this.fail(key, "type", "must be a string");
    }
    if (_counted_) {
      // Characters are code points: an emoji is one.
      this.count(key, [...value].length, "length", expected);
    }
    if (_formatted_) {
      if (expected.format !== undefined && !expected.format.fits(value)) {
        this.fail(key, "format", \`must be \${expected.format.expected}\`);
      }
    }
    return value;
  }

  choice<Choice extends string>(key: string, choices: readonly Choice[], expected: _Expected_ = {}): Choice | undefined {
    const value = this.value(key, expected);
    if (value === undefined) {
      return undefined;
    }
    if (!_Checks_.isText(value)) {
      return this.fail(key, "type", "must be a string");
    }
    return choices.find((each) => each === value) ?? this.fail(key, "not_allowed", \`must be one of \${choices.join(", ")}\`);
  }

  flag(key: string, expected: _Expected_ = {}): boolean | undefined {
    const value = this.value(key, expected);
    if (value === undefined) {
      return undefined;
    }
    return _Checks_.isFlag(value) ? value : this.fail(key, "type", "must be true or false");
  }

  integer(key: string, expected: _Expected_ = {}): number | undefined {
    const value = this.value(key, expected);
    if (value === undefined) {
      return undefined;
    }
    return _Checks_.isInteger(value) ? this.within(key, value, expected) : this.fail(key, "type", "must be a whole number");
  }

  number(key: string, expected: _Expected_ = {}): number | undefined {
    const value = this.value(key, expected);
    if (value === undefined) {
      return undefined;
    }
    return _Checks_.isNumber(value) ? this.within(key, value, expected) : this.fail(key, "type", "must be a number");
  }

  list<Item>(key: string, fits: (value: unknown) => value is Item, item: string, expected: _Expected_ = {}): Item[] | undefined {
    const value = this.value(key, expected);
    if (value === undefined) {
      return undefined;
    }
    if (!Array.isArray(value)) {
      return this.fail(key, "type", "must be a list");
    }
    for (const [at, each] of value.entries()) {
      if (!fits(each)) {
        this.fail(\`\${key}[\${at}]\`, "type", \`must be \${item}\`);
      }
    }
    if (_counted_) {
      this.count(key, value.length, "number of items", expected);
    }
    return value.filter(fits);
  }

  count(path: string, count: number, what: string, { minimum, maximum }: _Expected_): void {
    if (minimum !== undefined && count < minimum) {
      this.fail(path, "too_short", \`\${what} must be at least \${minimum}\`);
    }
    if (maximum !== undefined && count > maximum) {
      this.fail(path, "too_long", \`\${what} must be at most \${maximum}\`);
    }
  }

  within(path: string, value: number, { minimum, maximum }: _Expected_): number {
    if (minimum !== undefined && value < minimum) {
      this.fail(path, "too_small", \`must be at least \${minimum}\`);
    }
    if (maximum !== undefined && value > maximum) {
      this.fail(path, "too_large", \`must be at most \${maximum}\`);
    }
    return value;
  }

  only(keys: readonly string[]): void {
    for (const key of Object.keys(this.#input).sort()) {
      if (!keys.includes(key)) {
        this.fail(key, "unknown", "is not known");
      }
    }
  }

  static isText(value: unknown): value is string {
    return typeof value === "string";
  }

  static isFlag(value: unknown): value is boolean {
    return typeof value === "boolean";
  }

  static isInteger(value: unknown): value is number {
    return Number.isSafeInteger(value);
  }

  static isNumber(value: unknown): value is number {
    return Number.isFinite(value);
  }

  static isDay(text: string): boolean {
    const day = new Date(\`\${text}T00:00:00Z\`);
    return !text.startsWith("0000") && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
  }
}

/** The input as a _Name_, or everything that is wrong with it. */
export function _validate_(input: unknown): { valid: true; value: _Name_ } | { valid: false; problems: _Problem_[] } {
  if (typeof input !== "object" || input === null || Array.isArray(input)) {
    return { valid: false, problems: [{ path: "", code: "type", message: "must be an object" }] };
  }
  const checks = new _Checks_(input);
  _check_;
}
`,
  python: pythonChecks,
  go: goChecks,
};
