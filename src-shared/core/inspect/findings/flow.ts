import type { RunRecord } from './finding.ts';
import { firstValues, lastValues, median } from './points.ts';

/** Where a gradient changed most between dZ_L and dZ_1, in decades. */
export interface Flow {
  /** log10 of ‖dZ_1‖ / ‖dZ_L‖. */
  total: number;
  /** What all W and all g′ did to it. */
  weight: number;
  derivative: number;
  /** The layer at which it fell most, and rose most. */
  lowest: number;
  highest: number;
}

const rows = 10;

/** The flow over the first recorded steps, or over the last ones; null where there is none to see. */
export function flowOf({ layers, read }: RunRecord, when: 'first' | 'last'): Flow | null {
  const L = layers.length;
  const values = (key: string) => {
    const points = read(key);
    return when === 'first'
      ? firstValues(points, rows)
      : lastValues(points, rows / Math.max(rows, points.values.length));
  };
  const logOf = (key: string) => Math.log10(median(values(key)));
  const gains = Array.from({ length: Math.max(0, L - 1) }, (_, index) => ({
    weight: logOf(`gain.weight[${index + 1}]`),
    derivative: logOf(`gain.derivative[${index + 1}]`),
  }));
  const total = logOf('grad.norm.dZ[1]') - logOf(`grad.norm.dZ[${L}]`);
  if (L < 2 || Number.isNaN(total)) return null;
  const steps = gains.map(({ weight, derivative }) => weight + derivative);
  const sum = (of: 'weight' | 'derivative') => gains.reduce((all, gain) => all + gain[of], 0);
  return {
    total,
    weight: sum('weight'),
    derivative: sum('derivative'),
    lowest: 1 + steps.indexOf(Math.min(...steps)),
    highest: 1 + steps.indexOf(Math.max(...steps)),
  };
}
