import type { Series } from '#shared/contract/runs.ts';

/** Both series in one, by step. Where both have a step the second one's value is taken. */
export function mergeSeries(stored: Series | undefined, live: Series | undefined): Series {
  if (stored === undefined || stored.step.length === 0) return live ?? { step: [], value: [] };
  if (live === undefined || live.step.length === 0) return stored;
  const merged: Series = { step: [], value: [] };
  let i = 0;
  let j = 0;
  while (i < stored.step.length || j < live.step.length) {
    const a = stored.step[i] ?? Infinity;
    const b = live.step[j] ?? Infinity;
    merged.step.push(Math.min(a, b));
    merged.value.push((b <= a ? live.value[j] : stored.value[i]) ?? null);
    if (a <= b) i += 1;
    if (b <= a) j += 1;
  }
  return merged;
}
