import type { Generator } from '#shared/contract/data-looks.ts';

type Option = Generator['options'][number];

/** Stops of a slider that goes by factors. */
const factorStops = 120;
/** Beyond this ratio of its ends a slider goes by factors. */
const wide = 500;

/** How the values of an option lie along a slider. */
export interface OptionScale {
  least: number;
  most: number;
  step: number;
  toPosition: (value: number) => number;
  toValue: (position: number) => number;
}

/** Even steps; for a count that reaches over many powers of ten, even factors and two digits. */
export function optionScale({ min, max, integer }: Option): OptionScale {
  if (min > 0 && max / min > wide) {
    const factor = Math.log(max / min) / factorStops;
    return {
      ...{ least: 0, most: factorStops, step: 1 },
      toPosition: (value) => Math.round(Math.log(value / min) / factor),
      toValue: (position) =>
        position >= factorStops
          ? max
          : Math.max(min, Number((min * Math.exp(position * factor)).toPrecision(2))),
    };
  }
  const step = integer ? 1 : max - min > 4.5 ? 0.05 : 0.01;
  const same = (value: number) => Number(value.toFixed(4));
  return { least: min, most: max, step, toPosition: same, toValue: same };
}
