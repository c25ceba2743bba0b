import { expect, test } from 'vitest';
import { RunQueue } from '#main/services/run-queue.ts';

/** Jobs that end when they are told to. */
function makeJobs(queue: RunQueue) {
  const started: string[] = [];
  const endings = new Map<string, PromiseWithResolvers<void>>();
  return {
    started,
    add(id: string) {
      const ending = Promise.withResolvers<void>();
      endings.set(id, ending);
      queue.add(id, async () => {
        started.push(id);
        await ending.promise;
      });
    },
    async end(id: string, cause?: Error) {
      const ending = endings.get(id);
      if (cause) ending?.reject(cause);
      else ending?.resolve();
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

test('as many jobs start as there is room for, the rest in the order they came', async () => {
  const jobs = makeJobs(new RunQueue(2));
  for (const id of ['a', 'b', 'c', 'd']) jobs.add(id);
  expect(jobs.started).toEqual(['a', 'b']);
  await jobs.end('b');
  expect(jobs.started).toEqual(['a', 'b', 'c']);
  await jobs.end('a');
  await jobs.end('c');
  expect(jobs.started).toEqual(['a', 'b', 'c', 'd']);
});

test('a job that fails makes room like any other', async () => {
  const jobs = makeJobs(new RunQueue(1));
  jobs.add('a');
  jobs.add('b');
  await jobs.end('a', new Error('out of paper'));
  expect(jobs.started).toEqual(['a', 'b']);
});

test('a waiting job that is taken out never starts; one that runs, or is unknown, cannot be taken out', async () => {
  const queue = new RunQueue(1);
  const jobs = makeJobs(queue);
  for (const id of ['a', 'b', 'c']) jobs.add(id);
  expect(queue.remove('b')).toBe(true);
  expect(queue.remove('b')).toBe(false);
  expect(queue.remove('a')).toBe(false);
  expect(queue.remove('x')).toBe(false);
  await jobs.end('a');
  expect(jobs.started).toEqual(['a', 'c']);
});
