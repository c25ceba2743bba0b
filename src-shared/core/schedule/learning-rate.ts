import { power } from '../numerics/power.ts';
import { cos } from '../numerics/trigonometry.ts';

/** How the learning rate goes on from α; see `learningRateFactor` for the formulas. */
export interface ScheduleSpec {
  kind: 'constant' | 'step' | 'exponential' | 'inverseTime' | 'cosine' | 'oneCycle';
  /** Steps of a straight rise that come before the schedule; 0 is none. */
  warmUp: number;
  /** Steps, from 1: between two drops of `step`, and the unit of time of `exponential` and `inverseTime`. */
  period: number;
  /** (0, 1]: the rate that is left of one after a period; for `inverseTime` by how much 1/α grows in one. */
  decay: number;
  /** [0, 1]: the share of α at which `cosine` and `oneCycle` end. */
  floor: number;
}

/** Where `oneCycle` begins, and the part of it that rises. */
const oneCycleStart = 1 / 25;
const oneCycleRise = 0.3;

/**
 * f(t), by which α is multiplied in step t. Rises through t = 0 … warmUp − 1 as (t + 1) / warmUp. Then, with u the
 * steps since and s = u / (U − 1) the part of the remaining U that is behind:
 *
 *     step          decay^⌊u / period⌋
 *     exponential   decay^(u / period)
 *     inverseTime   1 / (1 + decay · u / period)
 *     cosine        floor + (1 − floor) (1 + cos πs) / 2
 *     oneCycle      half a cosine from 1/25 up to 1 for s up to 0.3, then half a cosine down to floor
 *
 * Plain arithmetic: the same bytes everywhere.
 *
 * @param step t, from 0 @param totalSteps steps of the whole training; past its end f stays at its last value
 */
export function learningRateFactor(schedule: ScheduleSpec, step: number, totalSteps: number): number {
  const { kind, warmUp, period, decay, floor } = schedule;
  if (step < warmUp) return (step + 1) / warmUp;
  const last = Math.max(0, totalSteps - warmUp - 1);
  const u = Math.min(step - warmUp, last);
  const s = u / Math.max(1, last);
  switch (kind) {
    case 'constant':
      return 1;
    case 'step':
      return power(decay, Math.floor(u / period));
    case 'exponential':
      return power(decay, u / period);
    case 'inverseTime':
      return 1 / (1 + (decay * u) / period);
    case 'cosine':
      return halfCosine(1, floor, s);
    case 'oneCycle':
      return s < oneCycleRise
        ? halfCosine(oneCycleStart, 1, s / oneCycleRise)
        : halfCosine(1, floor, (s - oneCycleRise) / (1 - oneCycleRise));
  }
}

/** From one value to another as s goes from 0 to 1, level at both ends. */
function halfCosine(from: number, to: number, s: number): number {
  return to + ((from - to) * (1 + cos(Math.PI * s))) / 2;
}
