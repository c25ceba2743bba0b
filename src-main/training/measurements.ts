import type { NetworkTrainer } from '#shared/core/engine/engine.ts';
import { measureInterval } from '#shared/core/engine/wasm-engine.ts';
import type { SeriesGroup, SeriesRows } from '../store/api.ts';
import type { Scores, TrainingJob } from './messages.ts';
import { Recorder } from './recorder.ts';
import { scoreNumbers, scorePart, scoreParts } from './scores.ts';

/** What a training measures: the loss of every step, the numbers of layers as often as they are due, scores of whole parts. */
export class Measurements {
  /** Names of the values in each group's rows. */
  readonly keys: Record<SeriesGroup, string[]>;
  readonly #job: TrainingJob;
  readonly #trainer: NetworkTrainer;
  readonly #recorder: Recorder;
  #scores: Scores | null = null;

  constructor(job: TrainingJob, trainer: NetworkTrainer, totalSteps: number, now: () => number) {
    const { spec, batchSize, gradients, recording } = job;
    this.#job = job;
    this.#trainer = trainer;
    const isMeasured = gradients !== 'off' && recording === 'all';
    if (isMeasured)
      trainer.measureEvery = gradients === 'full' ? 1 : measureInterval(spec, batchSize, totalSteps);
    const metric = spec.loss === 'meanSquaredError' || spec.loss === 'huber' ? 'r2' : 'accuracy';
    this.keys = {
      step: ['batch.loss'],
      layer: isMeasured ? [...trainer.scalarNames] : [],
      evaluation: ['train.loss', `train.${metric}`, 'dev.loss', `dev.${metric}`],
    };
    const { step, layer, evaluation } = this.keys;
    this.#recorder = new Recorder(
      { step: step.length, layer: layer.length, evaluation: evaluation.length },
      now,
    );
  }

  isDue(): boolean {
    return this.#recorder.isDue();
  }

  /** The losses of steps `before` + 1 …, and the numbers of those that were measured. */
  addSteps(before: number, taken: number): void {
    const { losses, measureEvery } = this.#trainer;
    let row = 0;
    for (let index = 0; index < taken; index += 1) {
      const step = before + index + 1;
      this.#recorder.add('step', step)[0] = losses[index] ?? Number.NaN;
      if (measureEvery > 0 && (step - 1) % measureEvery === 0) {
        this.#trainer.readScalars(this.#recorder.add('layer', step), row);
        row += 1;
      }
    }
  }

  /** Scores of the parameters as they are after this step; null where nobody asks for them. */
  addScores(step: number): Scores | null {
    if (this.#job.recording === 'nothing') return null;
    this.#scores = scoreParts(this.#trainer, this.#job.data);
    const { train, dev } = this.#scores;
    this.#recorder.add('evaluation', step).set([...scoreNumbers(train), ...scoreNumbers(dev)]);
    return this.#scores;
  }

  /** Everything since the last call, with the newest scores if there are newer ones. */
  take(): { rows: SeriesRows[]; scores: Scores | null } {
    const scores = this.#scores;
    this.#scores = null;
    return { rows: this.#recorder.take(), scores };
  }

  /** Scores of the parameters as they are now, over whole parts; the test part is looked at only here. */
  finalScores(): Scores | null {
    const { data, recording } = this.#job;
    if (recording === 'nothing') return null;
    return { ...scoreParts(this.#trainer, data), test: scorePart(this.#trainer, data.test) };
  }
}
