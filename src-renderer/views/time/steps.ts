/** The steps of a run that can be looked at. */
export interface StepSpan {
  first: number;
  /** How far the run has come. */
  last: number;
  /** Steps of one epoch. */
  perEpoch: number;
}

/** What a key on the scrubber means; its arrows, Home and End are the range input's own. */
export interface ScrubKey {
  key: string;
  shiftKey: boolean;
}

/** The nearest whole step of the run. */
export function clampStep(step: number, { first, last }: StepSpan): number {
  return Math.min(last, Math.max(first, Math.round(step)));
}

/**
 * Where a key leads from a step: arrows one step, with Shift to the next kept checkpoint, Page keys one epoch, Home and
 * End to the ends. Null for every other key.
 */
export function stepByKey(
  { key, shiftKey }: ScrubKey,
  at: number,
  span: StepSpan,
  kept: readonly number[] = [],
): number | null {
  const epoch = Math.max(1, Math.round(span.perEpoch));
  switch (key) {
    case 'ArrowRight':
    case 'ArrowUp':
      return shiftKey ? (kept.find((step) => step > at) ?? span.last) : clampStep(at + 1, span);
    case 'ArrowLeft':
    case 'ArrowDown':
      return shiftKey ? (kept.findLast((step) => step < at) ?? span.first) : clampStep(at - 1, span);
    case 'PageUp':
      return clampStep(at + epoch, span);
    case 'PageDown':
      return clampStep(at - epoch, span);
    case 'Home':
      return span.first;
    case 'End':
      return span.last;
    default:
      return null;
  }
}

/** About `count` even steps from one after `from` to the last, for playing; none where nothing lies ahead. */
export function framesAhead(from: number, { last }: StepSpan, count: number): number[] {
  const stride = Math.max(1, (last - from) / count);
  const frames: number[] = [];
  for (let at = from + stride; at < last; at += stride) frames.push(Math.round(at));
  return last > from ? [...frames, last] : [];
}
