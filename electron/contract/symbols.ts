import { z } from 'zod';
import { targetLanguageSchema } from '#domain/programming';
import { foundSymbolSchema, symbolIndexResultSchema, symbolKindSchema } from '#domain/symbols';
import { base } from './base.ts';
import { workspaceIdSchema } from './workspace.ts';

const inWorkspace = z.object({ workspaceId: workspaceIdSchema });

export const symbols = {
  /** Reads what changed in the folder since the last time; those who ask meanwhile wait for the same run. */
  index: base.route({ method: 'POST', path: '/workspaces/{workspaceId}/symbols/index' }).input(inWorkspace).output(symbolIndexResultSchema),
  /** How far the run is, in files; null where none runs. */
  progress: base
    .route({ method: 'GET', path: '/workspaces/{workspaceId}/symbols/progress' })
    .input(inWorkspace)
    .output(z.object({ done: z.number().int(), total: z.number().int() }).nullable()),
  cancel: base
    .route({ method: 'POST', path: '/workspaces/{workspaceId}/symbols/cancel' })
    .input(inWorkspace)
    .output(z.object({ stopped: z.boolean() })),
  /** Takes the text of one file as it is in an editor, saved or not. What is on the disk counts again at the next run. */
  update: base
    .route({ method: 'POST', path: '/workspaces/{workspaceId}/symbols/file' })
    .input(inWorkspace.extend({ path: z.string().min(1).max(4096), text: z.string().max(1_048_576) }))
    .output(z.object({ ok: z.literal(true) })),
  /** Declarations by the beginning or the letters of their name, by kind, and by whole words of their signature. */
  find: base
    .route({ method: 'POST', path: '/workspaces/{workspaceId}/symbols' })
    .input(
      inWorkspace.extend({
        query: z.string().max(200).default(''),
        kinds: z.array(symbolKindSchema).max(20).default([]),
        words: z.array(z.string().max(200)).max(20).default([]),
        limit: z.coerce.number().int().min(1).max(500).default(50),
      }),
    )
    .output(z.array(foundSymbolSchema)),
  /** Which known frameworks are imported. */
  frameworks: base
    .route({ method: 'GET', path: '/workspaces/{workspaceId}/symbols/frameworks' })
    .input(inWorkspace)
    .output(z.array(z.object({ module: z.string(), files: z.number().int(), example: z.string() }))),
  /** How names, errors and imports are written, counted. */
  habits: base
    .route({ method: 'GET', path: '/workspaces/{workspaceId}/symbols/habits' })
    .input(inWorkspace.extend({ language: targetLanguageSchema }))
    .output(z.record(z.string(), z.number())),
  /** Files that mention a name, most often first. */
  mentions: base
    .route({ method: 'GET', path: '/workspaces/{workspaceId}/symbols/mentions' })
    .input(inWorkspace.extend({ name: z.string().min(1).max(300), limit: z.coerce.number().int().min(1).max(500).default(50) }))
    .output(z.array(z.object({ path: z.string(), count: z.number().int() }))),
};
