import { closeSync, openSync, writeSync } from 'node:fs';

/** GGUF's value types by id. */
const typeIds = { u8: 0, i8: 1, u16: 2, i16: 3, u32: 4, i32: 5, f32: 6, bool: 7, text: 8, array: 9, u64: 10, i64: 11, f64: 12 } as const;
type ScalarType = Exclude<keyof typeof typeIds, 'array'>;
type Scalar = number | bigint | boolean | string;

export type GgufEntry = [key: string, type: ScalarType, value: Scalar] | [key: string, type: 'array', of: ScalarType, values: Scalar[]];

export interface GgufTensorSource {
  name: string;
  /** Fastest dimension first. */
  shape: number[];
  type: 'F32' | 'Q8_0';
  /** Pieces that add up to the tensor's size. */
  data: () => Iterable<Uint8Array>;
}

const tensorTypes = { F32: { id: 0, weights: 1, bytes: 4 }, Q8_0: { id: 8, weights: 32, bytes: 34 } } as const;
export const ggufAlignment = 32;

/** Bytes that a tensor takes in a file, without padding. */
export function tensorBytes(tensor: Pick<GgufTensorSource, 'shape' | 'type'>): number {
  const { weights, bytes } = tensorTypes[tensor.type];
  return (tensor.shape.reduce((product, extent) => product * extent, 1) / weights) * bytes;
}

/** The header of a GGUF v3 file, padded to where the data section starts. */
export function ggufHeader(metadata: GgufEntry[], tensors: GgufTensorSource[], version = 3): Buffer {
  const parts = [Buffer.from('GGUF'), scalar('u32', version), scalar('u64', tensors.length), scalar('u64', metadata.length)];
  for (const entry of metadata) {
    parts.push(scalar('text', entry[0]), scalar('u32', typeIds[entry[1]]));
    if (entry[1] !== 'array') parts.push(scalar(entry[1], entry[2] as Scalar));
    else {
      const [, , of, values] = entry;
      parts.push(scalar('u32', typeIds[of as ScalarType]), scalar('u64', values?.length ?? 0));
      for (const value of values ?? []) parts.push(scalar(of as ScalarType, value));
    }
  }
  let offset = 0;
  for (const tensor of tensors) {
    parts.push(scalar('text', tensor.name), scalar('u32', tensor.shape.length), ...tensor.shape.map((extent) => scalar('u64', extent)));
    parts.push(scalar('u32', tensorTypes[tensor.type].id), scalar('u64', offset));
    offset += padded(tensorBytes(tensor));
  }
  const header = Buffer.concat(parts);
  return Buffer.concat([header, Buffer.alloc(padded(header.length) - header.length)]);
}

/** Writes a whole file; the tensors' data is streamed, so that its size does not matter. */
export function writeGguf(path: string, metadata: GgufEntry[], tensors: GgufTensorSource[]): void {
  const file = openSync(path, 'w');
  try {
    writeSync(file, ggufHeader(metadata, tensors));
    for (const tensor of tensors) {
      let written = 0;
      for (const piece of tensor.data()) {
        writeSync(file, piece);
        written += piece.byteLength;
      }
      const expected = tensorBytes(tensor);
      if (written !== expected) throw new Error(`${tensor.name}: ${written} bytes written, its shape needs ${expected}`);
      writeSync(file, Buffer.alloc(padded(written) - written));
    }
  } finally {
    closeSync(file);
  }
}

const padded = (bytes: number): number => Math.ceil(bytes / ggufAlignment) * ggufAlignment;

function scalar(type: ScalarType, value: Scalar): Buffer {
  if (type === 'text') {
    const text = Buffer.from(String(value), 'utf8');
    return Buffer.concat([scalar('u64', text.length), text]);
  }
  const out = Buffer.alloc({ u8: 1, i8: 1, bool: 1, u16: 2, i16: 2, u32: 4, i32: 4, f32: 4, u64: 8, i64: 8, f64: 8 }[type]);
  if (type === 'f32') out.writeFloatLE(Number(value));
  else if (type === 'f64') out.writeDoubleLE(Number(value));
  else if (type === 'u64') out.writeBigUInt64LE(BigInt(value));
  else if (type === 'i64') out.writeBigInt64LE(BigInt(value));
  else if (type === 'i8' || type === 'i16' || type === 'i32') out.writeIntLE(Number(value), 0, out.length);
  else out.writeUIntLE(Number(value), 0, out.length);
  return out;
}
