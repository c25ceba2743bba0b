import { spawnSync } from 'node:child_process';
import { hostname, uptime } from 'node:os';
import { expect, test } from 'vitest';
import type { RunOwner } from '#main/store/api.ts';
import { makeDataset, makeRun, owner } from './samples.ts';
import { makeStorePath, openTestStore } from './temporary-folder.ts';

const elsewhere: RunOwner = { id: 'far', pid: 1, hostname: `not-${hostname()}` };

/** A process that has ended, so that no living one has its id. */
function makeGoneOwner(): RunOwner {
  const { pid } = spawnSync(process.execPath, ['-e', '']);
  return { id: 'gone', pid, hostname: hostname() };
}

function makeTwoProcesses() {
  const file = makeStorePath();
  const clock = { time: 1_000_000 };
  const training = openTestStore(file, () => clock.time);
  const looking = openTestStore(file, () => clock.time);
  training.putDataset(makeDataset());
  return { clock, training, looking };
}

test.each(['training', 'paused'] as const)('a %s run of a process that is gone is interrupted', (status) => {
  const { clock, training, looking } = makeTwoProcesses();
  training.createRun(makeRun({ status }), makeGoneOwner());
  clock.time += 1000;
  expect(looking.interruptOrphans()).toEqual(['1a2b3c4d']);
  expect(looking.findRun('1a2b3c4d')).toMatchObject({
    status: 'interrupted',
    endedAt: 1_000_000,
    failure: null,
  });
  expect(looking.interruptOrphans()).toEqual([]);
});

test('a run of a living process goes on', () => {
  const { training, looking } = makeTwoProcesses();
  training.createRun(makeRun(), owner);
  expect(looking.interruptOrphans()).toEqual([]);
  expect(looking.findRun('1a2b3c4d').status).toBe('training');
});

test('a run of another machine is interrupted only when its heartbeat is older than 30 seconds', () => {
  const { clock, training, looking } = makeTwoProcesses();
  training.createRun(makeRun(), elsewhere);
  clock.time += 20_000;
  training.heartbeat(elsewhere);
  clock.time += 30_000;
  expect(looking.interruptOrphans()).toEqual([]);
  clock.time += 1;
  expect(looking.interruptOrphans()).toEqual(['1a2b3c4d']);
  expect(looking.findRun('1a2b3c4d').endedAt).toBe(1_020_000);
});

test('a run of a living process on this machine goes on, however long the machine slept', () => {
  const { clock, training, looking } = makeTwoProcesses();
  training.createRun(makeRun(), owner);
  clock.time += Math.floor(uptime() * 1000 * 0.9);
  expect(looking.interruptOrphans()).toEqual([]);
});

test('a run from before the machine was restarted is interrupted, though its process id is in use again', () => {
  const { clock, training, looking } = makeTwoProcesses();
  training.createRun(makeRun(), owner);
  clock.time += Math.ceil(uptime() * 1000) + 60_000;
  expect(looking.interruptOrphans()).toEqual(['1a2b3c4d']);
});

test('a process never interrupts its own runs, however long the machine slept', () => {
  const { clock, training } = makeTwoProcesses();
  training.createRun(makeRun(), owner);
  clock.time += 3_600_000;
  expect(training.interruptOrphans()).toEqual([]);
});

test('a run that ended before its process went keeps its status', () => {
  const { training, looking } = makeTwoProcesses();
  training.createRun(makeRun(), makeGoneOwner());
  const finished = training.updateRun('1a2b3c4d', { status: 'finished', endedAt: 1_000_500 });
  expect(looking.interruptOrphans()).toEqual([]);
  expect(looking.findRun('1a2b3c4d')).toEqual(finished);
});
