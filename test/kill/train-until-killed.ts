import { writeSync } from 'node:fs';
import { createApp } from '#main/app.ts';
import { resourcesFolder, threads, version } from '#main/hosts/places.ts';
import { systemClock } from '#main/services/clock.ts';
import type { Task } from './life.ts';

/**
 * The services in a process of their own, as a host starts them. Says the run's id, then every step as soon as it is on
 * disk, at once and without a buffer.
 */
const task = JSON.parse(process.argv[2] ?? '') as Task;
const app = await createApp({
  host: 'cli',
  version,
  storeFile: task.store,
  resourcesFolder,
  clock: systemClock,
  log: {
    info: () => {},
    error: (message, cause) => void process.stderr.write(`${message}: ${String(cause)}\n`),
  },
  ...threads,
  simd: () => Promise.resolve({ level: '128', reason: 'this is a test' }),
});
const { runs, live } = app.services;
// Frames are told when their rows are on disk.
const frames = live.frames.bind(live);
live.frames = (run, progress, series) => {
  writeSync(1, `${run} ${progress.step}\n`);
  frames(run, progress, series);
};
const { id } = task.run === null ? await runs.start(task.start) : await runs.resume(task.run);
writeSync(1, `${id} -1\n`);
await runs.ended(id);
await app.close();
