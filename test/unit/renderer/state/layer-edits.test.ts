import { describe, expect, it } from 'vitest';
import { parseLayers } from '#shared/design/parse-layers.ts';
import type { Layer } from '#shared/design/design.ts';
import {
  addLayer,
  duplicateLayers,
  moveLayer,
  removeLayers,
  setLayers,
} from '#renderer/state/layer-edits.ts';

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
    expect(residuals(duplicateLayers(network('8,8,8,1', { 2: 1, 3: 2 }), [1]))).toEqual([
      null,
      1,
      1,
      2,
      null,
    ]);
    expect(residuals(duplicateLayers(network('8,8,1', { 2: 1 }), [0]))).toEqual([null, null, 1, null]);
  });

  it('goes with its source, and follows when another layer is removed', () => {
    const four = network('8,8,8,8,1', { 4: 2 });
    expect(residuals(removeLayers(four, [1]))).toEqual([null, null, null, null]);
    expect(residuals(removeLayers(four, [0]))).toEqual([null, null, 1, null]);
    expect(residuals(removeLayers(four, [3]))).toEqual([null, null, null, null]);
  });

  it('from the input stays from the input', () => {
    const three = network('2,8,2,1', { 1: 0, 3: 0 });
    expect(residuals(removeLayers(three, [1]))).toEqual([0, 0, null]);
    expect(residuals(moveLayer(three, 0, 2))).toEqual([null, 0, 0, null]);
  });

  it('follows both its ends when layers are moved, and goes when its source no longer lies below', () => {
    const four = network('8,8,8,8,1', { 4: 2 });
    expect(residuals(moveLayer(four, 1, 0))).toEqual([null, null, null, 1, null]);
    expect(residuals(moveLayer(four, 3, 2))).toEqual([null, null, 2, null, null]);
    expect(residuals(moveLayer(four, 1, 3))).toEqual([null, null, null, null, null]);
  });

  it('stays when either end gets another width, so that the clash can be seen and mended', () => {
    const three = network('8,8,8,1', { 2: 1, 3: 2 });
    expect(residuals(setLayers(three, [0], { units: 9 }))).toEqual([null, 1, 2, null]);
    expect(residuals(setLayers(three, [1], { units: 9 }))).toEqual([null, 1, 2, null]);
    expect(residuals(setLayers(three, [1], { activation: 'tanh' }))).toEqual([null, 1, 2, null]);
  });

  it('is set from any layer below, never from another, and taken away', () => {
    const three = network('8,4,8,1', {});
    for (const residualFrom of [0, 1, 2])
      expect(residuals(setLayers(three, [2], { residualFrom }))).toEqual([null, null, residualFrom, null]);
    for (const residualFrom of [3, 9])
      expect(residuals(setLayers(three, [2], { residualFrom }))).toEqual([null, null, null, null]);
    expect(residuals(setLayers(network('8,8,1', { 2: 1 }), [1], { residualFrom: null }))).toEqual([
      null,
      null,
      null,
    ]);
  });
});

describe('many layers at once', () => {
  const four = network('8,4,2,1', {});

  it('take the same change, and all or none a width', () => {
    expect(units(setLayers(four, [0, 2], { units: 5 }))).toEqual([5, 4, 5, 1]);
    expect(setLayers(four, [0, 1], { units: 0 })).toBeNull();
  });

  it('are duplicated, each after itself, and removed, but for the output', () => {
    expect(units(duplicateLayers(four, [0, 2, 3]))).toEqual([8, 8, 4, 2, 2, 1]);
    expect(units(removeLayers(four, [0, 1, 2, 3]))).toEqual([1]);
    expect(removeLayers(four, [3])).toBeNull();
  });
});

describe('what a layer may have', () => {
  it('is set and taken away again, and a dropout of 0 is none', () => {
    const two = network('8,1', {});
    const set = setLayers(two, [0], { normalization: 'batch', dropout: 0.5, init: 'he' });
    expect(set?.[0]).toEqual({
      units: 8,
      activation: 'relu',
      init: 'he',
      normalization: 'batch',
      dropout: 0.5,
    });
    const taken = { normalization: null, dropout: 0, init: null };
    expect(setLayers({ inputs: 2, layers: set ?? [] }, [0], taken)).toEqual(two.layers);
  });

  it('of the output layer is everything but dropout', () => {
    const two = network('8,1', {});
    expect(setLayers(two, [1], { normalization: 'batch', dropout: 0.5, units: 3 })?.[1]).toEqual({
      units: 3,
      activation: 'relu',
      normalization: 'batch',
    });
  });
});

it('an edit leaves the layers it was given as they were', () => {
  const four = network('8,8,8,1', { 3: 1 });
  const before = structuredClone(four);
  expect(units(moveLayer(four, 0, 1))).toEqual([8, 8, 8, 1]);
  removeLayers(four, [0]);
  setLayers(four, [0], { units: 3 });
  expect(four).toEqual(before);
});
