import type { Database } from 'better-sqlite3';
import type { StoreApi } from './api.ts';
import { inRead, inWrite } from './transactions.ts';

/** What a person has set for the whole workbench; values are kept as JSON and judged by whoever reads them. */
export function prepareOptions(db: Database): Pick<StoreApi, 'readOptions' | 'writeOptions'> {
  const select = db.prepare<[], { key: string; value: string }>('SELECT key, value FROM option');
  const upsert = db.prepare<[string, string]>(
    'INSERT INTO option (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
  );

  return {
    readOptions: () =>
      inRead(db, () =>
        Object.fromEntries(select.all().map(({ key, value }) => [key, JSON.parse(value) as unknown])),
      ),
    writeOptions: (changes) => {
      inWrite(db, () => {
        for (const [key, value] of Object.entries(changes)) upsert.run(key, JSON.stringify(value));
      });
    },
  };
}
