import { request } from 'node:http';
import path from 'node:path';
import { existsSync } from 'node:fs';
import { expect, onTestFinished, test } from 'vitest';
import { rendererFolder } from '#main/hosts/places.ts';
import { runProgram } from '#main/hosts/cli/program.ts';
import { makeFolder, makeLog } from '../services/test-app.ts';
import { makeTerminal, readRuns, run, start, type Outcome } from './run-command.ts';

const endless = ['train', '--data', 'moons:n=100', '--layers', '4:tanh', '--epochs', '1000000', '--json'];

function makeStore(): string {
  return path.join(makeFolder(), 'layerbench.sqlite');
}

test('an interrupted train ends with 130, prints its one document, and the run is kept and listed', async () => {
  const store = makeStore();
  const outcome: Pick<Outcome, 'printed' | 'told'> = { printed: [], told: [] };
  const underWay = Promise.withResolvers<void>();
  const { terminal, interrupt } = makeTerminal(outcome, (line) => /\d+%/.test(line) && underWay.resolve());
  const ended = runProgram(endless, {
    terminal,
    log: makeLog(),
    env: { LAYERBENCH_STORE: store },
    debug: false,
  });
  await underWay.promise;
  interrupt();
  expect(await ended).toBe(130);
  const report = JSON.parse(outcome.printed.join()) as { run: string; steps: number };
  expect(report).toMatchObject({
    status: 'interrupted',
    weightsSha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
  });
  expect(await readRuns(store)).toMatchObject([
    { id: report.run, status: 'interrupted', step: report.steps },
  ]);
  const listed = await run(store, ['runs']);
  expect(listed.printed.join('\n')).toMatch(new RegExp(`${report.run}.+interrupted`));
});

test.each(['SIGINT', 'SIGTERM'] as const)(
  '%s during train ends the program with 130 and keeps the run',
  async (signal) => {
    const store = makeStore();
    const { child, ended } = start(store, endless);
    onTestFinished(() => void child.kill('SIGKILL'));
    await new Promise<void>((resolve) => {
      let told = '';
      child.stderr.on('data', (text: string) => /\d+%/.test((told += text)) && resolve());
    });
    child.kill(signal);
    const { exitCode, stdout, stderr } = await ended;
    expect(exitCode).toBe(130);
    expect(JSON.parse(stdout)).toMatchObject({ status: 'interrupted' });
    expect(stderr).not.toMatch(/\n\s+at /);
    expect((await readRuns(store)).map(({ status }) => status)).toEqual(['interrupted']);
  },
);

test('a program that is killed without warning loses no step that was on disk, and its run is interrupted', async () => {
  const store = makeStore();
  const { child, ended } = start(store, endless);
  await new Promise<void>((resolve) => {
    let told = '';
    child.stderr.on('data', (text: string) => /epoch [1-9]/.test((told += text)) && resolve());
  });
  child.kill('SIGKILL');
  await ended;
  const { exitCode, printed } = await run(store, ['runs', '--json']);
  expect(exitCode).toBe(0);
  const [only] = (JSON.parse(printed.join()) as { runs: { run: string; status: string }[] }).runs;
  expect(only?.status).toBe('interrupted');
  const series = await run(store, ['series', only?.run ?? '', 'batch.loss']);
  const { step } = (JSON.parse(series.printed.join()) as Record<string, { step: number[] }>)[
    'batch.loss'
  ] ?? { step: [] };
  expect(step.length).toBeGreaterThan(0);
  expect(step).toEqual(Array.from({ length: step.length }, (_, index) => index + 1));
});

// The page is built before the end-to-end specs; a checkout that was never built has none to serve.
test.skipIf(!existsSync(rendererFolder))(
  'serve --json prints one line with its address and ends cleanly on SIGTERM',
  async () => {
    const { child, ended } = start(makeStore(), ['serve', '--json']);
    onTestFinished(() => void child.kill('SIGKILL'));
    const line = await new Promise<string>((resolve) => {
      let printed = '';
      child.stdout.on('data', (text: string) => (printed += text).includes('\n') && resolve(printed));
    });
    const { url } = JSON.parse(line) as { url: string };
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#code=[\w-]{32}$/);
    expect(await statusOf(url)).toBe(200);
    child.kill('SIGTERM');
    expect(await ended).toEqual({ exitCode: 0, stdout: line, stderr: '' });
  },
);

function statusOf(url: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    sent.on('error', reject);
    sent.end();
  });
}
