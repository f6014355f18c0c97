import type { ClassMember, Declaration, Statement } from '../nodes.ts';

/** Empty lines and `pass` as the reader keeps them and the printer writes them, so that both see the same program as the same. */

const isPass = (statement: Statement): boolean =>
  statement.kind === 'block' && statement.body.length === 0 && statement.trailing === undefined;
const isQuiet = ({ kind }: Statement): boolean => kind === 'blank' || kind === 'comment';

/** Without empty lines at the ends and one after the other. */
export function trimmed(body: readonly Statement[]): Statement[] {
  const result: Statement[] = [];
  for (const statement of body)
    if (statement.kind !== 'blank' || (result.length > 0 && result.at(-1)?.kind !== 'blank')) result.push(statement);
  if (result.at(-1)?.kind === 'blank') result.pop();
  return result;
}

/** A body as it is kept: a `pass` that stands alone is nothing, because every printer puts one where a body is empty. */
export function bodyOf(statements: readonly Statement[]): Statement[] {
  const loud = statements.filter((statement) => !isQuiet(statement));
  const [only] = loud;
  return trimmed(loud.length === 1 && only && isPass(only) ? statements.filter((statement) => statement !== only) : statements);
}

/** A statement of a class body as what it is there: a function, a field, a comment, or code. */
function memberOf(statement: Statement): ClassMember {
  const span = statement.span ? { span: statement.span } : {};
  if (statement.kind === 'define') return statement.function;
  if (statement.kind === 'comment') return statement;
  if (statement.trailing === undefined) {
    if (statement.kind === 'declare' && statement.type) return { kind: 'field', name: statement.name, type: statement.type, ...span };
    if (statement.kind === 'assign' && statement.target.kind === 'name' && !statement.operator && !statement.also) {
      const type = statement.type ? { type: statement.type } : {};
      return { kind: 'field', name: statement.target.name, ...type, value: statement.value, ...span };
    }
  }
  return { kind: 'code', body: [statement], ...span };
}

/** The members of a class: neighbouring code is one, and the empty line beside a function is put there by the printer. */
export function tidyMembers(members: readonly ClassMember[]): ClassMember[] {
  const joined: ClassMember[] = [];
  for (const member of members.flatMap((each) => (each.kind === 'code' && !each.form ? each.body.map(memberOf) : [each]))) {
    const last = joined.at(-1);
    if (member.kind === 'code' && last?.kind === 'code') joined[joined.length - 1] = { ...last, body: [...last.body, ...member.body] };
    else joined.push(member);
  }
  return joined.flatMap((member, position): ClassMember[] => {
    if (member.kind !== 'code') return [member];
    const body = member.body.filter(({ kind }, at) => kind !== 'blank' || member.body[at - 1]?.kind !== 'blank');
    const [before, after] = [joined[position - 1], joined[position + 1]];
    if (body[0]?.kind === 'blank' && (!before || before.kind === 'function')) body.shift();
    const isBetween = body.length === 1 && before?.kind === 'comment' && after !== undefined;
    if (body.at(-1)?.kind === 'blank' && (!after || after.kind === 'function') && !isBetween) body.pop();
    return body.length > 0 ? [{ ...member, body }] : [];
  });
}

/** The members without a `pass` that stands alone. */
export function withoutPass(members: readonly ClassMember[]): ClassMember[] {
  const loud = members.flatMap((member): (ClassMember | Statement)[] =>
    member.kind === 'code' ? member.body.filter((each) => !isQuiet(each)) : member.kind === 'comment' ? [] : [member],
  );
  const [only, second] = loud;
  const isAlone = only !== undefined && second === undefined && only.kind === 'block' && isPass(only);
  return isAlone
    ? members.map((member) => (member.kind === 'code' ? { ...member, body: member.body.filter((each) => each !== only) } : member))
    : [...members];
}

/** The lines between two definitions. The empty line behind a comment says that it does not belong to what follows. */
export function tidyLines(body: readonly Statement[], isLast: boolean): Statement[] {
  const kept = trimmed(body);
  if (!isLast && kept.at(-1)?.kind === 'comment' && body.at(-1)?.kind === 'blank') kept.push({ kind: 'blank' });
  return kept;
}

/** The declarations of a module without lines that say nothing. */
export function tidyDeclarations(declarations: readonly Declaration[]): Declaration[] {
  return declarations.flatMap((node, at): Declaration[] => {
    if (node.kind !== 'statements') return [node];
    const body = tidyLines(node.body, at === declarations.length - 1);
    return body.length > 0 ? [{ ...node, body }] : [];
  });
}
