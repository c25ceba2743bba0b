import path from 'node:path';
import { expect, test } from 'vitest';
import { runProgram } from '#main/hosts/cli/program.ts';
import { makeFolder, makeLog } from '../services/test-app.ts';
import { makeTerminal, run, runJson, type Outcome } from './run-command.ts';

interface Report {
  run: string;
  status: string;
  steps: number;
  weightsSha256: string;
}

const makeStore = () => path.join(makeFolder(), 'layerbench.sqlite');
const train = ['train', '--data', 'moons:n=100', '--layers', '4:tanh', '--seed', '3'];

/** Trains until the first sign of progress, then interrupts. */
async function interruptTraining(store: string, args: string[]): Promise<Report> {
  const outcome: Pick<Outcome, 'printed' | 'told'> = { printed: [], told: [] };
  const underWay = Promise.withResolvers<void>();
  const { terminal, interrupt } = makeTerminal(outcome, (line) => /\d+%/.test(line) && underWay.resolve());
  const context = { terminal, log: makeLog(), env: { LAYERBENCH_STORE: store }, debug: false };
  const ended = runProgram([...args, '--json'], context);
  await underWay.promise;
  interrupt();
  expect(await ended).toBe(130);
  return JSON.parse(outcome.printed.join()) as Report;
}

test('a train that was interrupted is gone on with, to the weights of one that was not', async () => {
  const store = makeStore();
  const args = [...train, '--epochs', '30000', '--gradients', 'off'];
  const interrupted = await interruptTraining(store, args);
  const resumed = await runJson<Report>(store, ['resume', interrupted.run]);
  const whole = await runJson<Report>(store, args);
  expect(resumed).toMatchObject({
    run: interrupted.run,
    status: 'finished',
    steps: whole.steps,
    weightsSha256: whole.weightsSha256,
  });
});

test('a finished run is not gone on with: one line says to fork it, and the exit code is 2', async () => {
  const store = makeStore();
  const { run: id } = await runJson<Report>(store, [...train, '--epochs', '5']);
  const { exitCode, told, printed } = await run(store, ['resume', id, '--json']);
  expect({ exitCode, printed }).toEqual({ exitCode: 2, printed: [] });
  expect(told).toEqual([expect.stringMatching(/it is finished, and only a run that was interrupted.+fork/)]);
});

test('a fork starts from a step with a change, and both runs show their lineage', async () => {
  const store = makeStore();
  const parent = await runJson<Report>(store, [...train, '--epochs', '20']);
  const changes = ['--set', 'optimizer.learningRate=0.3', '--set', 'l2=0.001', '--name', 'steeper'];
  const child = await runJson<Report>(store, ['fork', parent.run, '--step', '31', ...changes]);
  expect(child).toMatchObject({ status: 'finished', steps: 60 });
  expect(child.weightsSha256).not.toBe(parent.weightsSha256);
  expect(await runJson(store, ['show', child.run])).toMatchObject({
    name: 'steeper',
    recipe: { l2: 0.001, seed: 3 },
    lineage: { parent: { run: parent.run, step: 31 }, children: [] },
    checkpoints: [{ kind: 'start', step: 31 }, { kind: 'best' }, { kind: 'end', step: 60 }],
  });
  expect(await runJson(store, ['show', parent.run])).toMatchObject({
    lineage: { parent: null, children: [child.run] },
  });
  const text = (await run(store, ['show', child.run])).printed.join('\n');
  expect(text).toContain(`forked from ${parent.run} at step 31`);
  expect(await runJson(store, ['replay', child.run])).toMatchObject({ identical: true });
});

test.each([
  [['--step', '61'], 'step 61 is not one of its steps; a whole number from 0 to 60 is accepted'],
  [['--step', 'last'], '--step "last": a whole number'],
  [['--set', 'learningrate=1'], 'did you mean "optimizer.learningRate"'],
  [['--step', '31', '--epochs', '2'], 'a whole number from 11 is accepted'],
])('a fork with %j is refused in one line, and no run is left', async (args, sentence) => {
  const store = makeStore();
  const parent = await runJson<Report>(store, [...train, '--epochs', '20']);
  const { exitCode, told } = await run(store, ['fork', parent.run, ...args, '--json']);
  expect(exitCode).toBe(2);
  expect(told).toEqual([expect.stringContaining(sentence)]);
  expect(await runJson(store, ['runs'])).toMatchObject({ total: 1 });
});
