import { limits, type Init, type Layer } from '#shared/design/design.ts';

/**
 * Edits of a design's layers. The last one is the output layer: the task decides it, so it stays last and keeps
 * its units and activation. Each edit gives a new list, or null where it does not apply.
 */

/** A change to one layer; `init: null` hands the start of its weights back to the recipe. */
export type LayerChange = Partial<Omit<Layer, 'init'>> & { init?: Init | null };

const firstHidden: Layer = { units: 16, activation: 'tanh' };

export function addLayer(layers: readonly Layer[], index: number): Layer[] | null {
  if (layers.length >= limits.layers) return null;
  const place = Math.max(0, Math.min(index, layers.length - 1));
  // A new layer looks like the hidden layer before it, else like the one after it.
  const hidden = layers.slice(0, -1);
  const model = hidden[place - 1] ?? hidden[place] ?? firstHidden;
  return insert(layers, place, { ...model });
}

export function duplicateLayer(layers: readonly Layer[], index: number): Layer[] | null {
  const layer = hiddenAt(layers, index);
  return layer === undefined || layers.length >= limits.layers
    ? null
    : insert(layers, index + 1, { ...layer });
}

export function removeLayer(layers: readonly Layer[], index: number): Layer[] | null {
  return hiddenAt(layers, index) === undefined ? null : layers.filter((_, at) => at !== index);
}

export function moveLayer(layers: readonly Layer[], from: number, to: number): Layer[] | null {
  const layer = hiddenAt(layers, from);
  const place = Math.max(0, Math.min(to, layers.length - 2));
  if (layer === undefined || place === from) return null;
  return insert(
    layers.filter((_, at) => at !== from),
    place,
    layer,
  );
}

export function setLayer(layers: readonly Layer[], index: number, change: LayerChange): Layer[] | null {
  const layer = layers[index];
  if (layer === undefined) return null;
  const { init, ...rest } = change;
  const next: Layer = hiddenAt(layers, index) === undefined ? { ...layer } : { ...layer, ...rest };
  if (!Number.isInteger(next.units) || next.units < 1 || next.units > limits.units) return null;
  if (init === null) delete next.init;
  else if (init !== undefined) next.init = init;
  return layers.map((known, at) => (at === index ? next : known));
}

function hiddenAt(layers: readonly Layer[], index: number): Layer | undefined {
  return index >= 0 && index < layers.length - 1 ? layers[index] : undefined;
}

function insert(layers: readonly Layer[], place: number, layer: Layer): Layer[] {
  return [...layers.slice(0, place), layer, ...layers.slice(place)];
}
