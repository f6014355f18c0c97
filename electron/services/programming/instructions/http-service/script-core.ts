/** What all services of TypeScript have, whatever serves them. */
export const scriptCore = `
/** A request that cannot be answered: the status and the reason. */
class RequestError extends Error {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message);
    this.status = status;
    this.headers = headers;
  }
}

/** What came with a request. */
interface Input {
  path: ReadonlyMap<string, string>;
  query: URLSearchParams;
  body: ReadonlyMap<string, unknown>;
}

interface Answer {
  status: number;
  headers: Readonly<Record<string, string>>;
  content: string;
}

function json(status: number, value: unknown): Answer {
  return { status, headers: { "Content-Type": "application/json" }, content: JSON.stringify(value) };
}

/** The answer to a request that failed. What nobody expected is logged and not shown. */
function failure(error: unknown): Answer {
  if (error instanceof RequestError) {
    const { status, headers, content } = json(error.status, { error: error.message });
    return { status, headers: { ...headers, ...error.headers }, content };
  }
  console.error(error);
  return json(500, { error: "internal error" });
}
`;

/** Functions that only some services need, by the name that they have in code. */
export const scriptPieces = {
  plainText: `
function plainText(status: number, content: string): Answer {
  return { status, headers: { "Content-Type": "text/plain; charset=utf-8" }, content };
}
`,
  empty: `
function empty(status: number): Answer {
  return { status, headers: {}, content: "" };
}
`,
  parseBody: `
const bodyLimit = 1024 * 1024;

/** The fields of a body. Throws RequestError where it is no JSON object. */
function parseBody(content: Uint8Array): ReadonlyMap<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(content));
  } catch {
    throw new RequestError(400, "the body must be JSON");
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new RequestError(400, "the body must be a JSON object");
  }
  return new Map(Object.entries(value));
}
`,
  required: `
/** The value as \`check\` gives it. Throws RequestError where it gives none. */
function required<Value>(value: unknown, check: (value: unknown) => Value | undefined, error: string): Value {
  const checked = check(value);
  if (checked === undefined) {
    throw new RequestError(400, error);
  }
  return checked;
}
`,
  optional: `
/** The same for a value that may be missing. */
function optional<Value>(value: unknown, check: (value: unknown) => Value | undefined, error: string): Value | null {
  return value === undefined || value === null ? null : required(value, check, error);
}
`,
  fromText: `
/** The value that a text in a path or a query stands for: a number or a truth value where it is written like one. */
function fromText(text: string | undefined): unknown {
  if (text === "true" || text === "false") {
    return text === "true";
  }
  return text !== undefined && /^-?\\d+(?:\\.\\d+)?$/.test(text) ? Number(text) : text;
}
`,
  textOf: `
/** The first value of a name in a query; undefined where it is empty or missing. */
function textOf(query: URLSearchParams, name: string): string | undefined {
  return query.get(name) || undefined;
}
`,
  asString: `
function asString(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
`,
  asInteger: `
function asInteger(value: unknown): number | undefined {
  return typeof value === "number" && Number.isSafeInteger(value) ? value : undefined;
}
`,
  asNumber: `
function asNumber(value: unknown): number | undefined {
  return typeof value === "number" && Number.isFinite(value) ? value : undefined;
}
`,
  asBoolean: `
function asBoolean(value: unknown): boolean | undefined {
  return typeof value === "boolean" ? value : undefined;
}
`,
  asObject: `
function asObject(value: unknown): Record<string, unknown> | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? Object.fromEntries(Object.entries(value)) : undefined;
}
`,
  asAny: `
function asAny(value: unknown): unknown {
  return value ?? undefined;
}
`,
  asList: `
function asList(value: unknown): unknown[] | undefined {
  return Array.isArray(value) ? value : undefined;
}
`,
  listOf: `
/** Checks a list and each of its items. */
function listOf<Value>(check: (value: unknown) => Value | undefined): (value: unknown) => Value[] | undefined {
  return (value) => {
    const items: Value[] = [];
    for (const each of Array.isArray(value) ? value : [undefined]) {
      const item = check(each);
      if (item === undefined) {
        return undefined;
      }
      items.push(item);
    }
    return items;
  };
}
`,
} as const;
