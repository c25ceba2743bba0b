import { describe, expect, it } from 'vitest';
import { parseLayers } from '#shared/design/parse-layers.ts';
import type { Layer } from '#shared/design/design.ts';
import { addLayer, duplicateLayer, moveLayer, removeLayer, setLayer } from '#renderer/state/layer-edits.ts';

/** Layers of the given widths; `from` gives some of them a residual, by l. */
function network(widths: string, from: Record<number, number>, inputs = 2) {
  const layers = parseLayers(widths.replace(/\d+/g, '$&:relu')).map((layer, index): Layer => {
    const residualFrom = from[index + 1];
    return residualFrom === undefined ? layer : { ...layer, residualFrom };
  });
  return { inputs, layers };
}
const residuals = (layers: Layer[] | null) => layers?.map(({ residualFrom }) => residualFrom ?? null);
const units = (layers: Layer[] | null) => layers?.map((layer) => layer.units);

describe('a residual', () => {
  it('follows its source when a layer is added before it or between', () => {
    const four = network('8,8,8,1', { 3: 1 });
    expect(residuals(addLayer(four, 0))).toEqual([null, null, null, 2, null]);
    expect(residuals(addLayer(four, 2))).toEqual([null, null, null, 1, null]);
    expect(residuals(addLayer(four, 3))).toEqual([null, null, 1, null, null]);
  });

  it('is not copied to a new layer, whatever else that takes over', () => {
    const { inputs, layers } = network('8,8,1', { 2: 1 });
    const [first, second, output] = layers;
    if (first === undefined || second === undefined || output === undefined)
      throw new Error('three are needed');
    const added = addLayer({ inputs, layers: [first, { ...second, dropout: 0.3 }, output] }, 2);
    expect(added?.[2]).toEqual({ units: 8, activation: 'relu', dropout: 0.3 });
  });

  it('of a duplicate comes from the same layer, and what came from the original still does', () => {
    expect(residuals(duplicateLayer(network('8,8,8,1', { 2: 1, 3: 2 }), 1))).toEqual([null, 1, 1, 2, null]);
    expect(residuals(duplicateLayer(network('8,8,1', { 2: 1 }), 0))).toEqual([null, null, 1, null]);
  });

  it('goes with its source, and follows when another layer is removed', () => {
    const four = network('8,8,8,8,1', { 4: 2 });
    expect(residuals(removeLayer(four, 1))).toEqual([null, null, null, null]);
    expect(residuals(removeLayer(four, 0))).toEqual([null, null, 1, null]);
    expect(residuals(removeLayer(four, 3))).toEqual([null, null, null, null]);
  });

  it('from the input stays from the input', () => {
    const three = network('2,8,2,1', { 1: 0, 3: 0 });
    expect(residuals(removeLayer(three, 1))).toEqual([0, 0, null]);
    expect(residuals(moveLayer(three, 0, 2))).toEqual([null, 0, 0, null]);
  });

  it('follows both its ends when layers are moved, and goes when its source no longer lies below', () => {
    const four = network('8,8,8,8,1', { 4: 2 });
    expect(residuals(moveLayer(four, 1, 0))).toEqual([null, null, null, 1, null]);
    expect(residuals(moveLayer(four, 3, 2))).toEqual([null, null, 2, null, null]);
    expect(residuals(moveLayer(four, 1, 3))).toEqual([null, null, null, null, null]);
  });

  it('goes when either end gets another width, and only then', () => {
    const three = network('8,8,8,1', { 2: 1, 3: 2 });
    expect(residuals(setLayer(three, 0, { units: 9 }))).toEqual([null, null, 2, null]);
    expect(residuals(setLayer(three, 1, { units: 9 }))).toEqual([null, null, null, null]);
    expect(residuals(setLayer(three, 1, { activation: 'tanh' }))).toEqual([null, 1, 2, null]);
  });

  it('is set where it fits, refused where it does not, and taken away', () => {
    const three = network('8,4,8,1', {});
    expect(residuals(setLayer(three, 2, { residualFrom: 1 }))).toEqual([null, null, 1, null]);
    for (const residualFrom of [0, 2, 3, 9])
      expect(residuals(setLayer(three, 2, { residualFrom }))).toEqual([null, null, null, null]);
    expect(residuals(setLayer(network('8,8,1', { 2: 1 }), 1, { residualFrom: null }))).toEqual([
      null,
      null,
      null,
    ]);
  });
});

describe('what a layer may have', () => {
  it('is set and taken away again, and a dropout of 0 is none', () => {
    const two = network('8,1', {});
    const set = setLayer(two, 0, { normalization: 'batch', dropout: 0.5, init: 'he' });
    expect(set?.[0]).toEqual({
      units: 8,
      activation: 'relu',
      init: 'he',
      normalization: 'batch',
      dropout: 0.5,
    });
    const taken = { normalization: null, dropout: 0, init: null };
    expect(setLayer({ inputs: 2, layers: set ?? [] }, 0, taken)).toEqual(two.layers);
  });

  it('of the output layer is its init alone', () => {
    const two = network('8,1', {});
    expect(setLayer(two, 1, { normalization: 'batch', dropout: 0.5, units: 3 })).toEqual(two.layers);
  });
});

it('an edit leaves the layers it was given as they were', () => {
  const four = network('8,8,8,1', { 3: 1 });
  const before = structuredClone(four);
  expect(units(moveLayer(four, 0, 1))).toEqual([8, 8, 8, 1]);
  removeLayer(four, 0);
  setLayer(four, 0, { units: 3 });
  expect(four).toEqual(before);
});
