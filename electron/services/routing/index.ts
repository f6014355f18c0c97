export { createPlanWriter } from './plan-writer.ts';
export type { FilesOf, FolderFiles } from './ports.ts';
export { createRouting } from './route.ts';
