import { binary, bind, call, give, member, name, run, text } from '#domain/ir/build';
import { distinct } from '#domain/ir/names';
import type { Declaration, Expression, FunctionNode, Statement } from '#domain/ir/nodes';
import { named, pointerTo, stringType } from '#domain/ir/types';
import type { SourceView } from '../../syntax/source-view.ts';

const statusNames: Record<number, string> = {
  200: 'StatusOK',
  201: 'StatusCreated',
  202: 'StatusAccepted',
  204: 'StatusNoContent',
  400: 'StatusBadRequest',
  404: 'StatusNotFound',
  405: 'StatusMethodNotAllowed',
  413: 'StatusRequestEntityTooLarge',
};
export const statusOf = (status: number): Expression =>
  statusNames[status] ? name(`http.${statusNames[status]}`) : { kind: 'number', value: status };

export type Fail = (status: number, message: string) => Statement[];

/** Answers with an error and ends the handler. */
export const failing =
  (writer: string): Fail =>
  (status, message) => [
    run(
      call(writer, name('w'), statusOf(status), {
        kind: 'dictionary',
        entries: [{ key: 'error', value: text(message) }],
        value: stringType,
      }),
    ),
    give(),
  ];

/** The parameters of a handler of net/http. */
export const handlerParameters = [
  { name: 'w', type: named('http.ResponseWriter') },
  { name: 'r', type: pointerTo(named('http.Request')) },
];

/** The function that answers with JSON: the one that a file has from here, or a new one beside what the file calls so. */
export function jsonWriter(view: SourceView | null): { writer: string; declaration: FunctionNode | null } {
  const known = /^func (writeJSON\d*)\(w http\.ResponseWriter, status int, value (?:interface\{\}|any)\) \{$/m.exec(view?.text ?? '')?.[1];
  if (known) return { writer: known, declaration: null };
  const writer = distinct([...(view?.declared ?? []), 'writeJSON']).at(-1) ?? 'writeJSON';
  const encode = call(member(call('json.NewEncoder', name('w')), 'Encode'), name('value'));
  const declaration: FunctionNode = {
    kind: 'function',
    name: writer,
    parameters: [
      handlerParameters[0] ?? { name: 'w' },
      { name: 'status', type: named('int') },
      { name: 'value', type: { kind: 'unknown' } },
    ],
    body: [
      run(call(member(call('w.Header'), 'Set'), text('Content-Type'), text('application/json'))),
      run(call('w.WriteHeader', name('status'))),
      logged(bind('err', encode)),
    ],
  };
  return { writer, declaration };
}

/** What cannot be told to the client any more is told to the log. */
export const logged = (before: Statement): Statement => ({
  kind: 'if',
  before,
  condition: binary(name('err'), '!=', name('nil')),
  then: [run(call('log.Print', name('err')))],
});

/** Answers the paths of a new server that nothing else answers. */
export const notFound = (fail: Fail, message: string): Declaration => ({
  kind: 'function',
  name: 'notFound',
  parameters: [handlerParameters[0] ?? { name: 'w' }, { name: '_', type: pointerTo(named('http.Request')) }],
  body: fail(404, message).slice(0, 1),
});
