import { parentPort } from 'node:worker_threads';
import { installedGrammars } from './grammars.node.ts';
import { createSyntax } from './syntax/syntax.ts';
import type { SyntaxReply, SyntaxRequest } from './syntax/syntax-protocol.ts';

const syntax = createSyntax(installedGrammars());

async function answer(request: SyntaxRequest): Promise<SyntaxReply> {
  try {
    const value = request.type === 'view' ? await syntax.view(...request.arguments) : await syntax.firstError(...request.arguments);
    return { type: 'value', value };
  } catch (error) {
    return { type: 'error', message: error instanceof Error ? error.message : String(error) };
  }
}

parentPort?.on('message', (request: SyntaxRequest) => void answer(request).then((reply) => parentPort?.postMessage(reply)));
