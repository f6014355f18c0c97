export type { WorkspaceFiles, WorkspacePorts, WorkspaceStore } from './ports.ts';
export { createWorkspaces, type FolderFiles, type Workspaces } from './workspaces.ts';
