import type { Database } from 'better-sqlite3';

/** The tags of runs, each once, in the order in which they were given. */
export function prepareTags(db: Database) {
  const clear = db.prepare<[number]>('DELETE FROM tag WHERE run = ?');
  const insert = db.prepare<[number, number, string]>(
    'INSERT INTO tag (run, position, tag) VALUES (?, ?, ?)',
  );
  const select = db.prepare<[number], string>('SELECT tag FROM tag WHERE run = ? ORDER BY position').pluck();
  const selectAll = db.prepare<[], { run: number; tag: string }>(
    'SELECT run, tag FROM tag ORDER BY run, position',
  );

  return {
    replace(run: number, tags: readonly string[]): void {
      clear.run(run);
      [...new Set(tags)].forEach((tag, position) => insert.run(run, position, tag));
    },
    read: (run: number): string[] => select.all(run),
    readAll(): Map<number, string[]> {
      const tagsOf = new Map<number, string[]>();
      for (const { run, tag } of selectAll.iterate()) {
        const known = tagsOf.get(run);
        if (known) known.push(tag);
        else tagsOf.set(run, [tag]);
      }
      return tagsOf;
    },
  };
}
