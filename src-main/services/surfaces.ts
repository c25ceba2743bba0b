import type { TravelCost } from '#shared/contract/checkpoints.ts';
import { wasmEngine } from '#shared/core/engine/wasm-engine.ts';
import { activeStatuses, type Run, type Surface } from '#shared/contract/runs.ts';
import { problem } from '#shared/problem.ts';
import type { Dataset } from '../datasets/dataset.ts';
import { prepareData, type PreparedData } from '../datasets/prepare.ts';
import type { Checkpoint, StoreClient } from '../store/api.ts';
import { predictParts } from '../training/predict-parts.ts';
import type { Prediction } from '../training/trainer.ts';
import { isPredicting, restoreTensors } from '../training/snapshot.ts';
import type { DatasetService } from './datasets.ts';
import type { RunService } from './runs.ts';
import type { StateService } from './states.ts';
import { toTrainingSpec } from './training-spec.ts';

export interface SurfaceParts {
  store: StoreClient;
  datasets: DatasetService;
  runs: RunService;
  states: StateService;
}

/** What a run's network answers over a grid of inputs, while it trains or from its saved parameters. */
export class SurfaceService {
  readonly #parts: SurfaceParts;
  /** Prepared data of the runs looked at last, by run; the scale of the inputs comes from it. */
  readonly #prepared = new Map<string, { dataset: Dataset; data: PreparedData }>();

  constructor(parts: SurfaceParts) {
    this.#parts = parts;
  }

  /**
   * Null for a network of more than two inputs, when nothing has been trained yet, or where the network no longer
   * answers with finite numbers.
   */
  async of(ref: string, resolution: number, step?: number, signal?: AbortSignal): Promise<Surface | null> {
    const run = await this.#parts.runs.get(ref);
    if (run.task.inputs > 2) return null;
    const { dataset, data } = await this.#prepare(run);
    const x = bounds(dataset, 0);
    const y = run.task.inputs === 2 ? bounds(dataset, 1) : null;
    const X = grid(x, y, resolution, data);
    const m = X.length / run.task.inputs;
    const prediction = await (step === undefined
      ? this.#predict(run, X, m)
      : this.#predictAt(run, step, X, m, signal));
    if (prediction === null || !prediction.values.every(Number.isFinite)) return null;
    const { outputs, values, cost = null } = prediction;
    return { step: prediction.step, x, y, resolution, outputs, values: Array.from(values), cost };
  }

  async #predictAt(
    run: Run,
    step: number,
    X: Float32Array,
    m: number,
    signal: AbortSignal | undefined,
  ): Promise<Answer> {
    const { checkpoint, cost } = await this.#parts.states.at(run.id, step, signal);
    return { ...predictWith(run, checkpoint, X, m), cost };
  }

  async #predict(run: Run, X: Float32Array, m: number): Promise<Answer | null> {
    const live = await this.#parts.runs.activeRun(run.id)?.trainer.predict(X, m);
    if (live) return live;
    const checkpoint = await this.#parts.store.readCheckpoint(run.id);
    if (checkpoint === null) {
      if (activeStatuses.includes(run.status)) return null;
      throw problem('run.noParameters', { run: run.name });
    }
    return predictWith(run, checkpoint, X, m);
  }

  async #prepare(run: Run): Promise<{ dataset: Dataset; data: PreparedData }> {
    const known = this.#prepared.get(run.id);
    if (known !== undefined) return known;
    const dataset = await this.#parts.datasets.resolveSaved(run.dataset);
    const prepared = { dataset, data: prepareData(dataset, run.recipe) };
    if (this.#prepared.size >= preparedMost) {
      const oldest = this.#prepared.keys().next().value;
      if (oldest !== undefined) this.#prepared.delete(oldest);
    }
    this.#prepared.set(run.id, prepared);
    return prepared;
  }
}

const preparedMost = 8;

type Answer = Prediction & { cost?: TravelCost };

function predictWith(
  { design, recipe }: Run,
  { step, tensors }: Pick<Checkpoint, 'step' | 'tensors'>,
  X: Float32Array,
  m: number,
): Prediction {
  const spec = toTrainingSpec(design, recipe);
  const trainer = wasmEngine.createTrainer(spec);
  restoreTensors([...trainer.parameters, ...trainer.statistics], tensors.filter(isPredicting));
  const values = predictParts(trainer, spec, X, m);
  return { step, outputs: values.length / m, values };
}

/** The range of one input in its own units, with a tenth of it to spare on each side. */
function bounds({ X, examples, task }: Dataset, column: number): [number, number] {
  let low = Infinity;
  let high = -Infinity;
  for (let example = 0; example < examples; example += 1) {
    const value = X[example * task.inputs + column] ?? Number.NaN;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  const spare = (high - low || 1) / 10;
  return [low - spare, high + spare];
}

/** Grid points as the network sees them: standardised by the training part, row by row from the lowest y. */
function grid(
  x: [number, number],
  y: [number, number] | null,
  resolution: number,
  { mean, deviation, inputs }: PreparedData,
): Float32Array {
  const rows = y === null ? 1 : resolution;
  const X = new Float32Array(rows * resolution * inputs);
  const standardize = (value: number, column: number) =>
    (value - (mean[column] ?? 0)) / (deviation[column] ?? 1);
  for (let row = 0; row < rows; row += 1)
    for (let column = 0; column < resolution; column += 1) {
      const at = (row * resolution + column) * inputs;
      X[at] = standardize(between(x, column, resolution), 0);
      if (y !== null) X[at + 1] = standardize(between(y, row, resolution), 1);
    }
  return X;
}

function between([low, high]: [number, number], index: number, resolution: number): number {
  return low + ((high - low) * index) / (resolution - 1);
}
