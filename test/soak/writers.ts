import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { makeSoakCommand } from './soak-run.ts';

/** What a process left behind. */
export interface Ended {
  name: string;
  exitCode: number | null;
  /** Runs that it trained to their end. */
  runs: number;
  /** All that it wrote to standard error. */
  told: string;
}

const hostProcess = path.join(import.meta.dirname, 'host-process.ts');
const commandLine = path.join(import.meta.dirname, '..', '..', 'src-main', 'hosts', 'cli', 'main.ts');

/** Trains in a host of its own, one run at least, until `stop`; resolves when the process has ended. */
export function startHost(host: 'web' | 'electron', file: string, firstSeed: number) {
  const child = spawn(process.execPath, [hostProcess, host, file, String(firstSeed)]);
  const ended = listen(child, host);
  return { stop: () => child.stdin.end(), ended };
}

/** Runs `layerbench train`, a process for each run, at least one, until `isOver`. */
export async function trainByCommand(file: string, firstSeed: number, isOver: () => boolean): Promise<Ended> {
  const all: Ended = { name: 'train', exitCode: 0, runs: 0, told: '' };
  let seed = firstSeed;
  do {
    const child = spawn(process.execPath, [commandLine, ...makeSoakCommand(seed), '--store', file], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const one = await listen(child, 'train');
    all.exitCode ||= one.exitCode;
    all.told += one.told;
    all.runs += one.runs;
    seed += 1;
  } while (!isOver());
  return all;
}

async function listen(child: ChildProcess, name: string): Promise<Ended> {
  let said = '';
  let told = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (said += text));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (told += text));
  const [exitCode] = (await once(child, 'close')) as [number | null];
  return { name, exitCode, runs: [...said.matchAll(/"status": ?"finished"/g)].length, told };
}
