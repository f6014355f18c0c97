import { casesOf, type HttpCase } from '#domain/http-cases';
import { canonicalBody, keeps } from '#domain/http-verdict';
import type { TargetLanguage } from '#domain/programming';
import { type RandomService, randomSession } from './random-services.ts';
import { type Exchange, exchange, type Reply, startServing } from './serving.ts';

/** One request to one service, and what each language answered: status and canonical body. */
export interface Played {
  service: RandomService;
  request: HttpCase;
  /** Null where the contract leaves the answer open. */
  expected: string | null;
  answers: Partial<Record<TargetLanguage, string>>;
  /** Languages whose answer is not what the contract says. */
  wrong: TargetLanguage[];
}

/** Valid requests with random values, behind those that try the contract. */
const sessionLength = 12;

const exchangeOf = ({ method, path, body, padding }: HttpCase): Exchange => ({
  method,
  path,
  ...(body !== null && { body: body + ' '.repeat(padding), headers: { 'content-type': 'application/json' } }),
});
const shown = ({ status, body }: Pick<Reply, 'status' | 'body'>): string => `${status} ${canonicalBody(body)}`;
const sentence = ({ status, answer }: HttpCase): string | null =>
  answer.form === 'free'
    ? null
    : `${status} ${canonicalBody(answer.form === 'json' ? JSON.stringify(answer.value) : answer.form === 'text' ? answer.value : '')}`;

/** The same requests, in the same order, to every service in every language; all services of a language are in one process. */
export async function playTranscripts(
  services: readonly RandomService[],
  languages: readonly TargetLanguage[],
  folder: string,
  seed: number,
): Promise<Played[]> {
  const transcripts = services.map((service, at): Played[] => {
    const tried = casesOf(service.contract, { whole: true });
    const session = randomSession(service.contract, sessionLength, seed + at);
    const isOpen = service.contract.endpoints.some(({ success }) => success.body.form === 'stored');
    return [...tried, ...session].map((request, position) => ({
      ...{ service, request, answers: {}, wrong: [] },
      expected: isOpen && position >= tried.length ? null : sentence(request),
    }));
  });
  for (const language of languages) {
    const serving = await startServing(
      language,
      services.map(({ code }) => code[language]),
      folder,
    );
    try {
      await together(transcripts, async (transcript, at) => {
        for (const each of transcript) {
          const lost = { status: 0, body: 'no answer' };
          const reply = await exchange(serving.ports[at] ?? 0, exchangeOf(each.request)).catch(() => lost);
          each.answers[language] = shown(reply);
          if (each.expected !== null && !keeps(each.request, reply)) each.wrong.push(language);
        }
      });
    } finally {
      serving.close();
    }
  }
  return transcripts.flat();
}

/** Eight at a time. */
async function together<Item>(items: readonly Item[], work: (item: Item, at: number) => Promise<void>): Promise<void> {
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let at = next++; at < items.length; at = next++) await work(items[at] as Item, at);
  };
  await Promise.all(Array.from({ length: 8 }, worker));
}
