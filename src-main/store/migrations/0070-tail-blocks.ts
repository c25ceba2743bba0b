import type { Database } from 'better-sqlite3';

/**
 * Rows of the tail that were appended together lie together, as one block; a row from before is a block of one. A
 * block's crc covers its steps and values, as a row's did; checks keeps the CRC-32 of each of its rows, uint32, so that
 * a damaged byte still costs one step and not a hundred.
 */
export function keepTailBlocks(db: Database): void {
  db.exec(`
    ALTER TABLE tail ADD COLUMN steps BLOB;
    ALTER TABLE tail ADD COLUMN checks BLOB;
  `);
}
