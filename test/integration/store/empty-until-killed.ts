import { openStore } from '#main/store/store.ts';

/** Deletes what is in the trash and gives the space back, saying each run on standard output once it is gone. */
const [file] = process.argv.slice(2) as [string];
const store = openStore(file, { now: Date.now });
const ids = store.listTrash().map(({ run }) => run.id);

function next(): void {
  const id = ids.shift();
  if (id === undefined) {
    while (store.giveSpaceBack() === 'more') process.stdout.write('space\n');
    return;
  }
  store.deleteTrashed(id);
  process.stdout.write(`${id}\n`, () => setImmediate(next));
}
next();
