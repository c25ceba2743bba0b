import { problem, type ProblemError } from '#shared/problem.ts';

/** Says what is wrong at one place of an NPZ file, and what would be accepted there. */
export type RefuseNpz = (place: string, value: string, accepted: string) => ProblemError;

export function refuseIn(file: string): RefuseNpz {
  return (place, value, accepted) => problem('npz.invalid', { file, place, value, accepted });
}

/** An entry's name as it can stand in a line of text: quoted, cut, no character that could move the cursor. */
export function quoteEntry(name: string): string {
  const shown = name.length > 80 ? `${name.slice(0, 80)}…` : name;
  return `entry ${JSON.stringify(shown).replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '?')}`;
}
