import { problem } from '../problem.ts';
import { widths, type Design, type Layer } from './design.ts';

/** What a residual needs to know of a network: n_0 and the layers. */
export type Network = Pick<Design, 'inputs' | 'layers'>;

export interface ResidualSource {
  /** A_k is added; A_0 is the input. */
  k: number;
  /** n_k */
  units: number;
  /** Whether n_k = n_l, without which A_k cannot be added to Z_l. */
  fits: boolean;
}

/** Every A_k below layer l, and whether it may be added to Z_l. */
export function residualSources(network: Network, l: number): ResidualSource[] {
  const n = widths(network);
  return n.slice(0, l).map((units, k) => ({ k, units, fits: units === n[l] }));
}

/** The layers without the residuals that have lost their source or no longer meet its width. */
export function withoutBrokenResiduals(network: Network): Layer[] {
  return network.layers.map((layer, index) => {
    if (layer.residualFrom === undefined) return layer;
    if (residualSources(network, index + 1)[layer.residualFrom]?.fits === true) return layer;
    const { residualFrom: _, ...rest } = layer;
    return rest;
  });
}

/** The layers without the residuals whose source does not lie below them; one of another width stays, to be mended. */
export function withoutLostResiduals({ layers }: Network): Layer[] {
  return layers.map((layer, index) => {
    if (layer.residualFrom === undefined || layer.residualFrom <= index) return layer;
    const { residualFrom: _, ...rest } = layer;
    return rest;
  });
}

/**
 * Refuses an A_k that does not lie below its layer, or whose width is another.
 *
 * @throws ProblemError design.residualPlace, design.residualWidth
 */
export function checkResiduals(network: Network): void {
  network.layers.forEach(({ residualFrom: from, units }, index) => {
    if (from === undefined) return;
    const layer = index + 1;
    const sources = residualSources(network, layer);
    const source = sources[from];
    if (source === undefined) throw problem('design.residualPlace', { layer, from, most: layer - 1 });
    if (source.fits) return;
    const fitting = sources.filter(({ fits }) => fits).map(({ k }) => String(k));
    throw problem('design.residualWidth', {
      layer,
      units,
      from,
      found: source.units,
      fitting: fitting.length === 0 ? 'none' : fitting.join(', '),
    });
  });
}
