import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { ActivationName, LossName, OptimizerSpec } from '#shared/core/engine/engine.ts';
import {
  networkBackward,
  networkCost,
  networkForward,
  type Network,
} from '#shared/core/reference/network.ts';
import { noRegularization } from '#shared/core/reference/regularization/regularization.ts';
import { createTrainStep } from '#shared/core/reference/train-step.ts';
import { expectClose, tolerance } from '#test/closeness.ts';
import { entry } from '#test/entry.ts';
import { byColumn, byRow, type Matrix } from './course-matrix.ts';

interface Fixture {
  loss: LossName;
  l2: number;
  m: number;
  X: Matrix;
  Y: Matrix;
  cost: number;
  layers: (Record<'W' | 'b' | 'Z' | 'A' | 'dZ' | 'dW' | 'db', Matrix> & { activation: ActivationName })[];
  steps: number;
  after: { optimizer: OptimizerSpec; layers: Record<'W' | 'b', Matrix>[] }[];
}

const load = (name: string) =>
  JSON.parse(
    readFileSync(new URL(`../../../fixtures/core/${name}.json`, import.meta.url), 'utf8'),
  ) as Fixture;

const networkOf = ({ layers, loss }: Fixture): Network => ({
  layers: layers.map(({ W, b, activation }) => ({ W: byRow(W), b: byRow(b), activation })),
  loss,
});

const names = ['tanh-sigmoid', 'relu-softmax', 'leaky-relu-linear', 'elu-gelu-silu', 'logistic'];

describe.each(names)('the design %s', (name) => {
  const fixture = load(name);
  const [X, Y] = [byColumn(fixture.X), byColumn(fixture.Y)];
  const regularization = { ...noRegularization, l2: fixture.l2 };

  it('has the Z, A, cost, dZ, dW and db that PyTorch computes', () => {
    const network = networkOf(fixture);
    const { caches } = networkForward(network, X);
    const gradients = networkBackward(network, caches, Y, regularization);
    expectClose(networkCost(network, caches, Y, regularization), fixture.cost, tolerance.float64, 'cost');
    expect(fixture.layers.length).toBeGreaterThan(0);
    fixture.layers.forEach((expected, index) => {
      const { Z, A } = entry(caches, index);
      const { dZ, dW, db } = entry(gradients, index);
      const l = index + 1;
      expectClose(Z, byColumn(expected.Z), tolerance.float64, `Z${l}`);
      expectClose(A, byColumn(expected.A), tolerance.float64, `A${l}`);
      expectClose(dZ, byColumn(expected.dZ), tolerance.float64, `dZ${l}`);
      expectClose(dW, byRow(expected.dW), tolerance.float64, `dW${l}`);
      expectClose(db, byRow(expected.db), tolerance.float64, `db${l}`);
    });
  });

  it.each(fixture.after.map((after) => [after.optimizer.kind, after] as const))(
    'has the parameters after three steps of %s that PyTorch has',
    (_kind, { optimizer, layers }) => {
      const network = networkOf(fixture);
      const step = createTrainStep(network, { optimizer, regularization, seed: 1 });
      for (let i = 0; i < fixture.steps; i++) step(X, Y);
      layers.forEach((expected, index) => {
        expectClose(entry(network.layers, index).W, byRow(expected.W), tolerance.float64, `W${index + 1}`);
        expectClose(entry(network.layers, index).b, byRow(expected.b), tolerance.float64, `b${index + 1}`);
      });
    },
  );
});
