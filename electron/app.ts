import { randomUUIDv7 } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { createBackup, restoreStore } from '#db/backup';
import { createChatStore } from '#db/chat';
import { createEarlierPlans } from '#db/earlier-plans';
import { createElsewhere } from '#db/elsewhere';
import { createFeedbackStore } from '#db/feedback';
import { createModelStore } from '#db/models';
import { openStore } from '#db/open';
import { createReader } from '#db/reader';
import { createRetrainingStore } from '#db/retraining';
import { createReviewStore } from '#db/review';
import { createSettingsStore } from '#db/settings';
import { createSymbolStore } from '#db/symbols';
import { createWorkspaceStore } from '#db/workspace';
import type { Clock } from '#domain/clock';
import { parseEdits } from '#domain/edit-format';
import { AppError, toAppError } from '#domain/errors';
import type { IdGenerator, WorkspaceId } from '#domain/ids';
import { say } from '#domain/sentences';
import { modelInspector } from '#native-models/runtime/inspector';
import type { LaunchWorker } from '#native-models/runtime/launch';
import { nodeLauncher } from '#native-models/runtime/launch-node';
import { createModelEngine } from '#native-models/runtime/supervise';
import { createChat } from '#services/chat';
import { createChecks, createProposalChecks } from '#services/checks';
import { createFeedback } from '#services/feedback';
import { createModels } from '#services/models';
import { createModelReader, createProgramming } from '#services/programming';
import { createRetraining } from '#services/retraining';
import { createReview } from '#services/review';
import { createPlanWriter, createRouting } from '#services/routing';
import { createSandbox } from '#services/sandbox';
import { createSettings } from '#services/settings';
import { createSymbols } from '#services/symbols';
import { AppEvents, type Desktop } from '#services/system';
import { createToolchains } from '#services/toolchains';
import { createWorkspaces } from '#services/workspace';
import { processOwner } from './process-owner.ts';
import { joinRouter } from './router-errors.ts';
import { chatProcedures } from './services/chat/procedures.ts';
import { checksProcedures } from './services/checks/procedures.ts';
import { feedbackProcedures } from './services/feedback/procedures.ts';
import { modelFiles } from './services/models/files.node.ts';
import { modelsProcedures } from './services/models/procedures.ts';
import { instructions } from './services/programming/instructions.node.ts';
import { programmingProcedures } from './services/programming/procedures.ts';
import { syntaxProcess } from './services/programming/syntax-process.node.ts';
import { synthesisProcess } from './services/programming/synthesis-process.node.ts';
import { createDatasetFiles, sha256 } from './services/retraining/dataset-folder.node.ts';
import { retrainingProcedures } from './services/retraining/procedures.ts';
import { reviewFiles } from './services/review/disk.node.ts';
import { reviewProcedures } from './services/review/procedures.ts';
import { platformConfinement } from './services/sandbox/platform.node.ts';
import { settingsProcedures } from './services/settings/procedures.ts';
import { symbolsProcedures } from './services/symbols/procedures.ts';
import { systemProcedures } from './services/system/procedures.ts';
import { installedTools } from './services/toolchains/tools.node.ts';
import { workspaceFiles } from './services/workspace/files.node.ts';
import { workspaceProcedures } from './services/workspace/procedures.ts';

export interface AppOptions {
  /** Folder of the store and of datasets; made when missing. */
  dataDir: string;
  host: 'electron' | 'browser';
  desktop?: Desktop;
  /** Starts the model process; Node's own way when not said. */
  launchWorker?: LaunchWorker;
  clock?: Clock;
}

export interface App {
  /** The whole contract, with typed errors, for any transport. */
  router: ReturnType<typeof joinProcedures>;
  version: string;
  /** What the user should know about this start: a recovered store, a change that was taken back. */
  notices: { code: string; message: string }[];
  /** Stops what runs, stores it, ends the model process and closes the store. */
  close(): Promise<void>;
}

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string };
/** How often the app looks whether another process (the command line beside it) changed the store, in milliseconds. */
const lookElsewhere = 1000;
const ids: IdGenerator = { next: (prefix) => `${prefix}_${randomUUIDv7()}` as never };

/**
 * Opens the store, builds the services in the order they need each other and joins their procedures. It does not know who calls: the
 * window, the server, the command line and the tests make the same call.
 */
export async function createApp(options: AppOptions): Promise<App> {
  const { dataDir, host, desktop = {}, clock = { now: () => Date.now() } } = options;
  const { store, notices } = await openStore({ dataDir, clock });
  const owner = processOwner();
  const events = new AppEvents();
  const { announce } = events;
  const reader = createReader({ dataDir });
  const elsewhere = createElsewhere(store, owner.self);
  const watching = setInterval(() => {
    elsewhere.look().then(
      (changed) => changed === 'more' && events.resetAll(),
      () => events.resetAll(),
    );
  }, lookElsewhere).unref();
  const launch = options.launchWorker ?? nodeLauncher();

  const settings = createSettings({ store: createSettingsStore(store), announce });
  let unloadAfterMs = (await settings.get()).unloadAfterMinutes * 60_000;
  const engine = createModelEngine({ launch, unloadAfterMs: () => unloadAfterMs });
  const models = createModels({
    store: createModelStore(store),
    inspect: modelInspector(launch),
    files: modelFiles,
    engine,
    settings: async () => {
      const current = await settings.get();
      unloadAfterMs = current.unloadAfterMinutes * 60_000;
      return current;
    },
    announce,
    ids,
    clock,
  });
  const workspaces = createWorkspaces({ store: createWorkspaceStore(store), files: workspaceFiles, ids, clock, announce });
  const feedback = createFeedback({ store: createFeedbackStore(store, reader), ids, clock, announce, voted: () => retraining.voted() });
  const review = createReview({
    store: createReviewStore(store),
    files: reviewFiles,
    clock,
    ids,
    owner,
    rootOf: async (workspaceId) => (await workspaces.get(workspaceId)).root,
    announce,
    async record(noted) {
      await feedback.recordAll(noted);
    },
  });
  const retraining = createRetraining({
    store: createRetrainingStore(store, reader),
    files: createDatasetFiles(owner),
    settings: async () => (await settings.get()).trigger,
    changesOf: (ids) => review.changes(ids),
    sha256,
    datasetsFolder: path.resolve(dataDir, 'datasets'),
    ids,
    clock,
    owner,
    announce,
    report: (error) => notices.push({ code: error.code, message: `The retraining trigger did not finish: ${error.message}` }),
  });
  const syntax = syntaxProcess();
  const modelReader = createModelReader(createPlanWriter({ engine, settings: () => settings.get(), findModel: (id) => models.get(id) }));
  const toolchains = createToolchains({ tools: installedTools() });
  const installed = async (language: 'go' | 'python') => (await toolchains.find(language))?.version ?? null;
  const programming = createProgramming({ syntax, instructions, modelReader, installed, synthesis: synthesisProcess() });
  const symbols = createSymbols({
    store: createSymbolStore(store),
    filesOf: (id) => workspaces.filesOf(id),
    read: (path, text, language) => syntax.symbols(path, text, language),
    hash: sha256,
    clock,
  });
  const sandbox = createSandbox({ confinement: platformConfinement({ hidden: [dataDir] }) });
  const fileChecks = createChecks({
    sandbox,
    toolchains,
    firstError: (grammar, text) => syntax.firstError(grammar, text),
    cacheFolder: path.resolve(dataDir, 'check-cache'),
  });
  const checkFolder = async (id: WorkspaceId) => {
    const { root, trusted } = await workspaces.get(id);
    return { root, trusted, ...(await workspaces.filesOf(id)) };
  };
  const checks = createProposalChecks({
    checks: fileChecks,
    async proposed(id) {
      const { workspaceId, answerId, revision, files } = await review.get(id);
      const texts = await Promise.all(files.map((file) => review.texts(id, file.path)));
      // The conversation may be gone; then nothing is known of a plan.
      const answer = await chat.message(answerId).catch(() => null);
      const folder = await checkFolder(workspaceId);
      return {
        ...{ revision, folder, promises: await programming.promises(answer?.plan?.json, folder) },
        files: new Map(texts.map(({ path: name, after }) => [name, after])),
        before: new Map(texts.map(({ path: name, before }) => [name, before])),
      };
    },
    hash: sha256,
  });
  const earlierPlans = createEarlierPlans(store);
  const chat = createChat({
    store: createChatStore(store, reader),
    engines: createRouting({
      programming,
      engine,
      filesOf: (id) => workspaces.filesOf(id),
      earlierOf: (id) => (kind) => earlierPlans.find(id, kind),
      sha256,
      parseEdits,
      checkFiles: async (id, files, before, signal) => fileChecks.checkFiles({ files, before, folder: await checkFolder(id), signal }),
      findModel: (id) => models.get(id),
      settings: () => settings.get(),
    }),
    propose: async (draft) => {
      const proposal = await review.propose(draft);
      if (proposal !== null) checks.begin(proposal.id);
      return proposal;
    },
    record: (subject, body) => feedback.record(subject, body),
    checkWorkspace: (id) => workspaces.get(id),
    checkPlan: async (plan, id) => programming.check(plan, id === null ? null : await workspaces.filesOf(id)),
    clock,
    ids,
    announce,
    owner,
  });

  const close = async () => {
    clearInterval(watching);
    events.close();
    await chat.close();
    await checks.close();
    await symbols.close();
    await sandbox.close();
    await review.close();
    models.close();
    await engine.close();
    await retraining.close();
    await programming.close();
    await reader.close();
    await store.close();
  };
  try {
    notices.push(...(await review.recover()));
    const interrupted = await chat.recover();
    if (interrupted > 0) notices.push({ code: 'ANSWERS_INTERRUPTED', message: say('answers.interrupted').message });
    await retraining.resume();
  } catch (error) {
    await close().catch(() => {});
    throw error;
  }
  const router = joinProcedures({
    chat: chatProcedures(chat),
    checks: checksProcedures(checks),
    feedback: feedbackProcedures(feedback),
    models: modelsProcedures(models),
    programming: programmingProcedures({
      programming,
      files: (id) => workspaces.filesOf(id),
      async answer(id) {
        const { plan, conversationId, parentId } = await chat.message(id);
        const { conversation, messages } = await chat.get(conversationId);
        const text = messages.find((each) => each.id === parentId)?.text ?? '';
        return { plan, text, workspaceId: conversation.workspaceId };
      },
    }),
    retraining: retrainingProcedures(retraining),
    review: reviewProcedures(review),
    settings: settingsProcedures(settings),
    symbols: symbolsProcedures(symbols),
    system: systemProcedures({
      version,
      host,
      platform: process.platform,
      dataDir,
      desktop,
      notices: () => notices,
      events,
      backup: createBackup(reader),
    }),
    workspace: workspaceProcedures(workspaces),
  });
  return { router, version, notices, close };
}

/** A type and not an interface: only then does it have the index signature a router must have. */
type Procedures = {
  chat: ReturnType<typeof chatProcedures>;
  checks: ReturnType<typeof checksProcedures>;
  feedback: ReturnType<typeof feedbackProcedures>;
  models: ReturnType<typeof modelsProcedures>;
  programming: ReturnType<typeof programmingProcedures>;
  retraining: ReturnType<typeof retrainingProcedures>;
  review: ReturnType<typeof reviewProcedures>;
  settings: ReturnType<typeof settingsProcedures>;
  symbols: ReturnType<typeof symbolsProcedures>;
  system: ReturnType<typeof systemProcedures>;
  workspace: ReturnType<typeof workspaceProcedures>;
};
const joinProcedures = (procedures: Procedures) => joinRouter(procedures);

/** Puts a backup in the place of the store. No process may have the store open. */
export async function restoreBackup(dataDir: string, file: string): Promise<{ kept: string | null }> {
  try {
    return await restoreStore({ dataDir, file, clock: { now: () => Date.now() } });
  } catch (error) {
    throw error instanceof AppError ? error : toAppError(error);
  }
}
