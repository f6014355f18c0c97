import { eventIterator, type } from '@orpc/contract';
import { z } from 'zod';
import type { AppEvent } from '#domain/app-event';
import { base } from './base.ts';

export const system = {
  about: base.route({ method: 'GET', path: '/about' }).output(
    z.object({
      version: z.string(),
      /** What this host can do beyond the page: absent ones are hidden, never silent. */
      capabilities: z.object({ openFolderDialog: z.boolean(), openExternal: z.boolean() }),
      host: z.enum(['electron', 'browser']),
      platform: z.string(),
      dataDir: z.string(),
      /** Notes of the start: recovery of a half-written change, a restored store. Shown once. */
      notices: z.array(z.object({ code: z.string(), message: z.string() })),
    }),
  ),
  /** What changed, so that every open page shows the same. A page that was away too long gets `reset` and reads anew. */
  events: base
    .route({ method: 'GET', path: '/events' })
    .input(z.object({ after: z.coerce.number().int().min(-1).default(-1) }))
    .output(eventIterator(type<AppEvent>())),
  /** The desktop's folder dialog; UNSUPPORTED where capabilities.openFolderDialog is false. */
  openFolderDialog: base.route({ method: 'POST', path: '/desktop/open-folder' }).output(z.object({ path: z.string().nullable() })),
  /** Everything of the store as one file. */
  backup: base
    .route({ method: 'POST', path: '/backup' })
    .input(z.object({ file: z.string().min(1).max(4096) }))
    .output(z.object({ file: z.string(), bytes: z.number() })),
};
