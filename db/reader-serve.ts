import type { MessagePort } from 'node:worker_threads';
import Database from 'better-sqlite3';
import { AppError, toAppError } from '#domain/errors';
import type { Connection } from './connection.ts';
import { connectReader, storeError } from './connection.ts';
import type { ReaderReply, ReaderRequest } from './reader-functions.ts';
import { handedOver, readerFunctions, readerStreams } from './reader-functions.ts';

interface OpenStream {
  connection: Connection;
  batches: Iterator<unknown[]>;
  handedOver: (row: never) => ArrayBuffer[];
}

/** Answers the requests of `reader.ts` until it says `close`. Each stream has a connection of its own, and one snapshot. */
export function serveReader(port: MessagePort, file: string): void {
  const connection = connectReader(file);
  const streams = new Map<number, OpenStream>();
  const reply = (message: ReaderReply, moved: ArrayBuffer[] = []): void => port.postMessage(message, moved);

  const end = (id: number): void => {
    const stream = streams.get(id);
    if (stream === undefined) return;
    streams.delete(id);
    stream.batches.return?.();
    stream.connection.close();
  };
  const advance = (id: number): void => {
    const stream = streams.get(id);
    if (stream === undefined) return;
    const step = stream.batches.next();
    if (step.done) {
      end(id);
      reply({ type: 'end', id });
    } else reply({ type: 'batch', id, rows: step.value }, (step.value as never[]).flatMap(stream.handedOver));
  };
  const handle = (request: ReaderRequest): void => {
    const { id } = request;
    switch (request.type) {
      case 'run': {
        const read = readerFunctions[request.name] as (db: Connection, argument: unknown) => unknown;
        return reply({ type: 'value', id, value: read(connection, request.argument) });
      }
      case 'stream': {
        const own = connectReader(file);
        own.exec('BEGIN');
        const open = readerStreams[request.name] as (db: Connection, argument: unknown) => Iterator<unknown[]>;
        streams.set(id, { connection: own, batches: open(own, request.argument), handedOver: handedOver[request.name] });
        return advance(id);
      }
      case 'next':
        return advance(id);
      case 'stop':
        return end(id);
      case 'copy':
        copyStore(file, request.file);
        return reply({ type: 'value', id, value: null });
      case 'close':
        for (const open of [...streams.keys()]) end(open);
        connection.close();
        reply({ type: 'value', id, value: null });
        return port.close();
    }
  };

  port.on('message', (request: ReaderRequest) => {
    try {
      handle(request);
    } catch (thrown) {
      end(request.id);
      const error = storeError(thrown);
      const { code, message } = toAppError(error);
      const sqlite = error instanceof AppError ? error.data?.['sqlite'] : undefined;
      reply({ type: 'error', id: request.id, code, message, ...(typeof sqlite === 'string' ? { sqlite } : {}) });
    }
  });
}

/** Writes a compact copy of the whole store into a file that does not exist yet. */
function copyStore(file: string, target: string): void {
  const connection = new Database(file, { timeout: 10_000, fileMustExist: true });
  try {
    connection.prepare('VACUUM INTO ?').run(target);
  } finally {
    connection.close();
  }
}
