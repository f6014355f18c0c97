import type { TargetLanguage } from '#domain/programming';
import { type Draw, pick } from '../../slots/sample.ts';

interface FieldPlan {
  slots: { target: { value: string } };
}

/** A type with two fields in one of the forms of its language. */
export function fieldSource({ slots }: FieldPlan, draw: Draw, language: TargetLanguage): string {
  const name = slots.target.value;
  switch (language) {
    case 'typescript':
      return pick(draw, [
        `export interface ${name} {\n  first0: string;\n  second0?: number;\n}\n`,
        `export class ${name} {\n  first0 = 1;\n  second0: string = "a";\n}\n`,
        `export type ${name} = {\n  first0: string;\n  second0?: number;\n};\n`,
      ]);
    case 'javascript':
      return `export class ${name} {\n  first0 = 1;\n  second0 = "a";\n}\n`;
    case 'python':
      return pick(draw, [
        `from dataclasses import dataclass\n\n\n@dataclass\nclass ${name}:\n    first0: int\n    second0: str = "a"\n`,
        `class ${name}:\n    def __init__(self, first0):\n        self.first0 = first0\n`,
      ]);
    case 'go':
      return `package main\n\ntype ${name} struct {\n\tFirst0 int    \`json:"first0"\`\n\tSecond string \`json:"second"\`\n}\n\nvar given0 = ${name}{1, "a"}\n`;
  }
}
