import { parse } from 'yaml';
import { isJsonSchema, isOpenApi } from './json-schema.ts';

/** More characters of YAML than this are not read: they would hold up everything else. */
const longest = 100_000;
const begins = /^(?:openapi|swagger|\$schema|\$defs|definitions|components|type)["']?\s*:/m;

/** The value of OpenAPI or of a JSON Schema that is written in YAML; undefined where the text is neither. */
export function readYaml(text: string): unknown {
  if (text.length > longest || !begins.test(text)) return undefined;
  try {
    const value: unknown = parse(text, { maxAliasCount: 100, logLevel: 'error' });
    return isOpenApi(value) || isJsonSchema(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
