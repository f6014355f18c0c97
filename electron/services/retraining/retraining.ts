import type { Announce } from '#domain/app-event';
import type { Clock } from '#domain/clock';
import { AppError, toAppError } from '#domain/errors';
import type { FeedbackFilter } from '#domain/feedback';
import type { DatasetId, IdGenerator } from '#domain/ids';
import type { Dataset, DatasetManifest, RecentScores, TriggerSettings, TriggerState } from '#domain/retraining';
import { judge } from '#domain/retraining';
import type { ChangesOf, Sha256 } from './dataset.ts';
import { writeDataset } from './dataset.ts';
import type { DatasetFiles, Owner, PlannedDataset, RetrainingStore } from './ports.ts';

export interface RetrainingPorts {
  store: RetrainingStore;
  files: DatasetFiles;
  settings: () => Promise<TriggerSettings>;
  changesOf: ChangesOf;
  sha256: Sha256;
  /** Absolute path under which datasets without a folder of their own go, one folder each. */
  datasetsFolder: string;
  ids: IdGenerator;
  clock: Clock;
  owner: Owner;
  announce: Announce;
  /** Told when the trigger fails in the background; the votes are safe then, and the next vote or start tries again. */
  report?: ((error: AppError) => void) | undefined;
}

export interface Retraining {
  trigger(): Promise<TriggerState>;
  /** A dataset of the low-scored feedback now, by hand. Begins the cool-down. Throws DATASET_EMPTY, WRITE_FAILED. */
  fire(): Promise<Dataset>;
  datasets(): Promise<Dataset[]>;
  markSeen(id: DatasetId): Promise<void>;
  /** A dataset of what the filter selects. Throws DATASET_EMPTY, CONFLICT (the folder is not empty), BAD_INPUT, WRITE_FAILED. */
  export(query: { folder?: string | undefined; filter: FeedbackFilter; seed: number }): Promise<Dataset>;
  /** Looks at the trigger in the background; several calls at a time are one. */
  voted(): void;
  /** Finishes what a process that died began, and looks at the trigger. Call it at the start. */
  resume(): Promise<void>;
  /** Waits for the background work. */
  close(): Promise<void>;
}

/** Watches the scores and turns feedback into datasets. */
export function createRetraining(ports: RetrainingPorts): Retraining {
  const { store, files, ids, clock, owner, announce } = ports;
  let running: Promise<void> | null = null;
  let again = false;

  const plan = (cause: Dataset['cause'], filter: FeedbackFilter, seed = 0, folder?: string): PlannedDataset => {
    const id = ids.next('dts');
    return { id, createdAt: clock.now(), cause, folder: folder ?? `${ports.datasetsFolder}/${id}`, filter, seed, owner: owner.self };
  };
  /** The answers the trigger is about: those that score below the threshold, and at most that. */
  const lowScored = (settings: TriggerSettings): FeedbackFilter => ({ maxScore: settings.threshold });

  const write = async (planned: PlannedDataset): Promise<Dataset> => {
    const folder = await files.create(planned.folder, planned.seed);
    try {
      const { filter, seed } = planned;
      const source = { batches: store.batches(filter, folder.salt), changesOf: ports.changesOf, filter, seed };
      const manifest = await writeDataset(source, folder, ports.sha256);
      // By hand an empty dataset is a mistake to point out; the trigger's tells why nothing qualified.
      if (planned.cause === 'manual' && manifest.files.every((file) => file.rows === 0)) throw emptyDataset(manifest);
      await folder.publish();
      return await store.complete(planned.id, manifest);
    } finally {
      await folder.discard();
    }
  };
  const writeOrAbandon = async (planned: PlannedDataset): Promise<Dataset> => {
    try {
      return await write(planned);
    } catch (error) {
      await store.abandon(planned.id);
      throw error;
    }
  };

  const finish = async (planned: PlannedDataset): Promise<void> => {
    const whole = await files.manifest(planned.folder);
    const dataset = whole === null ? await write(planned) : await store.complete(planned.id, whole);
    announce({ type: 'trigger.fired', datasetId: dataset.id });
  };
  const evaluate = async (): Promise<void> => {
    // What this process planned for the trigger and did not finish (a full disk, say), or took over from one that died.
    for (const planned of await store.unfinished()) if (planned.cause === 'trigger' && planned.owner === owner.self) await finish(planned);
    const settings = await ports.settings();
    const decide = (recent: RecentScores): boolean => judge(settings, recent).verdict === 'below-threshold';
    if (!decide(await store.recent(settings.window))) return;
    const planned = plan('trigger', lowScored(settings));
    if (await store.fire(settings.window, planned, decide)) await finish(planned);
  };
  const evaluateUntilQuiet = async (): Promise<void> => {
    try {
      do {
        again = false;
        await evaluate();
      } while (again);
    } catch (error) {
      ports.report?.(toAppError(error));
    } finally {
      running = null;
    }
  };

  const voted = (): void => {
    if (running !== null) again = true;
    else running = evaluateUntilQuiet();
  };

  return {
    async trigger() {
      const settings = await ports.settings();
      return judge(settings, await store.recent(settings.window));
    },
    async fire() {
      const settings = await ports.settings();
      const planned = plan('manual', lowScored(settings));
      await store.fire(settings.window, planned, () => true);
      return writeOrAbandon(planned);
    },
    datasets: () => store.datasets(),
    async markSeen(id) {
      if (!(await store.markSeen(id))) throw new AppError('NOT_FOUND', 'There is no such dataset.');
    },
    async export({ folder, filter, seed }) {
      const planned = plan('manual', filter, seed, folder);
      await store.plan(planned);
      return writeOrAbandon(planned);
    },
    voted,
    async resume() {
      for (const planned of await store.unfinished()) {
        if (owner.alive(planned.owner) || !(await store.adopt(planned.id, planned.owner, owner.self))) continue;
        if (planned.cause === 'trigger') continue;
        // Who exported by hand saw that it did not finish, unless only the last note was missing.
        const whole = await files.manifest(planned.folder);
        if (whole === null) await store.abandon(planned.id);
        else await store.complete(planned.id, whole);
      }
      voted();
      await running;
    },
    async close() {
      await running;
    },
  };
}

function emptyDataset({ counts }: DatasetManifest): AppError {
  const reasons = Object.entries(counts.excluded).map(([reason, count]) => `${reason}: ${count}`);
  const why =
    counts.scored === 0
      ? 'No rated or corrected answer matches. Rate some answers first.'
      : `${counts.scored} answers match, but none qualifies (${reasons.join(', ')}).`;
  return new AppError('DATASET_EMPTY', `There is nothing to export. ${why}`, { data: { counts } });
}
