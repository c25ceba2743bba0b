import {
  activations,
  inits,
  normalizations,
  type Activation,
  type Design,
  type Init,
  type Normalization,
} from '#shared/design/design.ts';
import { residualSources } from '#shared/design/residuals.ts';
import { activationName, initName, normalizationName, subscript } from '../../i18n/network-text.ts';
import { formatCount } from '../../i18n/number.ts';
import { m } from '../../i18n/paraglide/messages.js';

export const none = 'none';

interface Choice<T extends string> {
  value: T;
  label: string;
}

/** Softmax only where it may stand: in the output layer. */
export function activationChoices(output: boolean): Choice<Activation>[] {
  return activations
    .filter((name) => output || name !== 'softmax')
    .map((value) => ({ value, label: activationName(value) }));
}

/** @param ofRecipe what a layer that says nothing starts with */
export function initChoices(ofRecipe: Init): Choice<Init | typeof none>[] {
  return [
    { value: none, label: m.design_init_recipe({ name: initName(ofRecipe) }) },
    ...inits.map((value) => ({ value, label: initName(value) })),
  ];
}

export function normalizationChoices(): Choice<Normalization | typeof none>[] {
  return [
    { value: none, label: m.design_none() },
    ...normalizations.map((value) => ({ value, label: normalizationName(value) })),
  ];
}

/** Of the layers far below only every fourth one that fits is offered: a deep network's list stays short. */
const nearLayers = 12;
const farStep = 4;

/** Every A_k that may be added in layer l, those of another width with both widths. */
export function sourceChoices(design: Design, l: number, chosen: number | undefined): Choice<string>[] {
  const sources = residualSources(design, l).filter(
    ({ k, fits }) => k === chosen || k === 0 || k >= l - nearLayers || (fits && k % farStep === 0),
  );
  return [
    { value: none, label: m.design_none() },
    ...sources.toReversed().map(({ k, units, fits }) => ({
      value: String(k),
      label: fits
        ? `+ A${subscript(k)}`
        : m.design_residual_unfit({
            source: `+ A${subscript(k)}`,
            found: formatCount(units),
            units: formatCount(design.layers[l - 1]?.units ?? 0),
          }),
    })),
  ];
}
