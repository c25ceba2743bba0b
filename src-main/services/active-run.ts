import type { Worker } from 'node:worker_threads';
import type { Run, Series } from '#shared/contract/runs.ts';
import type { RunChange, SeriesGroup, SeriesRows, StoreClient } from '../store/api.ts';
import type { FromWorker, NewCheckpoint, TrainingJob } from '../training/messages.ts';
import type { ProblemError } from '#shared/problem.ts';
import type { Trainer } from '../training/trainer.ts';
import { PatientTrainer } from './patient-trainer.ts';
import { PatientWrites } from './patient-writes.ts';
import { explainFailure } from './explain-failure.ts';
import { rowsAfter } from './rows-after.ts';
import type { Clock } from './clock.ts';
import type { Live } from './live.ts';

/** The least time between two writes of a run's progress into its row, in milliseconds. */
const progressGap = 500;

export interface ActiveRunParts {
  store: StoreClient;
  live: Live;
  clock: Clock;
  spawn: (job: TrainingJob) => Worker;
}

/**
 * A run while it trains: every row its thread measures goes to the store, then to the dashboards. A row is
 * acknowledged only when it is on disk.
 */
export class ActiveRun {
  readonly trainer: Trainer;
  readonly #id: string;
  readonly #parts: ActiveRunParts;
  #keys: Record<SeriesGroup, string[]> = { step: [], layer: [], evaluation: [] };
  readonly #spec: TrainingJob['spec'];
  readonly #startedAt: number | null;
  /** The last step that was recorded before this training, in each group. */
  #recorded: Record<SeriesGroup, number> = { step: -1, layer: -1, evaluation: -1 };
  #lastProgress = 0;
  /** How far the rows that are on disk reach. */
  #reached: Pick<Run, 'epoch' | 'step' | 'seconds'>;
  #interrupted = false;
  /** From its last messages on: what the run is then said to be is its end. */
  #isEnding = false;
  readonly #writes: PatientWrites;
  #hasBegun = false;

  constructor(run: Run, job: TrainingJob, parts: ActiveRunParts) {
    this.#id = run.id;
    this.#spec = job.spec;
    this.#startedAt = run.startedAt;
    this.#reached = { epoch: run.epoch, step: run.step, seconds: run.seconds };
    this.#parts = parts;
    this.#writes = new PatientWrites({
      ...{ store: parts.store, clock: parts.clock },
      waiting: (problem) => this.#waiting(problem),
      goingOn: () => this.#goingOn(),
    });
    this.trainer = new PatientTrainer(this.#writes, parts.spawn, job, {
      started: (message) => this.#started(message),
      hashed: (moments) => this.#writes.write(() => parts.store.saveHashes(run.id, moments)),
      rows: (message) => this.#rows(message),
      checkpoints: (checkpoints) => this.#checkpoints(checkpoints),
      paused: (seconds) => this.#update({ ...this.#reached, status: 'paused', seconds }),
      resumed: () => this.#update({ status: 'training' }),
      ended: (message) => this.#ended(message),
      failed: (cause) => this.#failed(cause),
    });
  }

  /** Whether its first steps have come: by then its thread has taken the memory that it needs. */
  get hasBegun(): boolean {
    return this.#hasBegun;
  }

  /** Stops the run because its process ends, not because a person ended it. */
  interrupt(): void {
    this.#interrupted = true;
    this.#writes.hurry();
    this.trainer.stop();
  }

  async #started({ keys, totalSteps, execution }: Extract<FromWorker, { type: 'started' }>): Promise<void> {
    const { store, clock } = this.#parts;
    this.#keys = keys;
    // Without a reserve a run trains as well: it only cannot write down that it waits.
    await store.makeRoom().catch(() => false);
    this.#recorded = await store.lastSteps(this.#id);
    for (const group of ['step', 'layer', 'evaluation'] as const)
      if (keys[group].length > 0)
        await this.#writes.write(() => store.openSeries(this.#id, group, keys[group]));
    const startedAt = this.#startedAt ?? clock.now();
    await this.#update({ status: 'training', startedAt, totalSteps, execution });
  }

  async #rows({ rows, progress, seconds, scores }: Extract<FromWorker, { type: 'rows' }>): Promise<void> {
    const { store, live, clock } = this.#parts;
    const added = this.#leaveOutRecorded(rows);
    if (added.length > 0) await this.#writes.write(() => store.appendRows(this.#id, added));
    const { epoch, step } = progress;
    this.#hasBegun ||= added.some(({ group }) => group === 'step');
    // Until it has come to where it was before, the run is as far as it was.
    if (step >= this.#reached.step) this.#reached = { epoch, step, seconds };
    live.frames(this.#id, progress, this.#toSeries(added));
    if (clock.now() - this.#lastProgress < progressGap) return;
    this.#lastProgress = clock.now();
    await this.#update({ ...this.#reached, ...(scores ? { train: scores.train, dev: scores.dev } : {}) });
  }

  #checkpoints(checkpoints: NewCheckpoint[]): Promise<void> {
    const createdAt = this.#parts.clock.now();
    const dated = checkpoints.map((checkpoint) => ({ ...checkpoint, createdAt }));
    return this.#writes.write(() => this.#parts.store.saveCheckpoints(this.#id, dated));
  }

  /** A run that goes on from a checkpoint measures again what was recorded after it, to the same numbers. */
  #leaveOutRecorded(rows: SeriesRows[]): SeriesRows[] {
    return rows
      .map((part) => rowsAfter(part, this.#recorded[part.group]))
      .filter(({ steps }) => steps.length > 0);
  }

  async #ended(message: Extract<FromWorker, { type: 'ended' }>): Promise<void> {
    const { store, clock } = this.#parts;
    const now = clock.now();
    this.#isEnding = true;
    await this.#checkpoints([message.checkpoint]);
    await this.#writes.write(() => store.sealSeries(this.#id));
    const { epoch, step } = message.progress;
    const { train, dev, test } = message.scores ?? { train: null, dev: null, test: null };
    await this.#update({
      status: message.outcome === 'stopped' && this.#interrupted ? 'interrupted' : message.outcome,
      endedAt: now,
      epoch,
      step,
      seconds: message.seconds,
      train,
      dev,
      test,
      weightsSha256: message.checkpoint.sha256,
      failure: message.failure,
      bestEpoch: message.bestEpoch,
    });
  }

  async #failed(cause: Error): Promise<void> {
    const { store, clock, live } = this.#parts;
    this.#isEnding = true;
    const change: RunChange = this.#writes.isGivenUp
      ? { status: this.#interrupted ? 'interrupted' : 'stopped', failure: null }
      : { status: 'failed', failure: explainFailure(cause, this.#spec) };
    // On a full disk there is room for the end alone.
    if (!this.#writes.isGivenUp) await store.sealSeries(this.#id);
    live.runChanged(await store.updateRun(this.#id, { ...this.#reached, ...change, endedAt: clock.now() }));
  }

  async #update(change: RunChange): Promise<void> {
    const { store, live } = this.#parts;
    live.runChanged(await this.#writes.write(() => store.updateRun(this.#id, change)));
  }

  /** Says that the run waits and why, also where not even that can be written. */
  async #waiting({ message }: ProblemError): Promise<void> {
    const { store, live } = this.#parts;
    const change = { ...this.#reached, status: 'paused', failure: { message } } as const;
    try {
      live.runChanged(await store.updateRun(this.#id, change));
    } catch {
      const run = await store.findRun(this.#id).catch(() => null);
      if (run !== null) live.runChanged({ ...run, ...change });
    }
  }

  async #goingOn(): Promise<void> {
    if (this.#isEnding) return;
    const { store, live } = this.#parts;
    // A refusal meets the write that comes next as well.
    const run = await store.updateRun(this.#id, { status: 'training', failure: null }).catch(() => null);
    if (run !== null) live.runChanged(run);
  }

  #toSeries(rows: SeriesRows[]): Record<string, Series> {
    const series: Record<string, Series> = {};
    for (const { group, steps, values } of rows) {
      const keys = this.#keys[group];
      keys.forEach((key, column) => {
        series[key] = {
          step: Array.from(steps),
          value: Array.from(steps, (_, row) => finiteOrNull(values[row * keys.length + column])),
        };
      });
    }
    return series;
  }
}

function finiteOrNull(value: number | undefined): number | null {
  return value !== undefined && Number.isFinite(value) ? value : null;
}
