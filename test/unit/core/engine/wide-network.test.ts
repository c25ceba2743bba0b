import { describe, expect, it } from 'vitest';
import type { TrainingSpec } from '#shared/core/engine/engine.ts';
import { referenceEngine } from '#shared/core/engine/reference-engine.ts';
import { wasmEngine } from '#shared/core/engine/wasm-engine.ts';
import { createGenerator } from '#shared/core/random/generator.ts';
import { expectClose, tolerance } from '#test/closeness.ts';
import { entry } from '#test/entry.ts';

// Beyond a block of 64 rows and a pass of 384, with ragged ends everywhere; layer by layer every activation.
const spec: TrainingSpec = {
  inputs: 403,
  layers: (['tanh', 'relu', 'sigmoid', 'leakyRelu', 'linear', 'softmax'] as const).map(
    (activation, index) => ({
      units: entry([67, 130, 65, 401, 9, 11], index),
      activation,
      init: { kind: 'xavier' },
    }),
  ),
  loss: 'crossEntropy',
  optimizer: { kind: 'adam', learningRate: 1e-3, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
  l2: 1e-3,
  seed: 5,
  maxBatch: 131,
};

function drawBatch(m: number) {
  const stream = createGenerator(9).stream('examples');
  const X = Float32Array.from({ length: m * spec.inputs }, stream.normal);
  const Y = new Float32Array(m * 11);
  for (let i = 0; i < m; i++) Y[i * 11 + stream.integer(11)] = 1;
  return { X, Y };
}

describe('a network wider than the blocks of the kernels', () => {
  it('takes the step that the plain engine takes', () => {
    const sgd: TrainingSpec = { ...spec, optimizer: { kind: 'sgd', learningRate: 0.5 } };
    const [quick, plain] = [wasmEngine.createTrainer(sgd), referenceEngine.createTrainer(sgd)];
    for (const m of [131, 64, 1]) {
      const { X, Y } = drawBatch(m);
      expectClose(quick.step(X, Y, m), plain.step(X, Y, m), tolerance.float32, `cost for m = ${m}`);
      const [found, expected] = [quick, plain].map((trainer) => {
        const scalars = new Float32Array(trainer.scalarNames.length);
        trainer.readScalars(scalars);
        return scalars;
      });
      found?.forEach((value, i) => expectClose(value, expected?.[i] ?? NaN, 1e-4, quick.scalarNames[i]));
    }
    quick.parameters.forEach(({ name, values }, index) =>
      expectClose(values, entry(plain.parameters, index).values, 10 * tolerance.float32, name),
    );
  });

  it('gives the bytes that it gave in every earlier version of wasm-simd@1', () => {
    const trainer = wasmEngine.createTrainer(spec);
    const { X, Y } = drawBatch(131);
    for (const m of [131, 100, 3]) trainer.step(X, Y, m);
    let hash = 0x811c9dc5;
    for (const { values } of trainer.parameters)
      for (const byte of new Uint8Array(values.slice().buffer))
        hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
    expect(hash).toBe(580807066);
  });

  it('does not see what an earlier, larger batch has left behind', () => {
    const [used, fresh] = [wasmEngine.createTrainer(spec), wasmEngine.createTrainer(spec)];
    const { X, Y } = drawBatch(131);
    used.predict(
      X.map(() => NaN),
      131,
    );
    expect(used.step(X, Y, 3)).toBe(fresh.step(X, Y, 3));
    expect(used.parameters.map(({ values }) => values)).toEqual(fresh.parameters.map(({ values }) => values));
  });

  it('is refused with the figure when it does not fit into memory', () => {
    const layers = [{ units: 200_000, activation: 'softmax', init: { kind: 'zeros' } }] as const;
    expect(() => wasmEngine.createTrainer({ ...spec, inputs: 100_000, layers })).toThrow(
      /^training needs [\d,]+ MiB of memory; at most 4,096 MiB are accepted$/,
    );
  });
});
