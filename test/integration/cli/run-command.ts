import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { openStoreClient } from '#main/store/client.ts';
import type { Run } from '#shared/contract/runs.ts';
import type { Terminal } from '#main/hosts/cli/terminal.ts';
import { runProgram } from '#main/hosts/cli/program.ts';
import { spawnStore } from '#main/hosts/places.ts';
import { makeLog } from '../services/test-app.ts';

export interface Outcome {
  exitCode: number;
  /** Lines of standard output and of standard error. */
  printed: string[];
  told: string[];
}

/** A terminal that remembers, and that can be interrupted. */
export function makeTerminal(
  outcome: Pick<Outcome, 'printed' | 'told'>,
  onTell: (line: string) => void = () => {},
) {
  let stop: (() => void) | null = null;
  const waiting = Promise.withResolvers<void>();
  const terminal: Terminal = {
    print: (line) => void outcome.printed.push(line),
    tell: (line) => {
      outcome.told.push(line);
      onTell(line);
    },
    isWatched: false,
    errorStream: process.stderr,
    onInterrupt(call) {
      stop = call;
      waiting.resolve();
      return () => (stop = null);
    },
  };
  return { terminal, interrupt: () => stop?.(), isInterruptible: waiting.promise };
}

/** Runs one command line inside this process, over a store of the test's. */
export async function run(store: string, args: string[], env: NodeJS.ProcessEnv = {}): Promise<Outcome> {
  const outcome: Outcome = { exitCode: -1, printed: [], told: [] };
  const { terminal } = makeTerminal(outcome);
  const context = { terminal, log: makeLog(), env: { LAYERBENCH_STORE: store, ...env }, debug: false };
  return { ...outcome, exitCode: await runProgram(args, context) };
}

/** The one JSON document that a command printed; it must have worked. */
export async function runJson<T = Record<string, unknown>>(store: string, args: string[]): Promise<T> {
  const { exitCode, printed, told } = await run(store, [...args, '--json']);
  if (exitCode !== 0 || printed.length !== 1)
    throw new Error(`${args.join(' ')} ended with ${exitCode}, ${printed.length} lines: ${told.join(' | ')}`);
  return JSON.parse(printed[0] ?? '') as T;
}

/** The runs of a store, read without the command line. */
export async function readRuns(file: string): Promise<Run[]> {
  const store = await openStoreClient(() => spawnStore({ file }));
  try {
    return await store.listRuns();
  } finally {
    await store.close();
  }
}

const main = path.join(import.meta.dirname, '..', '..', '..', 'src-main', 'hosts', 'cli', 'main.ts');

/** Starts the real program in a process of its own. */
export function start(store: string, args: string[]) {
  const child = spawn(process.execPath, [main, ...args], {
    env: { ...process.env, LAYERBENCH_STORE: store },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output.stderr += text));
  const ended = once(child, 'close').then(([code]) => ({ exitCode: code as number | null, ...output }));
  return { child, ended, output };
}

/** Runs one command line that opens no store. */
export async function runCommand(...args: string[]) {
  const { exitCode, printed, told } = await run('', args);
  return { exitCode, output: printed.join('\n'), messages: told };
}
