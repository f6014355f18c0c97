import { z } from 'zod';
import type { WorkspaceId } from '#domain/ids';
import { fileContentSchema, fileEntrySchema, workspaceSchema } from '#domain/workspace';
import { base } from './base.ts';

export const workspaceIdSchema = z.string().max(80) as unknown as z.ZodType<WorkspaceId>;
const inWorkspace = z.object({ workspaceId: workspaceIdSchema });
const path = z.string().max(4096);

export const workspace = {
  /** Opens a folder by absolute path; opening it again gives the same workspace. A new one is untrusted. */
  open: base
    .route({ method: 'POST', path: '/workspaces' })
    .input(z.object({ root: path.min(1) }))
    .output(workspaceSchema),
  list: base.route({ method: 'GET', path: '/workspaces' }).output(z.array(workspaceSchema)),
  setTrust: base
    .route({ method: 'POST', path: '/workspaces/{workspaceId}/trust' })
    .input(inWorkspace.extend({ trusted: z.boolean() }))
    .output(workspaceSchema),
  /** Takes the folder off the list. Nothing on disk changes; its conversations stay. */
  forget: base
    .route({ method: 'DELETE', path: '/workspaces/{workspaceId}' })
    .input(inWorkspace)
    .output(z.object({ ok: z.literal(true) })),
  /** Sub-folders of an absolute folder, for the page's own folder picker ('' = the home folder). */
  browse: base
    .route({ method: 'GET', path: '/folders' })
    .input(z.object({ path: path.default('') }))
    .output(z.object({ path: z.string(), parent: z.string().nullable(), folders: z.array(z.string()), truncated: z.boolean() })),
  /** The entries of one folder, .gitignore honoured, folders first. '' is the root. */
  tree: base
    .route({ method: 'GET', path: '/workspaces/{workspaceId}/tree' })
    .input(inWorkspace.extend({ path: path.default('') }))
    .output(z.object({ entries: z.array(fileEntrySchema), truncated: z.boolean() })),
  /** Files whose path matches a fuzzy query, best first. */
  findFiles: base
    .route({ method: 'GET', path: '/workspaces/{workspaceId}/files' })
    .input(inWorkspace.extend({ query: z.string().max(200).default(''), limit: z.coerce.number().int().min(1).max(200).default(50) }))
    .output(z.array(fileEntrySchema)),
  readFile: base
    .route({ method: 'GET', path: '/workspaces/{workspaceId}/file' })
    .input(inWorkspace.extend({ path: path.min(1) }))
    .output(fileContentSchema),
};
