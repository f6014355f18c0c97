export { createWorkspaces, type FolderFiles, type Workspaces } from './workspaces.ts';
export type { WorkspaceFiles, WorkspacePorts, WorkspaceStore } from './ports.ts';
