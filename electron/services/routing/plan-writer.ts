import type { ModelEngine } from '#services/inference';
import type { ModelWriter } from '#services/programming';
import type { FindModel, ReadSettings } from './ports.ts';

/** Writes plans with the model that is loaded and has nothing else to do. None is loaded for it, and nobody waits for an answer of another. */
export function createPlanWriter({
  engine,
  settings,
  findModel,
}: {
  engine: ModelEngine;
  settings: ReadSettings;
  findModel: FindModel;
}): ModelWriter {
  return {
    async loaded() {
      const { state, modelId, contextSize } = engine.status();
      if (state !== 'ready' || modelId === null || contextSize === null) return null;
      const { planSeconds } = await settings();
      if (planSeconds === 0) return null;
      // It may have been taken off the list meanwhile, and is still loaded.
      const name = await findModel(modelId).then(
        (model) => model.name,
        () => modelId,
      );
      return { name, contextSize, seconds: planSeconds };
    },
    countTokens: (texts, signal) => engine.countTokens(texts, signal),
    async write({ messages, grammar, maxTokens }, signal) {
      // The likeliest plan: the same request has the same plan tomorrow.
      const { chunks, done } = engine.generate({ messages, grammar, maxTokens, temperature: 0, topP: 1, seed: 0 }, signal);
      let text = '';
      for await (const chunk of chunks) text += chunk.text;
      await done;
      return text;
    },
  };
}
