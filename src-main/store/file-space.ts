import { statSync } from 'node:fs';
import Database from 'better-sqlite3';
import type { StoreApi } from './api.ts';
import { busyTimeout } from './open.ts';

/** Pages moved in one write: 4 MB, so that other writers wait for milliseconds. */
const pagesAtOnce = 1024;
/** Milliseconds that tidying waits for others; it can be done later. */
const patience = 250;

/**
 * The file's size, and giving unused space back to the disk. A file that was made with movable pages gives it back part
 * by part. One from before must be written anew once, which holds up every other writer: it waits until nothing trains.
 */
export function prepareFileSpace(db: Database.Database): Pick<StoreApi, 'measureFile' | 'giveSpaceBack'> {
  const countActive = db.prepare<[], number>('SELECT count(*) FROM run WHERE owner IS NOT NULL').pluck();
  const read = (pragma: string) => db.pragma(pragma, { simple: true }) as number;
  const isMovable = () => read('auto_vacuum') === 2;

  /** Runs a piece of tidying; false when others did not let it, or there is no room for it. */
  function attempt(work: () => void): boolean {
    db.pragma(`busy_timeout = ${patience}`);
    try {
      work();
      return true;
    } catch (error) {
      if (error instanceof Database.SqliteError && /^SQLITE_(BUSY|FULL)/.test(error.code)) return false;
      throw error;
    } finally {
      db.pragma(`busy_timeout = ${busyTimeout}`);
    }
  }

  const takeInLog = () => attempt(() => db.pragma('wal_checkpoint(TRUNCATE)'));

  return {
    measureFile() {
      takeInLog();
      const bytes = sizeOf(db.name) + sizeOf(`${db.name}-wal`);
      return { bytes, unused: read('freelist_count') * read('page_size') };
    },

    giveSpaceBack() {
      if (read('freelist_count') > 0) {
        if (!isMovable() && countActive.get()) return 'waits';
        const isGiven = attempt(() => {
          if (isMovable()) db.pragma(`incremental_vacuum(${pagesAtOnce})`);
          else {
            db.pragma('auto_vacuum = INCREMENTAL');
            db.exec('VACUUM');
          }
        });
        if (!isGiven) return 'waits';
        if (read('freelist_count') > 0) return 'more';
      }
      takeInLog();
      return 'done';
    },
  };
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}
