import { ByteSource, invalid } from './byte-source.ts';
import { tensorType } from './ggml-types.ts';

/** A value of the header. Arrays are counted and passed over: a vocabulary of 200,000 texts costs no memory. */
export type GgufValue = number | bigint | boolean | string | { array: true; length: number };

export interface GgufTensor {
  name: string;
  type: string;
  /** Fastest dimension first. */
  shape: bigint[];
  weights: bigint;
  /** From the start of the data section. */
  offset: bigint;
  bytes: bigint;
}

export interface GgufHeader {
  version: number;
  metadata: Map<string, GgufValue>;
  tensors: GgufTensor[];
  alignment: number;
  /** Where the data section starts in the file. */
  dataStart: number;
  fileSize: number;
}

/** Far above what any published model has, far below what hurts. */
const most = {
  header: 256 * 1024 * 1024,
  keys: 16_384,
  key: 1024,
  text: 4 * 1024 * 1024,
  allTexts: 16 * 1024 * 1024,
  tensors: 131_072,
  dimensions: 4,
  alignment: 65_536,
};
/** llama.cpp's GGML_MAX_NAME, its terminating zero included. */
const tensorNameBytes = 64;
const int64Max = 2n ** 63n - 1n;

/** Bytes of GGUF's scalar types by id; texts (8) and arrays (9) have no fixed size. */
const scalarBytes: Record<number, number> = { 0: 1, 1: 1, 2: 2, 3: 2, 4: 4, 5: 4, 6: 4, 7: 1, 10: 8, 11: 8, 12: 8 };
const textType = 8;
const arrayType = 9;

/**
 * Reads the header of a GGUF file (versions 2 and 3, little endian) and checks every number in it against the file: counts, lengths,
 * names, types, shapes, offsets, alignment. Reads synchronously: user's files are read in a child process.
 *
 * @throws AppError MODEL_INVALID with a sentence for the user; errors of the file system as they are
 */
export function readGguf(path: string): GgufHeader {
  const source = new ByteSource(path, most.header);
  try {
    return readHeader(source);
  } finally {
    source.close();
  }
}

function readHeader(source: ByteSource): GgufHeader {
  const version = readVersion(source);
  const tensorCount = count(source, most.tensors, 'tensors');
  const keyCount = count(source, most.keys, 'metadata entries');
  const metadata = readMetadata(source, keyCount);
  const alignment = readAlignment(metadata);
  const tensors = readTensors(source, tensorCount);
  const dataStart = Math.ceil(source.position / alignment) * alignment;
  checkLayout(tensors, alignment, dataStart, source.size);
  return { version, metadata, tensors, alignment, dataStart, fileSize: source.size };
}

function readVersion(source: ByteSource): number {
  if (source.size < 24) throw invalid(source.size === 0 ? 'The file is empty.' : 'The file is too short to be a model.');
  const magic = source.bytes(4).toString('latin1');
  if (magic !== 'GGUF') throw invalid(otherFormat(magic));
  const version = source.u32();
  if (version === 2 || version === 3) return version;
  if (version === 0x02000000 || version === 0x03000000)
    throw invalid('This GGUF file was made for big-endian machines. Fetch the usual little-endian one.');
  if (version === 1)
    throw invalid('This GGUF file is of version 1, which llama.cpp no longer reads. Convert the model again or fetch a newer file.');
  throw invalid(`This GGUF file says it is of version ${version}; versions 2 and 3 can be read.`);
}

function otherFormat(magic: string): string {
  if (['lmgg', 'fmgg', 'tjgg', 'algg'].includes(magic)) return 'This is a model in the old GGML format. Fetch the same model as GGUF.';
  if (magic === 'vers') return 'This is a Git LFS pointer, not the model. Run `git lfs pull` where it came from and add it again.';
  if (magic.startsWith('<')) return 'This is a web page, not a model: the download was answered with an error page. Fetch the file again.';
  if (magic.startsWith('PK')) return 'This is a ZIP archive (or a PyTorch checkpoint). Choose the .gguf file.';
  return 'This is not a GGUF file. Choose a file whose name ends in .gguf.';
}

function count(source: ByteSource, limit: number, what: string): number {
  const value = source.u64();
  if (value > BigInt(limit)) throw invalid(`The header is broken: it announces ${value} ${what}.`);
  return Number(value);
}

function readMetadata(source: ByteSource, keyCount: number): Map<string, GgufValue> {
  const metadata = new Map<string, GgufValue>();
  let texts = 0;
  for (let index = 0; index < keyCount; index++) {
    const key = source.text(most.key, 'the name of a metadata entry');
    if (key === '') throw invalid('The header is broken: a metadata entry has no name.');
    if (metadata.has(key)) throw invalid(`The header is broken: the metadata entry ${quoted(key)} occurs twice.`);
    const value = readValue(source, source.u32(), key);
    if (typeof value === 'string') texts += value.length;
    if (texts > most.allTexts) throw invalid('The header is broken: its texts are larger than any model needs.');
    metadata.set(key, value);
  }
  return metadata;
}

function readValue(source: ByteSource, type: number, key: string): GgufValue {
  switch (type) {
    case 0:
      return source.u8();
    case 1:
      return source.i8();
    case 2:
      return source.u16();
    case 3:
      return source.i16();
    case 4:
      return source.u32();
    case 5:
      return source.i32();
    case 6:
      return source.f32();
    case 7:
      return readBoolean(source, key);
    case textType:
      return source.text(most.text, `the metadata entry ${quoted(key)}`);
    case arrayType:
      return skipArray(source, key);
    case 10:
      return source.u64();
    case 11:
      return source.i64();
    case 12:
      return source.f64();
    default:
      throw invalid(`The header is broken: the metadata entry ${quoted(key)} has the unknown type ${type}.`);
  }
}

function readBoolean(source: ByteSource, key: string): boolean {
  const byte = source.u8();
  if (byte > 1) throw invalid(`The header is broken: the metadata entry ${quoted(key)} should be yes or no and is ${byte}.`);
  return byte === 1;
}

function skipArray(source: ByteSource, key: string): GgufValue {
  const type = source.u32();
  const length = source.u64();
  // Each element takes at least a byte, so a length above the file's size is a lie; found here, before a loop runs that long.
  if (length > BigInt(source.size)) throw invalid(`The header is broken: the list ${quoted(key)} announces ${length} elements.`);
  const elements = Number(length);
  const what = `the list ${quoted(key)}`;
  if (type === textType) for (let index = 0; index < elements; index++) source.skipText(what);
  else {
    const bytes = Object.hasOwn(scalarBytes, type) ? scalarBytes[type] : undefined;
    if (bytes === undefined)
      throw invalid(`The header is broken: ${what} holds the ${type === arrayType ? 'nested' : 'unknown'} type ${type}.`);
    source.skip(elements * bytes, what);
  }
  return { array: true, length: elements };
}

function readAlignment(metadata: Map<string, GgufValue>): number {
  const value = metadata.get('general.alignment');
  if (value === undefined) return 32;
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 1 || value > most.alignment || (value & (value - 1)) !== 0)
    throw invalid('The header is broken: its alignment is no power of two.');
  return value;
}

function readTensors(source: ByteSource, tensorCount: number): GgufTensor[] {
  const names = new Set<string>();
  const tensors: GgufTensor[] = [];
  for (let index = 0; index < tensorCount; index++) {
    const tensor = readTensor(source);
    if (names.has(tensor.name)) throw invalid(`The header is broken: the tensor ${quoted(tensor.name)} occurs twice.`);
    names.add(tensor.name);
    tensors.push(tensor);
  }
  return tensors;
}

function readTensor(source: ByteSource): GgufTensor {
  const name = source.text(tensorNameBytes - 1, 'the name of a tensor');
  const dimensions = source.u32();
  if (dimensions < 1 || dimensions > most.dimensions)
    throw invalid(`The header is broken: the tensor ${quoted(name)} has ${dimensions} dimensions.`);
  const shape: bigint[] = [];
  let weights = 1n;
  for (let index = 0; index < dimensions; index++) {
    const extent = source.u64();
    weights *= extent;
    if (extent < 1n || weights > int64Max) throw invalid(`The header is broken: the tensor ${quoted(name)} has an impossible shape.`);
    shape.push(extent);
  }
  const id = source.u32();
  const type = tensorType(id);
  if (!type)
    throw invalid(
      `The tensor ${quoted(name)} has the type ${id}, which this version of llama.cpp does not know. A newer version of the app may read it.`,
    );
  if ((shape[0] as bigint) % type.weights !== 0n)
    throw invalid(`The header is broken: rows of the tensor ${quoted(name)} are no whole blocks of ${type.name}.`);
  const bytes = (weights / type.weights) * type.bytes;
  return { name, type: type.name, shape, weights, offset: source.u64(), bytes };
}

/** Every tensor lies in the file, on an aligned place, where llama.cpp expects it: behind the one before. */
function checkLayout(tensors: GgufTensor[], alignment: number, dataStart: number, fileSize: number): void {
  const step = BigInt(alignment);
  let expected = 0n;
  for (const tensor of tensors) {
    if (tensor.offset % step !== 0n) throw invalid(`The header is broken: the data of the tensor ${quoted(tensor.name)} is not aligned.`);
    if (tensor.offset !== expected)
      throw invalid(`The header is broken: the data of the tensor ${quoted(tensor.name)} is not where it should be.`);
    const end = BigInt(dataStart) + tensor.offset + tensor.bytes;
    if (end > BigInt(fileSize))
      throw invalid(
        `The file is too short: the data of the tensor ${quoted(tensor.name)} ends at byte ${end} and the file at ${fileSize}. It was not downloaded completely: fetch it again.`,
      );
    expected = ((tensor.offset + tensor.bytes + step - 1n) / step) * step;
  }
}

/** Names come from the file: shortened, and without what a terminal or a page could take for more than text. */
function quoted(name: string): string {
  const clean = name.replace(/[^\p{L}\p{N} ._:/-]/gu, '?');
  return `"${clean.length > 80 ? `${clean.slice(0, 80)}…` : clean}"`;
}
