import { expect, it } from 'vitest';
import { Autosave } from '#renderer/state/autosave.ts';

it('never lets an older value land after a newer one', async () => {
  const landed: number[] = [];
  const waits: (() => void)[] = [];
  const autosave = new Autosave<number>(
    (value) => new Promise<void>((resolve) => waits.push(() => resolve(void landed.push(value)))),
    () => {},
  );
  autosave.save(1);
  void autosave.flush();
  autosave.save(2);
  const both = autosave.flush();
  await Promise.resolve();
  expect(waits).toHaveLength(1);
  waits[0]?.();
  await expect.poll(() => waits.length).toBe(2);
  waits[1]?.();
  await both;
  expect(landed).toEqual([1, 2]);
});

it('tells of a failed write and goes on with the next', async () => {
  const failures: unknown[] = [];
  const written: string[] = [];
  const autosave = new Autosave<string>(
    (value) =>
      value === 'bad' ? Promise.reject(new Error('disk full')) : Promise.resolve(written.push(value)),
    (error) => failures.push(error),
  );
  autosave.save('bad');
  await autosave.flush();
  autosave.save('good');
  await autosave.flush();
  expect(failures).toHaveLength(1);
  expect(written).toEqual(['good']);
});
