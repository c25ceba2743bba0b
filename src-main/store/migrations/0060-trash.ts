import type { Database } from 'better-sqlite3';

/** Runs can lie in the trash; and who else uses a design, a recipe or a dataset is answered from an index. */
export function addTrash(db: Database): void {
  db.exec(`
    -- When the run was put into the trash, NULL for one that is not there; and the bytes that deleting it sets free.
    ALTER TABLE run ADD COLUMN trashed_at INTEGER;
    ALTER TABLE run ADD COLUMN trashed_bytes INTEGER;
    CREATE INDEX run_trashed ON run (trashed_at DESC, key DESC) WHERE trashed_at IS NOT NULL;

    CREATE INDEX run_design ON run (design);
    CREATE INDEX run_recipe ON run (recipe);
    CREATE INDEX run_dataset ON run (dataset_hash);
  `);
}
