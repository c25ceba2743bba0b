import { openDatabase } from '#main/store/open.ts';

/** Says that it is there, waits for a word, brings a store to the newest schema and says so. */
const [file] = process.argv.slice(2) as [string];
process.stdin.once('data', () => {
  openDatabase(file).close();
  process.stdout.write('migrated\n', () => process.exit());
});
process.stdout.write('ready\n');
