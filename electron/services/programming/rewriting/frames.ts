import type { Declaration, FunctionNode, Statement } from '#domain/ir/nodes';
import type { IrType } from '#domain/ir/types';
import type { SourceView } from '../syntax/source-view.ts';
import type { Holes } from '../templates/holes.ts';
import type { Template, Templates } from '../templates/templates.ts';
import type { Subject } from './rewrite.ts';
import { visit } from './visit.ts';

/** What a template makes for a function: the statements of `_frame_`, and declarations beside the function. */
export interface Frame {
  statements: Statement[];
  beside: Declaration[];
}

/**
 * A frame from its template: the body of the function `_frame_`, in which the statement `bodyOfTheFunction` is the place of what was there.
 * A lambda around it gets the type of the function's result.
 */
export async function frameOf(subject: Subject, templates: Templates, template: Template, holes: Holes): Promise<Frame> {
  const target = { language: subject.language, view: subject.view as SourceView, framework: null, dependencies: new Set<string>() };
  const { declarations } = await templates.fill(template, { ...holes, frame: 'frameOfTheFunction' }, target);
  const isFrame = (node: Declaration): node is FunctionNode => node.kind === 'function' && node.name === 'frameOfTheFunction';
  const statements = declarations.find(isFrame)?.body ?? [];
  giveResult(statements, subject.node.result);
  return { statements, beside: declarations.filter((node) => !isFrame(node)) };
}

/** The innermost function around the old body has the old function's result. */
function giveResult(statements: Statement[], result: IrType | undefined): void {
  visit(statements, (node) => {
    if (node.kind !== 'lambda' && node.kind !== 'function') return;
    const body = node['body'] as Statement[];
    if (body.some((each) => each.kind === 'expression' && each.value.kind === 'name' && each.value.name === 'bodyOfTheFunction') && result)
      node['result'] = result;
  });
}
