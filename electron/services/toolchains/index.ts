export { type LanguageLevels, readGoLevel, readJsonWithComments, readLevels, readPythonLevel, readTypeScriptLevel } from './levels.ts';
export type { FindTools, Tool, ToolName } from './ports.ts';
export { createToolchains, type Toolchains } from './toolchains.ts';
