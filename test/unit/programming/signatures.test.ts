import { afterAll, describe, expect, test } from 'vitest';
import { applied, ask, startEngine, workspaces } from './bank.ts';

const engine = startEngine();
afterAll(() => engine.close());
const madeBy = async (text: string): Promise<string> => {
  const answer = await ask(engine, text, {});
  return Object.values(applied(answer, {})).join('');
};

describe('signatures as the languages write them', () => {
  test.each([
    ['写一个 Go 函数 Max(a int, b int) int', 'func Max(a, b int) int {\n\tif a > b {\n\t\treturn a\n\t}\n\treturn b\n}'],
    ['func Max(a, b int) (int, error)', 'func Max(a, b int) (int, error) {\n\tif a > b {\n\t\treturn a, nil\n\t}\n\treturn b, nil\n}'],
    ['Go: `func Min(a, b, c float64) float64`', 'if b < best {'],
    ['func Total(values ...float64) float64 that sums them', 'func Total(values []float64) float64'],
    ['def clamp(x: float, lo: float = 0, hi: float = 1) -> float', 'def clamp(x: float, lo: float = 0, hi: float = 1) -> float:'],
    ['def find(name: str, tags: Optional[list[str]] = None) -> dict[str, int]', 'tags: Optional[list[str]] = None'],
    ['TypeScript: parse(text: string): number[]', 'function parse(text: string): number[]'],
    [
      'ts function first<T extends object>(items: Array<T>, fallback?: string | null): boolean',
      'first(items: unknown[], fallback?: string): boolean',
    ],
    ['ts: export const square = (n: number): number', 'function square(n: number): number'],
    ['ts fn isOdd(n: number): boolean', 'return n % 2 !== 0;'],
    ['typescript function max(a: number, b: number, c: number): number', 'return Math.max(a, b, c);'],
    ['ts function max(a, b)', 'return Math.max(a, b);'],
    ['func (s *Server) Start(port int) error', 'func Start(port int) error'],
    ['def get_city(id: int): call https://a.example.com/c/{id}', 'id_text = quote(str(id), safe="")'],
    ['python function min(a: int, b: int) -> int', 'return builtins.min(a, b)'],
    ['python function sum that sums a list of numbers', 'return builtins.sum(numbers)'],
  ])('%s', async (text, expected) => {
    expect(await madeBy(text)).toContain(expected);
  });

  test('the parameters of a signature have their types in a call of an API', async () => {
    const code = await madeBy('func FetchUser(id int) — GET https://api.example.com/users/{id}, 5s timeout');
    expect(code).toContain('func FetchUser(id int)');
    expect(code).toContain('url.PathEscape(fmt.Sprint(id))');
  });
});

describe('readings that went wrong', () => {
  test.each([
    [
      'POST to https://h.example.com/n with a body of title (string) and text (string), name the function notify',
      'body',
      ['title', 'text'],
    ],
    ['Go CLI program wc with -lines int, -words bool', 'options', ['lines', 'words']],
    ['a TS type Place made of lat and lng, both numbers', 'fields', ['lat', 'lng']],
    ['新增结构体 Job：name string，retries int', 'fields', ['name', 'retries']],
    ['麻烦写 POST /comments 接口，接收 author（字符串）、text（字符串）', 'body', ['author', 'text']],
  ])('%s', async (text, slot, names) => {
    const answer = await ask(engine, text, {});
    const plan = JSON.parse(answer.plan?.json ?? '{}') as Record<string, { name: string }[]>;
    expect(plan[slot]?.map(({ name }) => name)).toEqual(names);
  });
});

describe('the text of an answer', () => {
  test.each([
    [
      'Add GET /healthz to server.ts returning {"ok": true}',
      'Adds the endpoint `GET /healthz` to `server.ts`; it answers with status 200.',
    ],
    ['在 server.ts 里加接口 GET /healthz，返回 {"ok": true}', '在 `server.ts` 中添加接口 `GET /healthz`，返回状态 200。'],
    ['func Max(a, b int) int', 'Creates `max.go` with the function `Max(a, b)`.'],
  ])('%s', async (text, expected) => {
    expect((await ask(engine, text, workspaces['express'] ?? {})).text).toBe(expected);
  });

  test('names what was assumed in the words of its language', async () => {
    const english = (await ask(engine, 'add POST /notes with a json body: title', {})).text;
    expect(english).toContain('the type of the body field `title` is `string`');
    const chinese = (await ask(engine, '写一个接口 POST /notes，请求体有 title', {})).text;
    expect(chinese).toContain('请求体字段类型 `title` 为字符串');
    expect(chinese).not.toMatch(/\bbody\b|\bresponse\b/);
  });

  test.each([
    ['python function frobnicate(a: int) -> int', 'raises NotImplementedError'],
    ['Go 函数 Frobnicate(a int) int', '返回错误'],
    ['ts function frobnicate(a: number): number', 'throws an Error'],
  ])('says what a stub does: %s', async (text, expected) => {
    expect((await ask(engine, text, {})).text).toContain(expected);
  });
});
