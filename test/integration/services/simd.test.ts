import { once } from 'node:events';
import { spawn } from 'node:child_process';
import path from 'node:path';
import { expect, test, vi } from 'vitest';
import { makeFolder } from './test-app.ts';

// Each test starts several programs, one after the other.
vi.setConfig({ testTimeout: 120_000 });

const main = path.join(import.meta.dirname, '..', '..', '..', 'src-main', 'hosts', 'cli', 'main.ts');

interface Outcome {
  report: Record<string, unknown>;
  stderr: string;
}

/** The real program in a process of its own: the flags of the compiler belong to a whole process. */
async function runProcess(store: string, args: string[], setting: string): Promise<Outcome> {
  const child = spawn(process.execPath, [main, ...args, '--json'], {
    env: { ...process.env, LAYERBENCH_STORE: store, LAYERBENCH_SIMD: setting },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  await once(child, 'close');
  return { report: JSON.parse(stdout) as Record<string, unknown>, stderr };
}

test('a run of pairs, where this machine has them, and a run without come to the same bytes', async () => {
  const store = path.join(makeFolder(), 'layerbench.sqlite');
  const train = ['train', '--data', 'digits', '--layers', '37:relu,20:tanh', '--epochs', '3'];
  const free = await runProcess(store, train, '');
  const plain = await runProcess(store, train, '128');
  expect(free.report['weightsSha256']).toBe(plain.report['weightsSha256']);
  const shown = await runProcess(store, ['show', String(plain.report['run'])], '');
  expect(shown.report['execution']).toMatchObject({ simd: '128' });
  const replay = await runProcess(store, ['replay', String(free.report['run'])], '128');
  expect(replay.report).toMatchObject({ identical: true, checkedSteps: 4 });
});

test('doctor says the level and why, and the off switch is the reason where it is used', async () => {
  const store = path.join(makeFolder(), 'layerbench.sqlite');
  const { report, stderr } = await runProcess(store, ['doctor'], '');
  expect(report['simd']).toEqual({
    level: expect.stringMatching(/^(128|256)$/) as string,
    reason: expect.stringMatching(/^(?!the check of pairs failed)/) as string,
  });
  expect(stderr).toBe('');
  const off = await runProcess(store, ['doctor'], '128');
  expect(off.report['simd']).toEqual({ level: '128', reason: 'LAYERBENCH_SIMD=128 asks for it' });
});
