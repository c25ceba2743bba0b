import type { Database } from 'better-sqlite3';
import { problem } from '#shared/problem.ts';
import { runsCalled, trashedRunsCalled } from './run-queries.ts';

/** How many ids a refusal names. */
const shown = 5;

/** By whole id, which always wins; else by the start of an id or by name, where exactly one run may fit. */
export function prepareRunLookup(db: Database): (ref: string) => string {
  // A whole id is found in the trash too: whoever reads the run then says that it is there.
  const isId = db.prepare<[string], number>('SELECT 1 FROM run WHERE id = ?').pluck();
  return prepareLookup(db, isId, runsCalled, (run) => problem('run.unknown', { run }));
}

/** The same among the runs in the trash. */
export function prepareTrashLookup(db: Database): (ref: string) => string {
  const isId = db
    .prepare<[string], number>('SELECT 1 FROM run WHERE id = ? AND trashed_at IS NOT NULL')
    .pluck();
  return prepareLookup(db, isId, trashedRunsCalled, (run) => problem('trash.unknown', { run }));
}

function prepareLookup(
  db: Database,
  isId: { get: (ref: string) => number | undefined },
  called: string,
  unknown: (ref: string) => Error,
): (ref: string) => string {
  const select = db.prepare<[{ ref: string; end: string; most: number }], string>(called).pluck();

  return (ref) => {
    if (isId.get(ref)) return ref;
    const found = ref === '' ? [] : select.all({ ref, end: `${ref}\u{10ffff}`, most: shown + 1 });
    const [id, ...others] = found;
    if (id === undefined) throw unknown(ref);
    if (others.length > 0)
      throw problem('run.ambiguous', {
        run: ref,
        matches: found.slice(0, shown).join(', ') + (found.length > shown ? ', …' : ''),
      });
    return id;
  };
}
