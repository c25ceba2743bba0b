import type { Run } from '#shared/contract/runs.ts';

/** The list with this run in its place: where it was, or by the time it was made. Newest first. */
export function putRun(list: readonly Run[], run: Run): Run[] {
  const index = list.findIndex((known) => known.id === run.id);
  if (index >= 0) return list.with(index, run);
  return [run, ...list].sort((a, b) => b.createdAt - a.createdAt);
}

/** A list that was asked for, with the runs that changed while the answer was on its way. */
export function keepChanges(
  listed: readonly Run[],
  current: readonly Run[],
  changed: readonly string[],
): Run[] {
  return current.filter((run) => changed.includes(run.id)).reduce(putRun, [...listed]);
}
