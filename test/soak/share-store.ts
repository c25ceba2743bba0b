import path from 'node:path';
import { openStoreClient } from '#main/store/client.ts';
import { openStore } from '#main/store/store.ts';
import { spawnStore } from '#main/hosts/places.ts';
import { checkStore, type Checked } from './check-store.ts';
import { bytesOf, readWhileWritten, type Seen } from './read-while-written.ts';
import { startHost, trainByCommand, type Ended } from './writers.ts';

export interface SharingReport {
  seconds: number;
  writers: Ended[];
  seen: Seen;
  checked: Checked;
  /** Bytes of the store at the end. */
  bytes: number;
  /** Everything that went wrong, in sentences. */
  faults: string[];
}

/** Bytes that the write-ahead log may take while readers never pause. */
const logMost = 64 * 1024 * 1024;

/** How a store that is busy, or any other fault, shows in what a process tells. */
const trouble = /SQLITE|busy|locked|did not answer|could not be written|Error|unwritable/i;

/**
 * One store, four processes: a web host, a desktop's services and commands that train all write to it at once, while this
 * process lists and reads without a pause; then everything is checked.
 */
export async function shareStore(folder: string, seconds: number): Promise<SharingReport> {
  const file = path.join(folder, 'shared.sqlite');
  const end = Date.now() + 1000 * seconds;
  const isOver = () => Date.now() >= end;
  const hosts = [startHost('web', file, 1), startHost('electron', file, 1_000_001)];
  const commands = trainByCommand(file, 2_000_001, isOver);
  const reader = await openStoreClient(() => spawnStore({ file }));
  let seen: Seen;
  try {
    seen = await readWhileWritten(reader, file, isOver);
  } finally {
    for (const host of hosts) host.stop();
    await reader.close();
  }
  const writers = await Promise.all([...hosts.map(({ ended }) => ended), commands]);
  const store = openStore(file, { now: Date.now });
  const checked = checkStore(store, file);
  store.close();
  const bytes = bytesOf(file);
  const faults = [...writers.flatMap(findTrouble), ...seen.faults, ...checked.faults];
  if (seen.mostLog > logMost) faults.push(`the write-ahead log grew to ${seen.mostLog} bytes`);
  return { seconds, writers, seen, checked, bytes, faults };
}

function findTrouble({ name, exitCode, runs, told }: Ended): string[] {
  const faults = exitCode === 0 ? [] : [`${name} ended with ${exitCode}`];
  if (runs === 0) faults.push(`${name} trained nothing`);
  return [...faults, ...told.split('\n').filter((line) => trouble.test(line))];
}
