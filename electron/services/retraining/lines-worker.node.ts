import path from 'node:path';
import type { MessagePort } from 'node:worker_threads';
import { parentPort, workerData } from 'node:worker_threads';
import type { DatasetFileName } from '#domain/dataset';
import type { LinesFolder, LinesReply, LinesRequest } from './lines-protocol.ts';
import type { SortedLines } from './sorted-lines.node.ts';
import { createSortedLines } from './sorted-lines.node.ts';

const port = parentPort as MessagePort;
const { folder, salt } = workerData as LinesFolder;
const saltLength = Buffer.byteLength(salt);
const files = new Map<DatasetFileName, SortedLines>();

function linesOf(file: DatasetFileName): SortedLines {
  const lines = files.get(file) ?? createSortedLines(saltLength, path.join(folder, `.${file}`));
  files.set(file, lines);
  return lines;
}

function addLine(file: DatasetFileName, line: string): void {
  const bytes = Buffer.from(`${salt}${line}\n`);
  linesOf(file).add({ bytes, ends: Uint32Array.of(bytes.length) });
}

function handle(request: LinesRequest): LinesReply {
  switch (request.type) {
    case 'packed':
      linesOf(request.lines.file).add(request.lines);
      return { type: 'taken' };
    case 'lines':
      for (const line of request.lines) addLine(request.file, line);
      return { type: 'taken' };
    case 'seal':
      return { type: 'sealed', file: { name: request.file, ...linesOf(request.file).write(path.join(folder, request.file)) } };
  }
}

port.on('message', (request: LinesRequest) => {
  try {
    port.postMessage(handle(request));
  } catch (thrown) {
    const { message, code, syscall } = thrown as NodeJS.ErrnoException;
    port.postMessage({ type: 'failed', message, code, syscall } satisfies LinesReply);
  }
});
