import type { Database } from 'better-sqlite3';
import { problem } from '#shared/problem.ts';
import { runsCalled } from './run-queries.ts';

/** How many ids a refusal names. */
const shown = 5;

/** By whole id, which always wins; else by the start of an id or by name, where exactly one run may fit. */
export function prepareRunLookup(db: Database): (ref: string) => string {
  const isId = db.prepare<[string], number>('SELECT 1 FROM run WHERE id = ?').pluck();
  const select = db.prepare<[{ ref: string; end: string; most: number }], string>(runsCalled).pluck();

  return (ref) => {
    if (isId.get(ref)) return ref;
    const found = ref === '' ? [] : select.all({ ref, end: `${ref}\u{10ffff}`, most: shown + 1 });
    const [id, ...others] = found;
    if (id === undefined) throw problem('run.unknown', { run: ref });
    if (others.length > 0)
      throw problem('run.ambiguous', {
        run: ref,
        matches: found.slice(0, shown).join(', ') + (found.length > shown ? ', …' : ''),
      });
    return id;
  };
}
