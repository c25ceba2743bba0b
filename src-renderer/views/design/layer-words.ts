import type { Layer } from '#shared/design/design.ts';
import { activationName, initName, layerExtras } from '../../i18n/network-text.ts';
import { formatCount } from '../../i18n/number.ts';

/** A layer in one line, e.g. "32 tanh · Batch norm · He". */
export function layerWords(layer: Layer): string {
  return [
    `${formatCount(layer.units)} ${activationName(layer.activation)}`,
    ...layerExtras(layer),
    ...(layer.init === undefined ? [] : [initName(layer.init)]),
  ].join(' · ');
}
