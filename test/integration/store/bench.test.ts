import { readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { longRun, contestWriting, fillRuns, type Pair } from '../../bench/store/contests.ts';
import { openNaiveStore } from '../../bench/store/naive-store.ts';
import { openOurStore } from '../../bench/store/our-store.ts';
import { runStoreBench } from '../../bench/store/run-bench.ts';
import { nameSeries, type Sizes } from '../../bench/store/workload.ts';
import { makeFolder } from '../services/test-app.ts';

const sizes: Sizes = {
  steps: 1250,
  batch: 100,
  series: 3,
  runs: 7,
  stepsPerRun: 10,
  listed: 2,
  rounds: 3,
};

function openPair(): Pair {
  const folder = makeFolder();
  const pair = {
    ours: openOurStore(path.join(folder, 'ours.sqlite')),
    naive: openNaiveStore(path.join(folder, 'naive.sqlite')),
  };
  onTestFinished(() => {
    pair.ours.close();
    pair.naive.close();
  });
  return pair;
}

test('both stores of the benchmark hold the same numbers after writing', () => {
  const pair = openPair();
  const rounds = contestWriting(pair, sizes);
  expect(rounds.ours).toHaveLength(3);
  for (const key of nameSeries(sizes.series)) {
    const [ours, naive] = [pair.ours.read(longRun, key), pair.naive.read(longRun, key)];
    expect(ours.steps).toEqual(Int32Array.from({ length: 1250 }, (_, i) => i));
    expect(naive.steps).toEqual(ours.steps);
    expect([...naive.values]).toEqual([...ours.values]);
  }
});

test('both stores of the benchmark list the same runs with the same last values', () => {
  const pair = openPair();
  fillRuns(pair, sizes);
  const keys = nameSeries(2);
  const listed = pair.ours.list(keys);
  expect(listed.map(({ id }) => id)).toEqual(
    [6, 5, 4, 3, 2, 1, 0].map((i) => i.toString(16).padStart(8, '0')),
  );
  expect(listed[0]?.values.every((value) => value !== null)).toBe(true);
  expect(pair.naive.list(keys)).toEqual(listed);
});

test('the benchmark reports four lines with goals and leaves no file behind', () => {
  const folder = makeFolder();
  const { lines, machine } = runStoreBench(sizes, folder, () => {});
  expect(lines.map(({ unit, goal }) => [unit, goal])).toEqual([
    ['steps/s', 5],
    ['ms', 40],
    ['ms', 10],
    ['MB', 4],
  ]);
  for (const { ratio, goal, reached } of lines) expect(reached).toBe(ratio.median >= goal);
  expect(machine.cores).toBeGreaterThan(0);
  expect(readdirSync(folder)).toEqual([]);
});
