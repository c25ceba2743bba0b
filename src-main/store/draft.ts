import type { Database } from 'better-sqlite3';
import type { Draft } from '#shared/contract/draft.ts';
import { wholeRecipe } from '#shared/design/recipe.ts';
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
      if (json === undefined) return null;
      const draft = JSON.parse(json) as Draft;
      return { ...draft, recipe: wholeRecipe(draft.recipe) };
    },
    writeDraft: (draft) => {
      inWrite(db, () => upsert.run(JSON.stringify(draft)));
    },
  };
}
