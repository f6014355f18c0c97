import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { defaultSettings } from '#domain/settings';
import type { FeedbackApp } from '../../support/feedback-app.ts';
import { openFeedbackApp, removeFolder, temporaryFolder } from '../../support/feedback-app.ts';

let app: FeedbackApp;
beforeEach(async () => {
  app = await openFeedbackApp(await temporaryFolder());
});
afterEach(async () => {
  await app.close();
  await removeFolder(app.dataDir);
});

describe('a change of settings', () => {
  it('touches what it names only, is announced, and is there after a restart and for another process', async () => {
    await app.settings.change({ theme: 'dark', trigger: { threshold: 0.5 } });
    await app.settings.change({ trigger: { window: 100 } });
    const expected = { ...defaultSettings, theme: 'dark', trigger: { ...defaultSettings.trigger, threshold: 0.5, window: 100 } };
    const other = await openFeedbackApp(app.dataDir);
    expect(await other.settings.get()).toEqual(expected);
    await other.settings.change({ temperature: 0 });
    await other.close();
    expect(await app.settings.get()).toEqual({ ...expected, temperature: 0 });
    expect(app.announced).toEqual([{ type: 'settings.changed' }, { type: 'settings.changed' }]);
  });
  it.each([{ theme: 'pink' }, { temperature: -1 }, { trigger: { threshold: 2 } }, { trigger: null }, { theme: 'dark', maxTokens: 1.5 }])(
    'that is not allowed, as %j, changes nothing',
    async (patch) => {
      await expect(app.settings.change(patch as never)).rejects.toMatchObject({ code: 'BAD_INPUT' });
      expect(await app.settings.get()).toEqual(defaultSettings);
      expect(app.announced).toEqual([]);
    },
  );
  it('that names nothing known is no change', async () => {
    await app.settings.change({ unknown: 1, theme: undefined } as never);
    expect(app.announced).toEqual([]);
  });
});
