import { describe, expect, it } from 'vitest';
import type { NetworkTrainer, TrainingSpec } from '#shared/core/engine/engine.ts';
import { mostBatches, wasmEngine } from '#shared/core/engine/wasm-engine.ts';
import { createGenerator } from '#shared/core/random/generator.ts';
import { tolerance } from '#test/closeness.ts';
import { entry } from '#test/entry.ts';
import { pairWithReference, worstDistance } from './beside-reference.ts';
import { drawBatch, drawDesign } from './draw-design.ts';
import { hashTrainer } from './hash-trainer.ts';
import { describeNetwork, drawExamples } from './small-network.ts';

const examples = 43;
const batchSize = 8;
const perEpoch = 6;

function prepare(spec: TrainingSpec) {
  const { X, Y } = drawBatch(spec, examples, spec.seed);
  const create = () => {
    const trainer = wasmEngine.createTrainer(spec, { examples });
    trainer.setExamples(X, Y, examples);
    return trainer;
  };
  /** Batch k as the order has it, gathered here. */
  const gather = (order: ArrayLike<number>, k: number) => {
    const n = Y.length / examples;
    const chosen = Array.from(order).slice(k * batchSize, (k + 1) * batchSize);
    const rows = (from: Float32Array, width: number) =>
      Float32Array.from(chosen.flatMap((i) => [...from.subarray(i * width, (i + 1) * width)]));
    return { X: rows(X, spec.inputs), Y: rows(Y, n), m: chosen.length };
  };
  return { create, gather };
}

function shuffle(trainer: NetworkTrainer, seed: number): Uint32Array {
  createGenerator(seed).stream('order').shuffle(trainer.order);
  return trainer.order.slice();
}

describe('many batches in one crossing', () => {
  it('give the bytes of single steps, and their losses and numbers, for designs drawn at random', () => {
    for (let seed = 0; seed < 60; seed++) {
      const spec = drawDesign(seed);
      const { create, gather } = prepare(spec);
      const [many, single] = [create(), create()];
      many.measureEvery = single.measureEvery = 1;
      const numbers = (trainer: NetworkTrainer, row?: number) => {
        const out = new Float32Array(trainer.scalarNames.length);
        trainer.readScalars(out, row);
        return out;
      };
      for (let epoch = 0; epoch < 2; epoch++) {
        const order = shuffle(many, 100 * seed + epoch);
        const { taken, measured, divergence } = many.trainBatches({ first: 0, count: perEpoch, batchSize });
        expect({ taken, measured, divergence }).toEqual({ taken: 6, measured: 6, divergence: null });
        for (let k = 0; k < perEpoch; k++) {
          const { X, Y, m } = gather(order, k);
          expect(single.step(X, Y, m)).toBe(many.losses[k]);
          expect(numbers(single)).toEqual(numbers(many, k));
        }
        expect(hashTrainer(many), `design ${seed}`).toBe(hashTrainer(single));
      }
      expect([many.stepsTaken, single.stepsTaken]).toEqual([12, 12]);
    }
  });

  it('give the same bytes however the range is cut', () => {
    const { create } = prepare(drawDesign(5));
    const [whole, parts] = [create(), create()];
    shuffle(whole, 1);
    shuffle(parts, 1);
    whole.trainBatches({ first: 0, count: 6, batchSize });
    const losses = [
      [0, 1],
      [1, 3],
      [4, 2],
    ].flatMap(([first = 0, count = 0]) => {
      parts.trainBatches({ first, count, batchSize });
      return [...parts.losses.subarray(0, count)];
    });
    expect(losses).toEqual([...whole.losses.subarray(0, 6)]);
    expect(hashTrainer(parts)).toBe(hashTrainer(whole));
  });

  it('take the examples as they lie where no order is asked for, whatever the order says', () => {
    const { create } = prepare(drawDesign(6));
    const [lying, ordered] = [create(), create()];
    shuffle(lying, 1);
    lying.trainBatches({ first: 1, count: 5, batchSize, isShuffled: false });
    ordered.trainBatches({ first: 1, count: 5, batchSize });
    expect(hashTrainer(lying)).toBe(hashTrainer(ordered));
  });

  it('take each step with the learning rate times its own factor, as the reference does', () => {
    for (let seed = 0; seed < 30; seed++) {
      const spec = drawDesign(seed);
      const pair = pairWithReference(spec, examples);
      const { gather } = prepare(spec);
      const { X, Y } = drawBatch(spec, examples, spec.seed);
      pair.trainer.setExamples(X, Y, examples);
      const rates = [0.5, 1, 2, 0, 1e-3, 0.25];
      pair.trainer.trainBatches({ first: 0, count: perEpoch, batchSize, rates });
      rates.forEach((rate, k) => {
        const batch = gather(pair.trainer.order, k);
        const cost = pair.follow(batch.X, batch.Y, rate);
        const distance = Math.abs(cost - entry(pair.trainer.losses, k));
        expect(distance).toBeLessThan(tolerance.float32 * Math.max(1, cost));
      });
      expect(worstDistance(pair).share, `design ${seed}`).toBeLessThan(tolerance.float32);
    }
  });

  it('measure the first step of all and every so many after it, over the calls', () => {
    const { create } = prepare(drawDesign(8));
    const every = create();
    const third = create();
    every.measureEvery = 1;
    third.measureEvery = 3;
    const read = (trainer: NetworkTrainer, row: number) => {
      const out = new Float32Array(trainer.scalarNames.length);
      trainer.readScalars(out, row);
      return out;
    };
    let step = 0;
    for (const [first, count] of [
      [0, 4],
      [4, 2],
      [0, 1],
      [1, 5],
    ] as const) {
      every.trainBatches({ first, count, batchSize });
      const { measured } = third.trainBatches({ first, count, batchSize });
      const due = Array.from({ length: count }, (_, i) => i).filter((i) => (step + i) % 3 === 0);
      expect(measured).toBe(due.length);
      due.forEach((i, row) => expect(read(third, row)).toEqual(read(every, i)));
      step += count;
    }
    expect(hashTrainer(every)).toBe(hashTrainer(third));
  });

  it('draw another mask in each step, and the same in each training', () => {
    const spec = describeNetwork('crossEntropy', 'softmax', [{ activation: 'tanh', dropout: 0.5 }], {
      optimizer: { kind: 'sgd', learningRate: 0 },
      regularization: { l2: 0 },
    });
    const losses = [1, 2].map(() => {
      const trainer = wasmEngine.createTrainer(spec, { examples: 8 });
      const { X, Y } = drawExamples(8);
      trainer.setExamples(X, Y, 8);
      return Array.from({ length: 5 }, () => {
        trainer.trainBatches({ first: 0, count: 1, batchSize: 8 });
        return trainer.losses[0];
      });
    });
    expect(losses[0]).toEqual(losses[1]);
    expect(new Set(losses[0]).size).toBe(5);
  });

  it('leave alone what a step, a prediction and an evaluation between them work with', () => {
    const spec = drawDesign(9);
    const { create } = prepare(spec);
    const [busy, calm] = [create(), create()];
    const { X, Y } = drawBatch(spec, 30, 77);
    const range = { count: 3, batchSize };
    for (const trainer of [busy, calm]) trainer.trainBatches({ first: 0, ...range });
    busy.predict(X, 11);
    busy.evaluate(X, Y, 30);
    for (const trainer of [busy, calm]) trainer.step(X, Y, 16);
    for (const trainer of [busy, calm]) trainer.trainBatches({ first: 3, ...range });
    expect(hashTrainer(busy)).toBe(hashTrainer(calm));
  });

  it('refuse a range that asks for more than there is', () => {
    const { create } = prepare(drawDesign(5));
    const trainer = create();
    const train = (first: number, count: number, size: number) => () =>
      trainer.trainBatches({ first, count, batchSize: size });
    expect(train(0, 7, 8)).toThrow(RangeError);
    expect(train(6, 1, 8)).toThrow(RangeError);
    expect(train(-1, 1, 8)).toThrow(RangeError);
    expect(train(0, 0, 8)).toThrow(RangeError);
    expect(train(0, mostBatches + 1, 1)).toThrow(RangeError);
    expect(train(0, 1, 17)).toThrow(RangeError);
    expect(train(0, 1, 0)).toThrow(RangeError);
    expect(train(NaN, 1, 1)).toThrow(RangeError);
    expect(train(0.5, 1, 1)).toThrow(RangeError);
    for (const every of [-1, 1.5, NaN])
      expect(() => (trainer.measureEvery = every)).toThrow('a whole number from 0 is accepted');
    const { X, Y } = drawBatch(drawDesign(5), 44, 1);
    expect(() => trainer.setExamples(X, Y, 44)).toThrow(RangeError);
    expect(() => trainer.setExamples(X, Y.subarray(1), 43)).not.toThrow();
    expect(() =>
      wasmEngine.createTrainer(drawDesign(5)).trainBatches({ first: 0, count: 1, batchSize: 1 }),
    ).toThrow(RangeError);
  });
});

describe('the register tile', () => {
  it('changes no byte, even in the middle of a training', () => {
    for (let seed = 0; seed < 40; seed++) {
      const { create } = prepare(drawDesign(seed));
      const hashes = (['4x8', '4x16', '2x16', 'changing'] as const).map((tile) => {
        const trainer = create();
        if (tile !== 'changing') trainer.tile = tile;
        for (let k = 0; k < 3; k++) {
          if (tile === 'changing') trainer.tile = entry(['2x16', '4x8', '4x16'], k);
          trainer.trainBatches({ first: 2 * k, count: 2, batchSize });
        }
        return hashTrainer(trainer);
      });
      expect(new Set(hashes).size, `design ${seed}`).toBe(1);
    }
  });
});
