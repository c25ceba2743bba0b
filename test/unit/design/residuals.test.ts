import { expect, test } from 'vitest';
import { parseLayers } from '#shared/design/parse-layers.ts';
import { residualSources, withoutBrokenResiduals } from '#shared/design/residuals.ts';
import { designFor, refitDesign } from '#shared/design/task.ts';

const layers = parseLayers('8:relu,4:relu,8:relu');

test('every layer below and the input are sources; those of the same width fit', () => {
  expect(residualSources({ inputs: 8, layers }, 3)).toEqual([
    { k: 0, units: 8, fits: true },
    { k: 1, units: 8, fits: true },
    { k: 2, units: 4, fits: false },
  ]);
  expect(residualSources({ inputs: 2, layers }, 1)).toEqual([{ k: 0, units: 2, fits: false }]);
});

test('a residual that fits stays, one that does not is taken away, and nothing else changes', () => {
  const [first, second, third] = layers.map((layer) => ({ ...layer, dropout: 0.1 }));
  if (first === undefined || second === undefined || third === undefined) throw new Error('three are needed');
  const broken = [first, { ...second, residualFrom: 1 }, { ...third, residualFrom: 1 }];
  expect(withoutBrokenResiduals({ inputs: 2, layers: broken })).toEqual([
    first,
    second,
    { ...third, residualFrom: 1 },
  ]);
  expect(withoutBrokenResiduals({ inputs: 2, layers: [{ ...first, residualFrom: 1 }] })).toEqual([first]);
});

test('other data keeps the residuals among hidden layers and loses those from an input of another width', () => {
  const hidden = parseLayers('4:relu,4:relu').map((layer, index) => ({ ...layer, residualFrom: index }));
  const design = designFor({ kind: 'binary', inputs: 4, outputs: 1 }, hidden, 'name');
  const refitted = refitDesign(design, { kind: 'binary', inputs: 2, outputs: 1 });
  expect(refitted.layers.map(({ residualFrom }) => residualFrom)).toEqual([undefined, 1, undefined]);
});
