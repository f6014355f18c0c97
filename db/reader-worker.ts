import type { MessagePort } from 'node:worker_threads';
import { parentPort, workerData } from 'node:worker_threads';
import { sealAfterSearches } from './reader-sealing.ts';
import { serveReader } from './reader-serve.ts';

const { file } = workerData as { file: string };
serveReader(parentPort as MessagePort, file);
sealAfterSearches(parentPort as MessagePort, file);
