import { installedGrammars } from './grammars.node.ts';
import { createSyntax } from './syntax/syntax.ts';
import type { SyntaxReply, SyntaxRequest } from './syntax/syntax-protocol.ts';

const syntax = createSyntax(installedGrammars());

function valueOf(request: SyntaxRequest): Promise<unknown> {
  switch (request.type) {
    case 'view':
      return syntax.view(...request.arguments);
    case 'firstError':
      return syntax.firstError(...request.arguments);
    case 'module':
      return syntax.module(...request.arguments);
    case 'symbols':
      return syntax.symbols(...request.arguments);
    case 'scopes':
      return syntax.scopes(...request.arguments);
  }
}

async function answer(request: SyntaxRequest): Promise<SyntaxReply> {
  try {
    return { type: 'value', value: await valueOf(request) };
  } catch (error) {
    return { type: 'error', message: error instanceof Error ? error.message : String(error) };
  }
}

process.on('message', (request: SyntaxRequest) => void answer(request).then((reply) => process.send?.(reply)));
