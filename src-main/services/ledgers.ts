import type { RunLedger } from '#shared/contract/gradients.ts';
import type { Run } from '#shared/contract/runs.ts';
import { keepLedger, type LayerGains, type LedgerLayer } from '#shared/core/inspect/ledger.ts';
import { problem } from '#shared/problem.ts';
import type { SeriesPoints, StoreClient } from '../store/api.ts';

const gainNames = ['weight', 'derivative', 'residual', 'normalization'] as const;

/** The backward ledgers of runs, from what telemetry recorded of their mini-batches. */
export class LedgerService {
  readonly #store: Pick<StoreClient, 'findRun' | 'seriesKeys' | 'readSeries'>;

  constructor(store: Pick<StoreClient, 'findRun' | 'seriesKeys' | 'readSeries'>) {
    this.#store = store;
  }

  /**
   * @param step a recorded one; left out, the last of them
   * @throws ProblemError run.unknown, run.ambiguous, run.noGradients, run.stepNotRecorded
   */
  async at(ref: string, step?: number): Promise<RunLedger> {
    const run = await this.#store.findRun(ref);
    const keys = new Set(await this.#store.seriesKeys(run.id));
    const { steps } = keys.has('grad.norm.dZ[1]')
      ? await this.#store.readSeries(run.id, 'grad.norm.dZ[1]')
      : { steps: new Int32Array() };
    const row = findRow(run, steps, step);
    const readAt = async (key: string) =>
      keys.has(key) ? valueAt(await this.#store.readSeries(run.id, key), row) : undefined;
    const gains = await Promise.all(
      run.design.layers.map(async (_, index): Promise<LayerGains> => {
        const l = index + 1;
        const read = await Promise.all(gainNames.map((name) => readAt(`gain.${name}[${l}]`)));
        const [weight, derivative, residual, normalization] = read;
        return {
          weight,
          derivative,
          residual,
          normalization,
          dZ: (await readAt(`grad.norm.dZ[${l}]`)) ?? NaN,
        };
      }),
    );
    const { total, layers } = keepLedger(gains);
    return { step: steps[row] ?? 0, total: finiteOrNull(total), layers: layers.map(toFinite) };
  }
}

/** The place of a step among those recorded. */
function findRow(run: Run, steps: Int32Array, step: number | undefined): number {
  if (steps.length === 0) throw problem('run.noGradients', { run: run.name });
  if (step === undefined) return steps.length - 1;
  const row = steps.findIndex((other) => other >= step);
  if (steps[row] === step) return row;
  const before = steps[row < 0 ? steps.length - 1 : row - 1];
  const after = row < 0 ? undefined : steps[row];
  const nearest = [before, after].filter((other) => other !== undefined).join(', ');
  throw problem('run.stepNotRecorded', { run: run.name, step, nearest });
}

function valueAt({ values }: SeriesPoints, row: number): number {
  return values[row] ?? NaN;
}

function toFinite(layer: LedgerLayer): RunLedger['layers'][number] {
  const { l, normalization, weight, residual, derivative } = layer;
  return {
    l,
    ...(normalization === undefined ? {} : { normalization: finiteOrNull(normalization) }),
    weight: finiteOrNull(weight),
    ...(residual === undefined ? {} : { residual: finiteOrNull(residual) }),
    derivative: finiteOrNull(derivative),
  };
}

function finiteOrNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
