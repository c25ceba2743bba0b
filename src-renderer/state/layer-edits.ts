import { limits, type Layer } from '#shared/design/design.ts';
import { withoutLostResiduals, type Network } from '#shared/design/residuals.ts';

/**
 * Edits of a design's layers. The last one is the output layer: it stays last, and has no dropout. Each edit gives a
 * new list, or null where it does not apply. A residual stays with the layer it comes from, wherever that goes, and is
 * gone when its source is gone or no longer lies below; one whose widths differ stays, and is shown as a clash.
 */

type Optional = 'init' | 'normalization' | 'dropout' | 'residualFrom';

/** A change to one layer; null takes an optional field away, such as `init: null` for the recipe's init. */
export type LayerChange = Partial<Omit<Layer, Optional>> & { [F in Optional]?: Layer[F] | null };

const firstHidden: Layer = { units: 16, activation: 'tanh' };

export function addLayer(network: Network, index: number): Layer[] | null {
  const { layers } = network;
  if (layers.length >= limits.layers) return null;
  const place = Math.max(0, Math.min(index, layers.length - 1));
  // A new layer looks like the hidden layer before it, else like the one after it, but has no residual yet.
  const hidden = layers.slice(0, -1);
  const { residualFrom: _, ...model } = hidden[place - 1] ?? hidden[place] ?? firstHidden;
  return rearrange(network, insert(unmoved(layers), place, { layer: model, was: null }));
}

/** @param indexes of hidden layers; each gets its copy right after it */
export function duplicateLayers(network: Network, indexes: readonly number[]): Layer[] | null {
  const { layers } = network;
  const chosen = indexes.filter((index) => hiddenAt(layers, index) !== undefined);
  if (chosen.length === 0 || layers.length + chosen.length > limits.layers) return null;
  const placed = unmoved(layers).flatMap((one, index) =>
    chosen.includes(index) ? [one, { layer: one.layer, was: null }] : [one],
  );
  return rearrange(network, placed);
}

export function removeLayers(network: Network, indexes: readonly number[]): Layer[] | null {
  const chosen = indexes.filter((index) => hiddenAt(network.layers, index) !== undefined);
  if (chosen.length === 0) return null;
  return rearrange(
    network,
    unmoved(network.layers).filter((_, index) => !chosen.includes(index)),
  );
}

export function moveLayer(network: Network, from: number, to: number): Layer[] | null {
  const { layers } = network;
  const layer = hiddenAt(layers, from);
  const place = Math.max(0, Math.min(to, layers.length - 2));
  if (layer === undefined || place === from) return null;
  return rearrange(network, insert(without(unmoved(layers), from), place, { layer, was: from + 1 }));
}

/** The same change to each of these layers; null when a width is refused. */
export function setLayers(
  { inputs, layers }: Network,
  indexes: readonly number[],
  change: LayerChange,
): Layer[] | null {
  const changed = layers.map((layer, index) => {
    if (!indexes.includes(index)) return layer;
    const { dropout: _, ...ofOutput } = change;
    return withoutNulls({ ...layer, ...(index === layers.length - 1 ? ofOutput : change) });
  });
  const fits = ({ units }: Layer) => Number.isInteger(units) && units >= 1 && units <= limits.units;
  return changed.every(fits) ? withoutLostResiduals({ inputs, layers: changed }) : null;
}

/** A layer at its new place, and the l it had before; null for one that is new. */
interface Placed {
  layer: Layer;
  was: number | null;
}

function unmoved(layers: readonly Layer[]): Placed[] {
  return layers.map((layer, index) => ({ layer, was: index + 1 }));
}

/** The layers in their new order, each residual following its source. */
function rearrange({ inputs }: Network, placed: readonly Placed[]): Layer[] {
  const nowOf = new Map([[0, 0], ...placed.map(({ was }, index) => [was ?? -1, index + 1] as const)]);
  const layers = placed.map(({ layer }) => {
    if (layer.residualFrom === undefined) return { ...layer };
    const now = nowOf.get(layer.residualFrom);
    // A source that is gone is beyond every layer, and so no longer below this one.
    return { ...layer, residualFrom: now ?? placed.length };
  });
  return withoutLostResiduals({ inputs, layers });
}

function hiddenAt(layers: readonly Layer[], index: number): Layer | undefined {
  return index >= 0 && index < layers.length - 1 ? layers[index] : undefined;
}

function insert(placed: readonly Placed[], place: number, one: Placed): Placed[] {
  return [...placed.slice(0, place), one, ...placed.slice(place)];
}

function without(placed: readonly Placed[], index: number): Placed[] {
  return placed.filter((_, at) => at !== index);
}

/** A layer has what it has a value for; a dropout of 0 is none. */
function withoutNulls(layer: LayerChange & Pick<Layer, 'units' | 'activation'>): Layer {
  const { units, activation, init, normalization, dropout, residualFrom } = layer;
  return {
    units,
    activation,
    ...(init && { init }),
    ...(normalization && { normalization }),
    ...(dropout && { dropout }),
    ...(typeof residualFrom === 'number' && { residualFrom }),
  };
}
