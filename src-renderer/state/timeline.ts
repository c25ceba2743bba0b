/**
 * Snapshots of a value that can be walked back and forth. Values are never edited in place. Changes under one
 * name that follow each other closely, such as a slider being dragged, are one step.
 */
export interface Timeline<T> {
  readonly past: readonly T[];
  readonly present: T;
  readonly future: readonly T[];
  /** The name and moment of the last change; null after undo, redo or at the start. */
  readonly last: { name: string; at: number } | null;
}

export const mostSteps = 200;
/** Milliseconds within which changes of one name belong together. */
export const togetherWithin = 700;

export function startTimeline<T>(present: T): Timeline<T> {
  return { past: [], present, future: [], last: null };
}

/**
 * @param name what is changed; null for a change that is always a step of its own
 * @param at milliseconds on any clock that only rises
 */
export function record<T>(timeline: Timeline<T>, present: T, name: string | null, at: number): Timeline<T> {
  const { last } = timeline;
  const together = last !== null && last.name === name && at - last.at < togetherWithin;
  const past = together ? timeline.past : [...timeline.past, timeline.present].slice(-mostSteps);
  return { past, present, future: [], last: name === null ? null : { name, at } };
}

export function stepBack<T>(timeline: Timeline<T>): Timeline<T> {
  const present = timeline.past.at(-1);
  if (present === undefined) return timeline;
  return {
    past: timeline.past.slice(0, -1),
    present,
    future: [timeline.present, ...timeline.future],
    last: null,
  };
}

export function stepForward<T>(timeline: Timeline<T>): Timeline<T> {
  const [present, ...future] = timeline.future;
  if (present === undefined) return timeline;
  return { past: [...timeline.past, timeline.present], present, future, last: null };
}
