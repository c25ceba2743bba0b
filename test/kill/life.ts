import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { StartRun } from '#shared/contract/runs.ts';

/** What a process is to train: a run that is made, or one that goes on. */
export interface Task {
  store: string;
  start: StartRun;
  /** The run to go on with; null makes one. */
  run: string | null;
}

/** One process that trains until it is killed. */
export interface Life {
  /** The run, once the process has said so. */
  run: string | null;
  /** The last step that the process has said to be on disk. */
  acknowledged: number;
  /** When it said so last, as `performance.now()`; null before. */
  acknowledgedAt: number | null;
  /** Resolves at the first step that is on disk, or when the process is gone. */
  begun: Promise<void>;
  /** Resolves when the process is gone, with its exit code; null where it was killed. */
  ended: Promise<number | null>;
  /** What it wrote to standard error so far. */
  said(): string;
  /** Ends it with no chance to tidy up. */
  kill(): void;
}

/** A host that a run can be trained by. */
export type Host = (task: Task) => Life;

/** A life whose process is there; `acknowledge` is to be called with what it says. */
export function liveIn(args: string[], stdin: 'ignore' | 'pipe' = 'ignore') {
  const child: ChildProcess = spawn(process.execPath, args, { stdio: [stdin, 'pipe', 'pipe'] });
  const begun = Promise.withResolvers<void>();
  const output = { stderr: '' };
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (output.stderr += text));
  const life: Life = {
    run: null,
    acknowledged: -1,
    acknowledgedAt: null,
    begun: begun.promise,
    ended: once(child, 'close').then(([code]) => {
      begun.resolve();
      return code as number | null;
    }),
    said: () => output.stderr,
    kill: () => void child.kill('SIGKILL'),
  };
  const acknowledge = (step: number) => {
    life.acknowledged = Math.max(life.acknowledged, step);
    life.acknowledgedAt = performance.now();
    begun.resolve();
  };
  return { child, life, acknowledge, output };
}

/** Calls back with every whole line of a stream. */
export function readLines(stream: NodeJS.ReadableStream | null, read: (line: string) => void): void {
  let rest = '';
  stream?.setEncoding('utf8').on('data', (text: string) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    lines.forEach(read);
  });
}
