import type { MessagePort } from 'node:worker_threads';
import { parentPort, workerData } from 'node:worker_threads';
import { serveReader } from './reader-serve.ts';

serveReader(parentPort as MessagePort, (workerData as { file: string }).file);
