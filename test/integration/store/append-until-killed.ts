import { openStore } from '#main/store/store.ts';

/** Appends rows for as long as it lives; says each last step on standard output once the store has it. */
const [file, run] = process.argv.slice(2) as [string, string];
const store = openStore(file, { now: Date.now });
let next = (store.readSeries(run, 'train.loss').steps.at(-1) ?? -1) + 1;

function append(): void {
  const steps = Int32Array.from({ length: 37 }, (_, i) => next + i);
  store.appendRows(run, [{ group: 'step', steps, values: Float32Array.from(steps, (step) => step / 2) }]);
  next += steps.length;
  process.stdout.write(`${next - 1}\n`, () => setImmediate(append));
}
append();
