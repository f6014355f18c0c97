import type { Framework } from '../../syntax/source-view.ts';
import type { Target } from '../instruction.ts';

export interface Place {
  script: 'express' | 'fastify' | 'node:http';
  python: 'fastapi' | 'flask' | 'http.server';
}

/** The frameworks for which code is written: that of the words, of the file, of what the project declares, or the standard library. */
export function placeOf(asked: Framework | null, target: Target): Place {
  const known = [asked, target.view?.server?.framework, target.framework, ...target.dependencies];
  const first = <Name extends string>(names: readonly Name[], otherwise: Name): Name =>
    known.map((each) => names.find((name) => name === each)).find((name) => name !== undefined) ?? otherwise;
  return {
    script: first(['express', 'fastify', 'node:http'] as const, 'node:http'),
    python: first(['fastapi', 'flask', 'http.server'] as const, 'http.server'),
  };
}

export const scriptTypes: Record<string, string> = {
  express: 'import type { NextFunction, Request, Response } from "express";',
  fastify: 'import type { FastifyReply, FastifyRequest } from "fastify";',
  'node:http': 'import type { RequestListener } from "node:http";',
};

export const goHead = (modules: readonly string[]): string => `
package main

import (
${modules.map((each) => `	"${each}"`).join('\n')}
)
`;
