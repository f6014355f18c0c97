import type { Cue } from '../instruction.ts';

export const cliCues: Cue[] = [
  { pattern: /\bcli\b|\bcommand[- ]?line\b|\bterminal\b|\bargparse\b|\bparseArgs\b|命令行|终端|flag\s*包/i, weight: 4 },
  { pattern: /\bcommand\b|\bscript\b|命令|脚本/i, weight: 2 },
  { pattern: /(?:^|[\s（(，,、：:])--[a-z][\w-]*/i, weight: 2.5 },
  { pattern: /[\s（(，,、：:]-[a-z][\w-]+/i, weight: 1 },
  { pattern: /\b(?:options?|flags?)\b|选项|开关/i, weight: 1 },
  { pattern: /定时|\bcron\b|\bevery \d/i, weight: -3 },
];

export const cliNouns =
  '(?:command[- ]?line|terminal|cli|argparse)\\s*(?:tool|script|program|command|app|utility)?|command|script|cli|tool|命令行(?:工具|程序|命令|脚本)?|CLI\\s*命令|命令|工具|脚本|程序';
