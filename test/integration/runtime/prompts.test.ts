import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { GenerateRequest } from '#domain/inference';
import { ask, never, read, source, startEngine, type TestEngine } from '../../support/model-engine.ts';
import { exactReply } from '../../support/tiny-model.ts';

let host: TestEngine;
beforeAll(() => {
  host = startEngine();
});
afterAll(() => host.engine.close());

const conversation: GenerateRequest['messages'] = [
  { role: 'system', content: 'Be brief.' },
  { role: 'user', content: 'One?' },
  { role: 'assistant', content: 'Yes.' },
  { role: 'user', content: 'Two?' },
];

async function promptOf(chatTemplate: string | undefined, messages = conversation): Promise<string> {
  await host.engine.load(source({ chatTemplate: chatTemplate as string }));
  const { prompt, tokens } = await host.engine.render(messages);
  const answer = await read(host.engine.generate(ask('', { messages, grammar: exactReply('ok') }), never));
  expect(answer.prompt, 'what was shown is not what was evaluated').toBe(prompt);
  expect(answer.usage.promptTokens).toBe(tokens);
  return prompt;
}

describe('the prompt', () => {
  test('follows the template in the model', async () => {
    expect(await promptOf('chatml')).toBe(
      '<|bos|><|im_start|>system\nBe brief.<|im_end|>\n<|im_start|>user\nOne?<|im_end|>\n<|im_start|>assistant\nYes.<|im_end|>\n<|im_start|>user\nTwo?<|im_end|>\n<|im_start|>assistant\n',
    );
  });

  test('begins with one token for the beginning where the template writes it too', async () => {
    const template =
      '{{ bos_token }}{% for message in messages %}{{ message.role }}: {{ message.content }}\n{% endfor %}{% if add_generation_prompt %}assistant: {% endif %}';
    const prompt = await promptOf(template);
    expect(prompt.split('<|bos|>')).toHaveLength(2);
    expect(prompt).toContain('user: Two?\nassistant: ');
  });

  test('puts the system text into the first turn where a template has no place for it', async () => {
    const template =
      "{% if messages[0].role == 'system' %}{{ raise_exception('System role not supported') }}{% endif %}" +
      "{% for message in messages %}[{{ 'model' if message.role == 'assistant' else message.role }}]{{ message.content }}[end]{% endfor %}{% if add_generation_prompt %}[model]{% endif %}";
    const prompt = await promptOf(template);
    expect(prompt).toContain('Be brief.');
    expect(prompt).toContain('[user]Two?[end][model]');
    expect(prompt).not.toContain('[system]');
  });

  test('has a plain layout for a model without a template', async () => {
    expect(await promptOf(undefined)).toBe(
      '<|bos|>Be brief.\n\n### User:\nOne?\n\n### Assistant:\nYes.\n\n### User:\nTwo?\n\n### Assistant:\n',
    );
  });

  test('in the plain layout ends before the model speaks for the user', async () => {
    await host.engine.load(source({ chatTemplate: undefined as never }));
    const answer = await read(
      host.engine.generate(ask('hi', { grammar: exactReply('Sure.\n### User:\nAnd now?'), maxTokens: 100 }), never),
    );
    expect(answer).toMatchObject({ text: 'Sure.', stopReason: 'end' });
  });

  test.each([
    ['does not parse', '{% for message in messages %}{{ message.content }'],
    ['always fails', "{{ raise_exception('no') }}"],
    ['leaves the messages out', 'Hello.'],
  ])('has the plain layout where the template %s', async (_, template) => {
    expect(await promptOf(template)).toContain('### User:\nTwo?');
  });

  test('that the template refuses is BAD_INPUT with its reason', async () => {
    const template =
      "{% if messages | length > 4 %}{{ raise_exception('too many turns') }}{% endif %}{% for message in messages %}{{ message.role }}: {{ message.content }}\n{% endfor %}assistant: ";
    await host.engine.load(source({ chatTemplate: template }));
    const long = [...conversation, ...conversation.slice(2), ...conversation.slice(2)];
    await expect(host.engine.render(long)).rejects.toMatchObject({ code: 'BAD_INPUT', message: expect.stringContaining('too many turns') });
    await expect(read(host.engine.generate(ask('', { messages: long }), never))).rejects.toMatchObject({ code: 'BAD_INPUT' });
    expect((await read(host.engine.generate(ask('fine', { grammar: exactReply('fine') }), never))).text).toBe('fine');
  });

  // Each loop is short; that there is one inside of the other makes them years.
  const endless = `{% for a in range(99999) %}{% for b in range(99999) %}{% for c in range(99999) %}{% endfor %}{% endfor %}{% endfor %}`;

  test('that the template never finishes is BAD_INPUT, and the model goes on', async () => {
    const template = `{% if messages | length > 20 %}${endless}{% endif %}{% for message in messages %}{{ message.role }}: {{ message.content }}\n{% endfor %}assistant: `;
    await host.engine.load(source({ chatTemplate: template }));
    const restarts = host.engine.status().restarts;
    const messages = [...conversation, ...Array.from({ length: 12 }, () => conversation.slice(2)).flat()];
    await expect(read(host.engine.generate(ask('', { messages }), never))).rejects.toMatchObject({
      code: 'BAD_INPUT',
      message: expect.stringContaining('does not come to an end'),
    });
    expect((await read(host.engine.generate(ask('fine', { grammar: exactReply('fine') }), never))).text).toBe('fine');
    expect(host.engine.status()).toMatchObject({ restarts, state: 'ready' });
  }, 60_000);

  test('has the plain layout where the template never ends', async () => {
    expect(await promptOf(`${endless}{% for message in messages %}{{ message.content }}{% endfor %}`)).toContain('### User:\nTwo?');
  }, 60_000);

  test('of nothing but empty texts is still answered', async () => {
    await host.engine.load(source());
    expect((await read(host.engine.generate(ask('', { grammar: exactReply('empty') }), never))).text).toBe('empty');
    expect((await read(host.engine.generate(ask('', { messages: [], grammar: exactReply('none') }), never))).text).toBe('none');
  });
});
