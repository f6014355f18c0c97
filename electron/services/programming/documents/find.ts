import { literalClass, readJson } from '../reading/literals.ts';
import type { Reader } from '../reading/reader.ts';
import { modelOfTables } from './ddl.ts';
import { modelOfSample } from './json-sample.ts';
import { isJsonSchema, isOpenApi, modelOfSchema } from './json-schema.ts';
import { type DataModel, modelSchema } from './model.ts';
import { modelOfProto } from './proto.ts';
import { readYaml } from './yaml.ts';

/**
 * What was pasted into a request, and where it stands in `Reader.whole`; both ends 0 where it was attached. `value` is the JSON of a
 * document in JSON.
 */
export interface PastedDocument {
  /** Null where a document describes no types. */
  model: DataModel | null;
  value?: unknown;
  start: number;
  end: number;
}

/** What a sample is called where nobody names it. */
export const rootName = 'Root';

const stand = new RegExp(`${literalClass.json}|${literalClass.code}`, 'g');
/** OpenAPI in YAML that stands in the request as it is, to the request's end. */
const openApiYaml = /^(?:openapi|swagger)\s*:[\s\S]*\S/m;
/** Statements that stand in the request as they are, up to the last one's end. */
const tables = /\bcreate\s+(?:or\s+replace\s+)?(?:(?:temp|temporary|unlogged)\s+)?(?:table|type)\b[\s\S]*[;)]/i;
const messages = /(?:\bsyntax\s*=\s*\S+;\s*)?(?:\bpackage\s+[\w.]+;\s*)?\b(?:message|enum)\s+\w+\s*\{[\s\S]*(?:\}|[\ue000-\ue0ff])/;

/**
 * The document in what nobody has taken yet: SQL that creates tables, protocol buffers, OpenAPI, JSON Schema, a sample of JSON. Brackets of
 * protocol buffers can look like JSON.
 */
export function findDocument(reader: Reader): PastedDocument | null {
  for (const pattern of [openApiYaml, tables, messages]) {
    const match = reader.see(pattern);
    if (!match) continue;
    const place = { start: match.index, end: match.index + match[0].length };
    const origin = reader.origin(place.start, place.end);
    const found = documentOf(reader.source.slice(origin.start, origin.end));
    if (found) return { ...found, ...place };
  }
  for (const match of reader.text.matchAll(stand)) {
    const literal = reader.literal(match[0]);
    const place = { start: match.index, end: match.index + match[0].length };
    if (literal?.kind === 'json') {
      const model = modelOfJson(literal.value);
      if (model || isOpenApi(literal.value)) return { model, value: literal.value, ...place };
    } else if (literal?.kind === 'code') {
      const found = documentOf(literal.value);
      if (found) return { ...found, ...place };
    }
  }
  for (const text of reader.attached) {
    const found = documentOf(text);
    if (found) return { ...found, start: 0, end: 0 };
  }
  return null;
}

/** Files of these kinds are documents when they are attached. */
export const isDocumentPath = (path: string): boolean => /\.(?:json|ya?ml|sql|proto)$/i.test(path);

function documentOf(text: string): Pick<PastedDocument, 'model' | 'value'> | null {
  const value = /^\s*[{[]/.test(text) ? readJson(text) : readYaml(text);
  const model = value === undefined ? modelOfText(text) : modelOfJson(value);
  return model || isOpenApi(value) ? { model, value } : null;
}

const checked = (form: DataModel['form'], types: unknown[] | null): DataModel | null => {
  const model = modelSchema.safeParse({ form, types });
  return model.success ? model.data : null;
};

function modelOfJson(value: unknown): DataModel | null {
  if (isOpenApi(value)) return checked('openapi', modelOfSchema(value, rootName));
  if (isJsonSchema(value)) return checked('json-schema', modelOfSchema(value, rootName));
  return checked('json', modelOfSample(value, rootName));
}

function modelOfText(text: string): DataModel | null {
  if (/\bcreate\b/i.test(text)) return checked('ddl', modelOfTables(text));
  return /\b(?:message|enum)\b/.test(text) ? checked('proto', modelOfProto(text)) : null;
}
