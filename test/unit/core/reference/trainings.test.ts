import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { LayerSpec, LossName, OptimizerSpec, RegularizationSpec } from '#shared/core/engine/engine.ts';
import type { Layer } from '#shared/core/reference/layers/layer.ts';
import { createNormalization } from '#shared/core/reference/layers/normalization.ts';
import { networkForward, type Network } from '#shared/core/reference/network.ts';
import { createTrainStep } from '#shared/core/reference/train-step.ts';
import { expectClose, tolerance } from '#test/closeness.ts';
import { entry } from '#test/entry.ts';
import { byColumn, byRow, type Matrix } from './course-matrix.ts';

interface Fixture {
  loss: LossName;
  seed: number;
  layers: LayerSpec[];
  start: Parameters[];
  steps: { X: Matrix; Y: Matrix; factor: number }[];
  runs: {
    optimizer: OptimizerSpec;
    regularization: RegularizationSpec;
    costs: number[];
    after: (Parameters & { mean?: Matrix; variance?: Matrix })[];
    prediction: Matrix;
  }[];
}
type Parameters = { W: Matrix; b: Matrix; gamma?: Matrix; beta?: Matrix };

const load = (name: string) =>
  JSON.parse(
    readFileSync(new URL(`../../../fixtures/core/${name}.json`, import.meta.url), 'utf8'),
  ) as Fixture;

function startOf({ layers, start, loss }: Fixture): Network {
  const begin = (spec: LayerSpec, { W, b, gamma = [], beta = [] }: Parameters): Layer => {
    const { units, activation, normalization, residualFrom, dropout } = spec;
    return {
      ...{ W: byRow(W), b: byRow(b), activation },
      ...(normalization === undefined
        ? {}
        : {
            normalization: {
              ...createNormalization(normalization, units),
              gamma: byRow(gamma),
              beta: byRow(beta),
            },
          }),
      ...(residualFrom === undefined ? {} : { residualFrom }),
      ...(dropout === undefined ? {} : { dropout }),
    };
  };
  return { layers: layers.map((spec, index) => begin(spec, entry(start, index))), loss };
}

describe.each(['training-normalized', 'training-residual', 'training-margin'])('%s', (name) => {
  const fixture = load(name);

  it.each(fixture.runs.map((run) => [run.optimizer.kind, run] as const))(
    'goes with %s where autograd and the formulas of the papers go',
    (_kind, { optimizer, regularization, costs, after, prediction }) => {
      const network = startOf(fixture);
      const step = createTrainStep(network, { optimizer, regularization, seed: fixture.seed });
      fixture.steps.forEach(({ X, Y, factor }, t) =>
        expectClose(
          step(byColumn(X), byColumn(Y), factor),
          entry(costs, t),
          tolerance.float64,
          `cost of step ${t + 1}`,
        ),
      );
      network.layers.forEach(({ W, b, normalization }, index) => {
        const expected = entry(after, index);
        const compare = (found: Float64Array | undefined, matrix: Matrix | undefined, what: string) =>
          expectClose(found ?? [], byRow(matrix ?? []), tolerance.float64, `${what}${index + 1}`);
        compare(W, expected.W, 'W');
        compare(b, expected.b, 'b');
        compare(normalization?.gamma, expected.gamma, 'gamma');
        compare(normalization?.beta, expected.beta, 'beta');
        const running = normalization?.kind === 'batch' ? normalization.running : undefined;
        compare(running?.mean, expected.mean, 'mean');
        compare(running?.variance, expected.variance, 'variance');
      });
      const { A } = networkForward(network, byColumn(entry(fixture.steps, 0).X), { kind: 'prediction' });
      expectClose(A, byColumn(prediction), tolerance.float64, 'prediction');
    },
  );

  it('has runs of every optimiser', () => {
    expect(fixture.runs.map(({ optimizer }) => optimizer.kind).sort()).toEqual([
      'adagrad',
      'adam',
      'adamw',
      'momentum',
      'nesterov',
      'rmsprop',
      'sgd',
    ]);
  });
});
