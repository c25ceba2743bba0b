import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import * as v from 'valibot';
import type { Entrant } from './entrants.ts';
import { openedSchema, stretchSchema, type Ask, type Opened, type Stretch } from './protocol.ts';
import type { Work } from './workloads.ts';

/** Longer than the slowest peer takes for a step of the largest network, in milliseconds. */
const patience = 60_000;

/** A contestant's process from outside: asked one thing at a time. */
export class ContestantProcess {
  readonly entrant: Entrant;
  readonly #child: ChildProcessByStdio<Writable, Readable, Readable>;
  readonly #lines: AsyncIterator<string, undefined>;
  readonly #closed: Promise<unknown>;
  #complaint = '';

  constructor(entrant: Entrant, signal: AbortSignal) {
    this.entrant = entrant;
    this.#child = spawn(entrant.program, entrant.args, {
      env: { ...process.env, ...entrant.env },
      stdio: ['pipe', 'pipe', 'pipe'],
      signal,
      windowsHide: true,
    });
    // What went wrong is said where the answer is missed.
    this.#child.on('error', (error) => (this.#complaint ||= error.message));
    this.#child.stdin.on('error', () => {});
    this.#child.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.#complaint = (this.#complaint + text).slice(-4000);
    });
    this.#closed = new Promise((resolve) => this.#child.once('close', resolve));
    this.#lines = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]();
  }

  open(work: Work): Promise<Opened> {
    return this.#ask({ open: work }, openedSchema);
  }

  run(milliseconds: number): Promise<Stretch> {
    return this.#ask({ run: { milliseconds } }, stretchSchema);
  }

  end(): void {
    this.#child.stdin.end();
    this.#child.kill();
  }

  /** @throws Error saying why there is no answer */
  async #ask<T>(ask: Ask, schema: v.GenericSchema<unknown, T>): Promise<T> {
    this.#child.stdin.write(`${JSON.stringify(ask)}\n`);
    const timer = setTimeout(() => {
      this.#complaint = `no answer within ${patience / 1000} s`;
      this.#child.kill('SIGKILL');
    }, patience);
    try {
      for (;;) {
        const next = await this.#lines.next();
        if (next.done === true) throw new Error(await this.#explainEnd());
        // Libraries may greet on standard output.
        if (next.value.startsWith('{')) return v.parse(schema, JSON.parse(next.value));
      }
    } finally {
      clearTimeout(timer);
    }
  }

  /** The line of standard error that says most: the one that names an error, or else the last. */
  async #explainEnd(): Promise<string> {
    await this.#closed;
    const lines = this.#complaint.split('\n').filter((line) => line.trim() !== '');
    const said = lines.findLast((line) => /^\w*(Error|Exception)\b/.test(line)) ?? lines.at(-1);
    return said?.trim() ?? `it ended with ${this.#child.exitCode ?? this.#child.signalCode ?? 'no reason'}`;
  }
}
