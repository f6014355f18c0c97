import { snakeCase } from '#domain/ir/names';
import type { TargetLanguage } from '#domain/programming';
import type { Template } from '../../templates/templates.ts';
import { goCore, goPieces } from './go-core.ts';
import { pythonCore, pythonPieces } from './python-core.ts';
import { scriptCore, scriptPieces } from './script-core.ts';

export const coreTemplate: Template = { typescript: scriptCore, python: pythonCore, go: goCore };

/** Functions that only some services need. */
export type Piece = keyof typeof pythonPieces;

/** In the order in which they stand in code. */
export const pieces = Object.keys(pythonPieces) as Piece[];

export const pieceTemplate = (piece: Piece): Template => ({
  typescript: (scriptPieces as Partial<Record<Piece, string>>)[piece] ?? '',
  python: pythonPieces[piece],
  go: goPieces[piece],
});

export const pieceName = (piece: Piece, language: TargetLanguage): string => (language === 'python' ? snakeCase(piece) : piece);
