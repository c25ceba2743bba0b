import { expect, test } from 'vitest';
import { wasmEngine } from '#shared/core/engine/wasm-engine.ts';
import type { TileName, TrainingSpec } from '#shared/core/engine/engine.ts';
import { kernelBytes } from '#shared/core/engine/wasm/module-bytes.ts';
import { hashWork } from '#main/training/simd/probe-work.ts';

const createTrainer = (spec: TrainingSpec, tile: TileName) => wasmEngine.createTrainer(spec, { tile });

test('the work of the probe gives the same hash every time', () => {
  expect(hashWork(createTrainer)).toBe(hashWork(createTrainer));
});

test('one byte of one parameter gives another', () => {
  const flipped = (spec: TrainingSpec, tile: TileName) => {
    const trainer = createTrainer(spec, tile);
    const [W1] = trainer.parameters;
    if (W1) new Uint8Array(W1.values.buffer, W1.values.byteOffset, 1).fill(1);
    return trainer;
  };
  expect(hashWork(flipped)).not.toBe(hashWork(createTrainer));
});

test('the module for pairs is the plain one with a section that says so', () => {
  const [plain, paired] = [kernelBytes(false), kernelBytes(true)];
  expect(paired.subarray(0, plain.length)).toEqual(plain);
  expect(Array.from(paired.subarray(plain.length))).toEqual([0, 7, 6, ...Buffer.from('paired')]);
});
