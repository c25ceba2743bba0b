import type { Layer } from '#shared/design/design.ts';
import { subscript } from '../../i18n/network-text.ts';

/** How a layer gets from A of the layer below to Z, as the course writes it. */
export interface LayerFormula {
  /** What W A + b gives: Z itself, or V where something is still done to it. */
  result: 'Z' | 'V';
  /** From V to Z; null where the product is Z. */
  rest: string | null;
}

export function layerFormula({ normalization, residualFrom }: Layer): LayerFormula {
  if (normalization === undefined && residualFrom === undefined) return { result: 'Z', rest: null };
  const normalized = normalization === undefined ? 'V' : 'γ ẑ + β';
  const added = residualFrom === undefined ? '' : ` + A${subscript(residualFrom)}`;
  return { result: 'V', rest: `Z = ${normalized}${added}` };
}
