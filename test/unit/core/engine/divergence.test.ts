import { describe, expect, it } from 'vitest';
import {
  DivergenceError,
  type LayerSpec,
  type NetworkTrainer,
  type TrainingSpec,
} from '#shared/core/engine/engine.ts';
import { planArena, SIZES } from '#shared/core/engine/wasm/arena.ts';
import { findDivergence } from '#shared/core/engine/wasm/divergence.ts';
import { wasmEngine } from '#shared/core/engine/wasm-engine.ts';
import { noRegularization } from '#shared/core/reference/regularization/regularization.ts';
import { entry } from '#test/entry.ts';
import { drawBatch, drawDesign, optimizers } from './draw-design.ts';
import { copyTensors } from './hash-trainer.ts';
import { describeNetwork, drawExamples } from './small-network.ts';

function catchDivergence(act: () => unknown): DivergenceError {
  try {
    act();
  } catch (error) {
    if (error instanceof DivergenceError) return error;
    throw error;
  }
  throw new Error('nothing diverged');
}

function fill(trainer: NetworkTrainer, values: Record<string, number>): void {
  for (const tensor of trainer.parameters) {
    const value = values[tensor.name];
    if (value !== undefined) tensor.values.fill(value);
  }
}

const sgd = (learningRate: number) => ({ kind: 'sgd', learningRate }) as const;

/** A batch-normalised, a layer-normalised and two plain layers. */
const mixed: Partial<LayerSpec>[] = [
  { activation: 'tanh', normalization: 'batch' },
  { activation: 'gelu', normalization: 'layer', dropout: 0.2 },
  { activation: 'relu' },
];

describe('a number that is not finite', () => {
  it('is found in every layer and tensor, and the first that a step makes is named', () => {
    const spec = describeNetwork('crossEntropy', 'softmax', mixed);
    const arena = planArena(spec, { examples: 0, threads: 2, keepAll: false });
    const words = new Uint32Array(arena.bytes / 4);
    const step = { step: 3, threads: 2, loss: 1 };
    expect(findDivergence(words.buffer, arena, step)).toBeUndefined();
    const tensors = [
      'Z',
      'dZ',
      'dV',
      'dW',
      'W',
      'db',
      'b',
      'dgamma',
      'gamma',
      'dbeta',
      'beta',
      'runningVariance',
    ];
    const [upwards, downwards] = [
      [1, 2, 3, 4],
      [4, 3, 2, 1],
    ];
    const of = (layers: number[], names: string[]) =>
      layers.flatMap((l) => names.map((name) => [l, name] as const));
    const made = [
      ...of(upwards, ['Z', 'runningVariance']),
      ...of(downwards, ['dZ', 'dV', 'dW', 'db', 'dgamma', 'dbeta']),
      ...of(upwards, ['W', 'b', 'gamma', 'beta']),
    ];
    // From the last that a step makes to the first, so that each new one must be named before those already there.
    for (const [layer, tensor] of made.toReversed()) {
      const thread = entry(arena.workers, layer % 2);
      const place = (4 + layer - 1) * SIZES + tensors.indexOf(tensor);
      words[thread.sizes / 4 + place] = 0x7f800000;
      expect(findDivergence(words.buffer, arena, step)).toMatchObject({ layer, tensor });
    }
    // Those of the step before lie elsewhere.
    expect(findDivergence(words.buffer, arena, { ...step, step: 2 })).toBeUndefined();
    expect(findDivergence(words.buffer, arena, { ...step, step: 2, loss: NaN })).toMatchObject({
      layer: 4,
      tensor: 'loss',
    });
  });

  it('in any parameter stops the step, and leaves parameters and running statistics as they were', () => {
    for (const clipNorm of [0, 1])
      for (const optimizer of optimizers) {
        const trainer = wasmEngine.createTrainer(
          describeNetwork('crossEntropy', 'softmax', mixed, { optimizer, regularization: { clipNorm } }),
        );
        const { X, Y } = drawExamples(8);
        trainer.step(X, Y, 8);
        for (const { name, values } of trainer.parameters)
          for (const poison of [NaN, Infinity, -Infinity]) {
            const last = values.length - 1;
            const healthy = entry(values, last);
            values[last] = poison;
            const before = copyTensors(trainer);
            const { layer, tensor } = catchDivergence(() => trainer.step(X, Y, 8));
            expect({ layer, tensor }, `${name} = ${poison}`).toEqual({
              layer: Number(name.at(-1)),
              tensor: 'Z',
            });
            expect(copyTensors(trainer)).toEqual(before);
            values[last] = healthy;
          }
        expect(trainer.stepsTaken).toBe(1);
      }
  });

  it('in the examples stops the step that meets them', () => {
    const layerOf: Record<string, number> = { X: 1, Y: 4 };
    for (const [name, loss, output] of [
      ['X', 'crossEntropy', 'softmax'],
      ['Y', 'crossEntropy', 'softmax'],
      ['Y', 'binaryCrossEntropy', 'sigmoid'],
      ['Y', 'meanSquaredError', 'tanh'],
      ['Y', 'huber', 'silu'],
      ['Y', 'hinge', 'linear'],
    ] as const)
      for (const poison of [NaN, Infinity]) {
        const trainer = wasmEngine.createTrainer(describeNetwork(loss, output, mixed), { examples: 24 });
        const data = drawExamples(24);
        data[name][data[name].length - 5] = poison;
        trainer.setExamples(data.X, data.Y, 24);
        trainer.trainBatches({ first: 0, count: 2, batchSize: 8 });
        const before = copyTensors(trainer);
        const { taken, divergence } = trainer.trainBatches({ first: 0, count: 3, batchSize: 8 });
        expect(taken).toBe(2);
        // An infinite target pulls with a bounded slope: it is the loss that shows it.
        expect(divergence).toMatchObject({ layer: layerOf[name], tensor: name === 'X' ? 'Z' : 'loss' });
        expect(copyTensors(trainer)).not.toEqual(before);
        const after = copyTensors(trainer);
        const again = trainer.trainBatches({ first: 2, count: 1, batchSize: 8 });
        expect({ taken: again.taken, after: copyTensors(trainer) }).toEqual({ taken: 0, after });
      }
  });
});

describe('the tensor where it appears first is named', () => {
  const { X, Y } = drawExamples(8);
  const stop = (
    spec: TrainingSpec,
    values: Record<string, number>,
    targets: Float32Array = Y,
    inputs: Float32Array = X,
  ) => {
    const trainer = wasmEngine.createTrainer(spec);
    fill(trainer, values);
    const before = copyTensors(trainer);
    const { layer, tensor } = catchDivergence(() => trainer.step(inputs, targets, 8));
    expect(copyTensors(trainer)).toEqual(before);
    return `${tensor}${layer}`;
  };
  const regularization = { l2: 0 };
  const plain = (learningRate = 0.1) =>
    describeNetwork('meanSquaredError', 'linear', ['relu'], { optimizer: sgd(learningRate), regularization });
  const normalized = (normalization: 'batch' | 'layer', learningRate = 0.1) =>
    describeNetwork('meanSquaredError', 'linear', [{ activation: 'linear', normalization }], {
      optimizer: sgd(learningRate),
      regularization,
    });

  it('Z', () => {
    expect(stop(plain(), { W1: 3e38 })).toBe('Z1');
    expect(stop(plain(), { W1: 0, b1: 1e30, W2: 1e30 })).toBe('Z2');
  });

  it('runningVariance of a layer that varies by more than float32 can keep', () => {
    const trainer = wasmEngine.createTrainer(normalized('batch'));
    for (const { name, values } of trainer.parameters)
      if (name === 'W1') values.forEach((w, i) => (values[i] = w * 1e22));
    const before = copyTensors(trainer);
    const found = catchDivergence(() => trainer.step(X, Y, 8));
    expect(found).toMatchObject({ layer: 1, tensor: 'runningVariance' });
    expect(copyTensors(trainer)).toEqual(before);
  });

  it('loss', () => {
    const huge = Y.map((_, i) => (i === 4 ? -3e38 : 0));
    const huber = describeNetwork('huber', 'linear', [], { regularization });
    expect(stop(huber, { W1: 0, b1: 3e38 }, huge)).toBe('loss1');
  });

  it('dZ', () => {
    expect(stop(plain(), { W1: 0, b1: 1, W2: 1e10, b2: 1e37 })).toBe('dZ1');
    expect(stop(plain(), { W1: 0, b1: 0, W2: 0, b2: 3e38 })).toBe('dZ2');
  });

  it('dV', () => {
    // V that does not vary is divided by √ε: gamma times 316 times dZ is more than there is.
    const far = Y.map((_, i) => 1e20 * Math.sin(i));
    for (const kind of ['batch', 'layer'] as const)
      expect(stop(normalized(kind), { W1: 0, gamma1: 1e20 }, far)).toBe('dV1');
  });

  it('dW', () => {
    expect(stop(plain(), { W1: 0, b1: 1e20, W2: 0, b2: 1e30 })).toBe('dW2');
  });

  it('db', () => {
    const one = describeNetwork('meanSquaredError', 'linear', [], { optimizer: sgd(0.1), regularization });
    // Each example pulls by 8e37; eight together are more than there is, but X is nothing.
    expect(stop(one, { W1: 0, b1: 1.2e38 }, Y, new Float32Array(40))).toBe('db1');
  });

  it('dgamma and dbeta', () => {
    const one = describeNetwork('meanSquaredError', 'linear', [], { optimizer: sgd(0.1), regularization });
    const output = { units: 3, activation: 'linear', init: { kind: 'xavier' } } as const;
    const layers = [{ ...output, normalization: 'layer' as const }];
    const alike = X.map(() => 1);
    expect(stop({ ...one, layers }, { gamma1: 0, beta1: 1.2e38 }, Y, alike)).toBe('dgamma1');
    expect(stop({ ...one, layers }, { W1: 0, gamma1: 0, beta1: 1.2e38 })).toBe('dbeta1');
  });

  it('W, b, gamma and beta', () => {
    const far = Y.map(() => 1e3);
    expect(stop(plain(1e38), { W2: 1 }, far)).toBe('W1');
    const one = describeNetwork('meanSquaredError', 'linear', [], { optimizer: sgd(1e38), regularization });
    expect(stop(one, { W1: 0, b1: 1e3 }, Y, new Float32Array(40))).toBe('b1');
    const output = { units: 3, activation: 'linear', init: { kind: 'xavier' } } as const;
    const layers = [{ ...output, normalization: 'layer' as const }];
    expect(stop({ ...one, layers }, { gamma1: 1e-30 }, far)).toMatch(/^(W|gamma)1$/);
    expect(stop({ ...one, layers }, { W1: 0, gamma1: 0 }, far)).toBe('beta1');
  });

  it('W of an adaptive optimiser whose memory of squares overflows, for it would never move again', () => {
    for (const optimizer of optimizers) {
      const spec = describeNetwork('meanSquaredError', 'linear', [], { optimizer, regularization });
      if ('epsilon' in optimizer) expect(stop(spec, { W1: 0, b1: 1e21 }), optimizer.kind).toBe('W1');
    }
  });

  it('is the same through a step with clipped gradients', () => {
    const clipped = (spec: TrainingSpec) => ({
      ...spec,
      regularization: { ...noRegularization, clipNorm: 1 },
    });
    expect(stop(clipped(plain()), { W1: 3e38 })).toBe('Z1');
    expect(stop(clipped(plain()), { W1: 0, b1: 1, W2: 1e10, b2: 1e37 })).toBe('dZ1');
    expect(stop(clipped(plain()), { W1: 0, b1: 1e20, W2: 0, b2: 1e30 })).toBe('dW2');
  });
});

describe('a learning rate that is far too large', () => {
  it('stops designs drawn at random in some step, with all that they had before it', () => {
    let stopped = 0;
    for (let seed = 0; seed < 80; seed++) {
      const drawn = drawDesign(seed);
      const optimizer = { ...drawn.optimizer, learningRate: 1e12 };
      const regularization = { ...drawn.regularization, maxNorm: 0, clipValue: 0 };
      const spec = { ...drawn, optimizer, regularization };
      const data = drawBatch(spec, 64, seed);
      const [many, single] = [1, 2].map(() => {
        const trainer = wasmEngine.createTrainer(spec, { examples: 64 });
        trainer.setExamples(data.X, data.Y, 64);
        return trainer;
      }) as [NetworkTrainer, NetworkTrainer];
      for (let epoch = 0; epoch < 8; epoch++) {
        const { taken, divergence } = many.trainBatches({ first: 0, count: 8, batchSize: 8 });
        for (let k = 0; k < taken; k++)
          expect(single.trainBatches({ first: k, count: 1, batchSize: 8 }).taken).toBe(1);
        expect(copyTensors(many), `design ${seed}`).toEqual(copyTensors(single));
        expect([...many.losses.subarray(0, taken)].every(Number.isFinite)).toBe(true);
        for (const values of Object.values(copyTensors(many)))
          expect(values.every(Number.isFinite)).toBe(true);
        if (divergence === null) continue;
        stopped += 1;
        const { divergence: alone } = single.trainBatches({ first: taken, count: 1, batchSize: 8 });
        expect(alone).toMatchObject({ layer: divergence.layer, tensor: divergence.tensor });
        break;
      }
    }
    expect(stopped).toBeGreaterThan(20);
  });

  it('is thrown by the single step, which says where', () => {
    const trainer = wasmEngine.createTrainer(
      describeNetwork('meanSquaredError', 'linear', ['relu'], {
        optimizer: sgd(1e6),
        regularization: { l2: 0 },
      }),
    );
    const { X, Y } = drawExamples(8);
    const error = catchDivergence(() => {
      for (let i = 0; i < 1000; i++) trainer.step(X, Y, 8);
    });
    expect(error.message).toMatch(/^(Z|loss|dZ|dW|W) of layer [12] is no longer finite$/);
  });
});
