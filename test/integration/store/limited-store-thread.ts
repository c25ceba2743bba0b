import { parentPort } from 'node:worker_threads';
import Database from 'better-sqlite3';

/**
 * The store thread over a file that may not grow: `{ freePages }` lets it have so many pages more, as a disk would that
 * is nearly full; SQLite then answers as on a full disk.
 */
let opened: Database.Database | null = null;
const pragma = Object.getOwnPropertyDescriptor(Database.prototype, 'pragma')
  ?.value as Database.Database['pragma'];
Database.prototype.pragma = function (this: Database.Database, ...args) {
  if (args[0] === 'synchronous = FULL') take(this);
  return pragma.apply(this, args);
};
function take(db: Database.Database): void {
  opened = db;
}
parentPort?.on('message', (message: { freePages?: number }) => {
  if (opened === null || message.freePages === undefined) return;
  const pages = pragma.call(opened, 'page_count', { simple: true }) as number;
  pragma.call(opened, `max_page_count = ${pages + message.freePages}`);
});
await import('#main/store/worker.ts');
