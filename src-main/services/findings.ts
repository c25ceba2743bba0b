import type { RunFinding } from '#shared/contract/gradients.ts';
import type { Run } from '#shared/contract/runs.ts';
import { findFaults } from '#shared/core/inspect/findings/find-faults.ts';
import type { Finding, Points } from '#shared/core/inspect/findings/finding.ts';
import { isProblem } from '#shared/problem.ts';
import { splitExamples } from '../datasets/split.ts';
import type { StoreClient } from '../store/api.ts';
import type { DatasetService } from './datasets.ts';

const nothing: Points = { steps: [], values: [] };
/** What the rules read of every layer, and of the whole. */
const perLayer = [
  'grad.norm.dZ',
  'gain.weight',
  'gain.derivative',
  'share.saturated',
  'share.dead',
  'activation.deviation',
  'update.ratio',
];
const ofAll = ['train.loss', 'dev.loss'];

/** What is wrong with runs, and what to try, from what they recorded. */
export class FindingService {
  readonly #store: Pick<StoreClient, 'seriesKeys' | 'readSeries'>;
  readonly #datasets: DatasetService;

  constructor(store: Pick<StoreClient, 'seriesKeys' | 'readSeries'>, datasets: DatasetService) {
    this.#store = store;
    this.#datasets = datasets;
  }

  async of(run: Run): Promise<Finding[]> {
    const series = await this.#readSeries(run);
    const { design, recipe, status, failure } = run;
    return findFaults({
      layers: design.layers.map(({ units, activation }) => ({ units, activation })),
      init: recipe.init,
      learningRate: recipe.optimizer.learningRate,
      batchSize: recipe.batchSize,
      divergence:
        status === 'diverged' ? { layer: failure?.layer ?? null, step: failure?.step ?? run.step } : null,
      classCounts: await this.#countClasses(run),
      read: (key) => series.get(key) ?? nothing,
    });
  }

  async #readSeries({ id, L }: Run): Promise<Map<string, Points>> {
    const recorded = new Set(await this.#store.seriesKeys(id));
    const layers = Array.from({ length: L }, (_, index) => index + 1);
    const keys = [...ofAll, ...layers.flatMap((l) => perLayer.map((name) => `${name}[${l}]`))];
    const found = keys.filter((key) => recorded.has(key));
    return new Map(
      await Promise.all(
        found.map(async (key): Promise<[string, Points]> => [key, await this.#store.readSeries(id, key)]),
      ),
    );
  }

  /** Examples of each class in the training part; empty for regression, and where the data is no longer there. */
  async #countClasses({ dataset: saved, recipe }: Run): Promise<number[]> {
    try {
      const dataset = await this.#datasets.resolveSaved(saved);
      const counts = dataset.classes.map(() => 0);
      if (counts.length === 0) return [];
      for (const example of splitExamples(dataset, recipe).train) {
        const y = dataset.Y[example] ?? 0;
        counts[y] = (counts[y] ?? 0) + 1;
      }
      return counts;
    } catch (error) {
      if (isProblem(error)) return [];
      throw error;
    }
  }
}

/** As it crosses to the page, which knows no infinity. */
export function toSent({ kind, layer, evidence, remedies }: Finding): RunFinding {
  const finite = Object.entries(evidence).map(([name, value]) => [
    name,
    Number.isFinite(value) ? value : null,
  ]);
  return {
    kind,
    layer,
    evidence: Object.fromEntries(finite) as RunFinding['evidence'],
    remedies: [...remedies],
  };
}
