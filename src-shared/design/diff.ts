import type { Design, Layer } from './design.ts';

/** A layer in one of two designs. */
export interface PlacedLayer {
  l: number;
  layer: Layer;
}

/** A layer beside its counterpart in the other design; one that has none was added or removed. */
export type LayerDiff =
  | { kind: 'same'; before: PlacedLayer; after: PlacedLayer }
  | { kind: 'changed'; before: PlacedLayer; after: PlacedLayer; fields: (keyof Layer)[] }
  | { kind: 'added'; after: PlacedLayer }
  | { kind: 'removed'; before: PlacedLayer };

export interface DesignDiff {
  inputs: readonly [number, number];
  loss: readonly [Design['loss'], Design['loss']];
  layers: LayerDiff[];
}

/**
 * What became of each layer: equal hidden layers are found wherever they moved to in the row, those between are paired
 * in order, and the outputs are each other's counterparts.
 */
export function diffDesigns(before: Design, after: Design): DesignDiff {
  return {
    inputs: [before.inputs, after.inputs],
    loss: [before.loss, after.loss],
    layers: diffLayers(place(before.layers), place(after.layers)),
  };
}

export function isSame({ inputs, loss, layers }: DesignDiff): boolean {
  return inputs[0] === inputs[1] && loss[0] === loss[1] && layers.every(({ kind }) => kind === 'same');
}

function place(layers: readonly Layer[]): PlacedLayer[] {
  return layers.map((layer, index) => ({ l: index + 1, layer }));
}

function diffLayers(before: readonly PlacedLayer[], after: readonly PlacedLayer[]): LayerDiff[] {
  const [outputBefore, outputAfter] = [before.slice(-1), after.slice(-1)];
  return [...diffHidden(before.slice(0, -1), after.slice(0, -1)), ...pairInOrder(outputBefore, outputAfter)];
}

function diffHidden(before: readonly PlacedLayer[], after: readonly PlacedLayer[]): LayerDiff[] {
  const diffs: LayerDiff[] = [];
  let [from, to] = [0, 0];
  for (const [one, other] of longestCommonRow(before, after)) {
    diffs.push(...pairInOrder(before.slice(from, one), after.slice(to, other)));
    const [left, right] = [before[one], after[other]];
    if (left !== undefined && right !== undefined) diffs.push({ kind: 'same', before: left, after: right });
    [from, to] = [one + 1, other + 1];
  }
  diffs.push(...pairInOrder(before.slice(from), after.slice(to)));
  return diffs;
}

function pairInOrder(before: readonly PlacedLayer[], after: readonly PlacedLayer[]): LayerDiff[] {
  return Array.from({ length: Math.max(before.length, after.length) }, (_, index): LayerDiff[] => {
    const [left, right] = [before[index], after[index]];
    if (left !== undefined && right !== undefined) {
      const differing = differingFields(left.layer, right.layer);
      if (differing.length === 0) return [{ kind: 'same', before: left, after: right }];
      return [{ kind: 'changed', before: left, after: right, fields: differing }];
    }
    if (left !== undefined) return [{ kind: 'removed', before: left }];
    return right === undefined ? [] : [{ kind: 'added', after: right }];
  }).flat();
}

const fields = ['units', 'activation', 'init', 'normalization', 'dropout', 'residualFrom'] as const;

function differingFields(one: Layer, other: Layer): (keyof Layer)[] {
  return fields.filter((field) => one[field] !== other[field]);
}

/** Indexes of the longest row of equal layers that both have in the same order. */
function longestCommonRow(before: readonly PlacedLayer[], after: readonly PlacedLayer[]): [number, number][] {
  const isEqual = (i: number, j: number) => {
    const [one, other] = [before[i]?.layer, after[j]?.layer];
    return one !== undefined && other !== undefined && differingFields(one, other).length === 0;
  };
  // longest[i][j]: of before from i and after from j.
  const longest = Array.from({ length: before.length + 1 }, () => Array<number>(after.length + 1).fill(0));
  const at = (i: number, j: number) => longest[i]?.[j] ?? 0;
  for (let i = before.length - 1; i >= 0; i -= 1)
    for (let j = after.length - 1; j >= 0; j -= 1) {
      const row = longest[i];
      if (row !== undefined)
        row[j] = isEqual(i, j) ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  const pairs: [number, number][] = [];
  for (let [i, j] = [0, 0]; i < before.length && j < after.length;)
    if (isEqual(i, j)) pairs.push([i++, j++]);
    else if (at(i + 1, j) >= at(i, j + 1)) i += 1;
    else j += 1;
  return pairs;
}
