import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { BenchReport } from '#main/benchmark/report.ts';
import { preparePeers } from '#main/benchmark/peers/peers.ts';
import { runProgram } from '#main/hosts/cli/program.ts';
import { makeFolder, makeLog } from '../services/test-app.ts';
import { makeTerminal, runCommand, type Outcome } from './run-command.ts';

/** Each contestant is a process that has to start, on a busy machine too; milliseconds. */
const patience = 90_000;
const quick = ['bench', '--workloads', 'w1', '--rounds', '1', '--milliseconds', '20'];

describe('layerbench bench', { timeout: patience }, () => {
  it('prints one document and writes the chart', async () => {
    const chart = path.join(makeFolder(), 'speed.svg');
    const { exitCode, output, messages } = await runCommand(...quick, '--chart', chart, '--json');
    expect([exitCode, messages.at(-1)]).toEqual([0, `Chart: ${chart}`]);
    const report = JSON.parse(output) as BenchReport & { chart: string };
    expect(report).toMatchObject({ chart, rounds: 1, milliseconds: 20, absent: [] });
    expect(report.peak.bits128.median).toBeGreaterThan(0);
    const [work] = report.workloads;
    expect(work?.name).toBe('W1');
    const ids = work?.contestants.map(({ id }) => id);
    expect(ids).toEqual(expect.arrayContaining(['engine', 'engine-scalars', 'engine-adam', 'naive']));
    expect(work?.sameBytes).not.toBe(false);
    expect(work?.comparisons.find(({ over }) => over === 'naive')).toMatchObject({ goal: 12.9, unit: '×' });
    expect(readFileSync(chart, 'utf8')).toContain('naive');
  });

  it('tells a person the limit, who ran, and the ratios beside what is to be reached', async () => {
    const chart = path.join(makeFolder(), 'speed.svg');
    const { output } = await runCommand(...quick, '--chart', chart);
    expect(output).toMatch(/^Limit of multiply and add, one thread: 128-bit [\d.]+ \(/m);
    expect(output).toMatch(/^W1 {2}2-8-8-1 tanh, sigmoid, batch 10$/m);
    expect(output).toMatch(/^engine, Adam +[\d,]+ +[\d,]+ +[\d,]+ +[\d.]+ +\d+ +wasm-simd@2, tile 4x8$/m);
    expect(output).toMatch(/^naive \(Playground\) +[\d.]+ \([\d.]+–[\d.]+\) [✓✗] ≥ 12.9$/m);
  });

  it('ends with 130 and writes nothing when it is interrupted', async () => {
    const chart = path.join(makeFolder(), 'speed.svg');
    const outcome: Pick<Outcome, 'printed' | 'told'> = { printed: [], told: [] };
    const { terminal, interrupt } = makeTerminal(outcome, () => setTimeout(() => interrupt(), 100));
    const args = ['bench', '--workloads', 'W1', '--milliseconds', '20000', '--chart', chart];
    const exitCode = await runProgram(args, { terminal, log: makeLog(), env: {}, debug: false });
    expect([exitCode, outcome.printed, existsSync(chart)]).toEqual([130, [], false]);
  });

  it.each([
    [['--rounds', '0'], '--rounds "0": a whole number from 1 to 1000 is accepted.'],
    [['--milliseconds', 'long'], '--milliseconds "long": a whole number from 1 to 60000 is accepted.'],
    [['--workloads', 'W1,W9'], '--workloads "W1,W9": W1, W2, W3, W4 are accepted, not "W9".'],
  ])('refuses %o with exit code 2', async (args, message) => {
    const { exitCode, messages } = await runCommand('bench', ...args);
    expect([exitCode, messages]).toEqual([2, [message]]);
  });

  it('refuses a place that no chart can be written to before it measures anything', async () => {
    const folder = makeFolder();
    const lost = path.join(folder, 'nowhere', 'speed.svg');
    mkdirSync(path.join(folder, 'taken.svg'));
    for (const chart of [lost, path.join(folder, 'taken.svg')]) {
      const { exitCode, messages } = await runCommand(...quick, '--chart', chart);
      expect([exitCode, messages.length]).toEqual([2, 1]);
      expect(messages[0]).toContain(chart);
    }
  });

  it('says in one sentence that an installed package has no peers', async () => {
    const { entrants, absent } = await preparePeers(makeFolder(), new AbortController().signal);
    expect(entrants).toEqual([]);
    expect(absent).toEqual([
      'No peers: their programs are in test/bench/peers of a checkout, which an installed package lacks.',
    ]);
  });
});
