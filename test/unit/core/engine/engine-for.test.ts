import { expect, test } from 'vitest';
import { engineFor } from '#shared/core/engine/engine-for.ts';

test('a network of compiled activations is trained by the compiled engine', () => {
  expect(engineFor([{ activation: 'relu' }, { activation: 'softmax' }]).id).toBe('wasm-simd@1');
});

test.each(['elu', 'gelu', 'silu'] as const)(
  'one layer of %s gives the whole network to the plain engine',
  (activation) => {
    expect(engineFor([{ activation: 'relu' }, { activation }]).id).toBe('reference@1');
  },
);
