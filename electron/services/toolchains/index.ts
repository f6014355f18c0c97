export { type LanguageLevels, readGoLevel, readJsonWithComments, readPythonLevel, readTypeScriptLevel } from './levels.ts';
export type { FindTools, Tool, ToolName } from './ports.ts';
export { createToolchains, type Toolchains } from './toolchains.ts';
