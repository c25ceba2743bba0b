import type { Database } from 'better-sqlite3';
import type { Draft } from '#shared/contract/draft.ts';
import type { StoreApi } from './api.ts';
import { inWrite } from './transactions.ts';

/** The one experiment that is being put together. */
export function prepareDraft(db: Database): Pick<StoreApi, 'readDraft' | 'writeDraft'> {
  const select = db.prepare<[], string>('SELECT json FROM draft').pluck();
  const upsert = db.prepare<[string]>(
    'INSERT INTO draft (id, json) VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET json = excluded.json',
  );

  return {
    readDraft() {
      const json = select.get();
      return json === undefined ? null : (JSON.parse(json) as Draft);
    },
    writeDraft: (draft) => {
      inWrite(db, () => upsert.run(JSON.stringify(draft)));
    },
  };
}
