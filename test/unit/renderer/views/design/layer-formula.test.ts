import { expect, it } from 'vitest';
import type { Layer } from '#shared/design/design.ts';
import { layerFormula } from '#renderer/views/design/layer-formula.ts';

const layer = (change: Partial<Layer>): Layer => ({ units: 4, activation: 'relu', ...change });

it.each([
  [layer({}), { result: 'Z', rest: null }],
  [layer({ dropout: 0.5 }), { result: 'Z', rest: null }],
  [layer({ normalization: 'batch' }), { result: 'V', rest: 'Z = γ ẑ + β' }],
  [layer({ residualFrom: 12 }), { result: 'V', rest: 'Z = V + A₁₂' }],
  [layer({ normalization: 'layer', residualFrom: 0 }), { result: 'V', rest: 'Z = γ ẑ + β + A₀' }],
])('%j gets from A to Z as %j', (given, formula) => {
  expect(layerFormula(given)).toEqual(formula);
});
