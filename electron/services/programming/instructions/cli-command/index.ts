import { type Instruction, weigh } from '../instruction.ts';
import { cliCues } from './lexicon.ts';
import { lowerCliCommand } from './lower.ts';
import { readCliCommand } from './reading.ts';
import { type CliCommandPlan, cliCommandSchema } from './schema.ts';

/** A command with options, parsed by the standard library of the target. */
const cliCommand: Instruction<CliCommandPlan> = {
  kind: 'cli-command',
  order: 4,
  title: { en: 'Command-line command', zh: '命令行命令' },
  example: {
    en: 'Write a CLI command greet with options --name (string, required) and --shout (boolean)',
    zh: '写一个命令行命令 greet，选项 --name（字符串，必填）和 --shout（布尔）',
  },
  schema: cliCommandSchema,
  score: (reader) => weigh(cliCues, reader),
  read: readCliCommand,
  lower: lowerCliCommand,
  describe: (plan) => [
    { name: 'name', slot: plan.name },
    ...plan.options.map((option) => ({
      name: `option ${option.name}`,
      slot: {
        value: `${option.type}${option.optional ? '' : ', required'}${option.default === null ? '' : `, default ${option.default}`}`,
        source: option.typeSource,
      },
    })),
  ],
  summary: (plan) => ({
    made: {
      en: `the command \`${plan.name.value}\`, which has ${plan.options.length || 'no'} option${plan.options.length === 1 ? '' : 's'}`,
      zh: `命令 \`${plan.name.value}\`（${plan.options.length} 个选项）`,
    },
    facts: null,
  }),
  suggestion: () => ({
    en: 'Write a CLI command report with options --format (string, default json) and --verbose (boolean)',
    zh: '写一个命令行命令 report，选项 --format（字符串，默认 json）和 --verbose（布尔）',
  }),
};

export default cliCommand;
