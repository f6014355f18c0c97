import { z } from 'zod';
import { literalClass } from '../../reading/literals.ts';
import type { Reader } from '../../reading/reader.ts';
import { type Draw, pick } from '../../slots/sample.ts';

interface Found<Value> {
  value: Value;
  start: number;
  end: number;
}

/** Letters, digits and what needs no escape in an address; no parameters. */
export const pathSchema = z
  .string()
  .max(200)
  .regex(/^\/(?:[A-Za-z0-9][\w.~-]*(?:\/[A-Za-z0-9][\w.~-]*)*)?$/)
  .meta({ writable: '(/[A-Za-z0-9][A-Za-z0-9_.-]{0,23}){1,4}' });

/** Where clients connect. */
export function readPath(reader: Reader): Found<string> | null {
  const match = reader.see(new RegExp(literalClass.route));
  const literal = match && reader.literal(match[0]);
  const path = pathSchema.safeParse(literal?.kind === 'route' ? literal.value : null);
  return match && path.success ? { value: path.data, start: match.index, end: match.index + match[0].length } : null;
}

export const samplePath = (draw: Draw): string => `/${draw.name().replace(/[^A-Za-z0-9]/g, '') || 'socket'}`;

/** Bytes, from a small message to one that still fits into the memory of a server. */
export const sizeSchema = z.number().int().min(1).max(67_108_864).meta({ unit: 'bytes' });

const kibibyte = 1024;
const mebibyte = 1024 * kibibyte;
const factors: Readonly<Record<string, number>> = { k: kibibyte, m: mebibyte };

/** A size as people write it; a kilobyte is 1024 bytes, as it is for those who set limits. */
export function readSize(reader: Reader): Found<number> | null {
  const cue =
    '(?:(?:(?:with )?an? )?(?:max(?:imum)?(?: message)?(?: size| length)?|message size|size limit|(?:messages? )?(?:limit(?:ed)?)|(?:messages? )?up to|at most)(?: of| is| to)?|(?:最大)?消息(?:大小|长度)?(?:上限|最大|限制|不超过|最多)?为?|上限为?|最大)?';
  const match = reader.see(
    new RegExp(`${cue}[\\s:：]*(?<![\\w.])(\\d{1,9}(?:\\.\\d{1,3})?)\\s*(bytes?|[km]i?b|字节|[km])(?![A-Za-z])`, 'i'),
  );
  if (!match) return null;
  const factor = factors[(match[2] ?? '').charAt(0).toLowerCase()] ?? 1;
  const size = sizeSchema.safeParse(Number(match[1]) * factor);
  return size.success ? { value: size.data, start: match.index, end: match.index + match[0].length } : null;
}

export const sampleSize = (draw: Draw): number => pick(draw, [1, 125, 1000, 65_536, 1_048_576]);

/** Bytes in the largest unit in which they are a whole number. */
export function sizeWords(bytes: number): string {
  if (bytes % mebibyte === 0) return `${bytes / mebibyte} MiB`;
  return bytes % kibibyte === 0 ? `${bytes / kibibyte} KiB` : `${bytes} B`;
}
