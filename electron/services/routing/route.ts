import { builtInEngine } from '#domain/models';
import type { AnswerEngine, AnswerEngines } from '#services/chat';
import { createBuiltInEngine } from './built-in-engine.ts';
import { createModelEngine, type ModelEnginePorts } from './model-engine.ts';
import type { FindModel, ReadSettings } from './ports.ts';

type BuiltInPorts = Parameters<typeof createBuiltInEngine>[0];

/**
 * Which engine answers: the one a request names, else the one of the settings. The choice is the user's; nothing falls back to another
 * engine in silence, because a rating must belong to what was asked for.
 */
export function createRouting(ports: BuiltInPorts & ModelEnginePorts & { findModel: FindModel; settings: ReadSettings }): AnswerEngines {
  const builtIn: AnswerEngine = createBuiltInEngine(ports);
  return {
    async get(name) {
      const settings = await ports.settings();
      const wanted = name ?? settings.engine;
      if (wanted === builtInEngine) return builtIn;
      return createModelEngine(ports, await ports.findModel(wanted), settings);
    },
  };
}
