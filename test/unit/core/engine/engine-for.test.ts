import { expect, test } from 'vitest';
import { engineFor } from '#shared/core/engine/engine-for.ts';
import { activations } from '#shared/design/design.ts';

test.each(activations)('a network with a layer of %s is trained by the compiled engine', (activation) => {
  expect(engineFor([{ activation: 'relu' }, { activation }]).id).toBe('wasm-simd@1');
});
