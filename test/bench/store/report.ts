import { layOutTable } from '#main/hosts/cli/table.ts';
import { describeMachine, type Machine } from '#main/benchmark/machine.ts';
import { compareRounds, describeSpread, type Spread } from '#main/benchmark/statistics.ts';
import type { Rounds } from './contests.ts';
import type { Sizes } from './workload.ts';

export interface StoreBenchReport {
  machine: Machine;
  /** Where both stores lay. */
  folder: string;
  sizes: Sizes;
  lines: BenchLine[];
}

export interface BenchLine {
  name: string;
  unit: 'steps/s' | 'ms' | 'MB';
  ours: Spread;
  naive: Spread;
  /** How many times better ours is, round by round. */
  ratio: Spread;
  goal: number;
  reached: boolean;
}

export interface Measured {
  writing: Rounds;
  reading: Rounds;
  listing: Rounds;
  /** Bytes of the files after they were closed, the long run in them. */
  bytes: { ours: number; naive: number };
}

export function makeReport(measured: Measured, sizes: Sizes, folder: string): StoreBenchReport {
  const stepsPerRound = sizes.batch * Math.ceil(sizes.steps / sizes.batch / sizes.rounds);
  const speeds = (milliseconds: number[]) => milliseconds.map((ms) => (1000 * stepsPerRound) / ms);
  const { writing, reading, listing, bytes } = measured;
  const size = { ours: [bytes.ours / 1e6], naive: [bytes.naive / 1e6] };
  const count = (n: number) => n.toLocaleString('en');
  const lines = [
    {
      ...compare({ ours: speeds(writing.ours), naive: speeds(writing.naive) }, 'steps/s', 5),
      name: `acknowledged steps, ${sizes.series} series, ${sizes.batch} at a time`,
    },
    { ...compare(reading, 'ms', 40), name: `reading one series of ${count(sizes.steps)} points` },
    {
      ...compare(listing, 'ms', 10),
      name: `listing ${count(sizes.runs)} runs with ${sizes.listed} last values`,
    },
    { ...compare(size, 'MB', 4), name: `size of ${count(sizes.steps * sizes.series)} points on disk` },
  ];
  return { machine: describeMachine(), folder, sizes, lines };
}

function compare(rounds: Rounds, unit: BenchLine['unit'], goal: number): Omit<BenchLine, 'name'> {
  const { ours, naive } = rounds;
  const ratio = unit === 'steps/s' ? compareRounds(ours, naive) : compareRounds(naive, ours);
  if (!ratio) throw new Error('no round was measured');
  return {
    unit,
    ours: describeSpread(ours),
    naive: describeSpread(naive),
    ratio,
    goal,
    reached: ratio.median >= goal,
  };
}

export function describeReport({ machine, folder, sizes, lines }: StoreBenchReport): string {
  const { processor, cores, platform, node, load } = machine;
  const rows = lines.map(({ name, unit, ours, naive, ratio, goal, reached }) => [
    name,
    unit,
    describe(ours),
    describe(naive),
    `${describe(ratio)} ×`,
    `≥ ${goal} ×`,
    reached ? 'reached' : 'not reached',
  ]);
  return [
    `${processor}, ${cores} cores, ${platform}, Node ${node}, load ${load.toFixed(2)}; files in ${folder}`,
    `Medians of ${sizes.rounds} rounds in turn (least … most); SQLite, WAL, synchronous=FULL on both sides.`,
    '',
    layOutTable(['', '', 'Layerbench', 'one row per point', 'ratio', 'goal', ''], rows),
  ].join('\n');
}

function describe({ median, least, most }: Spread): string {
  return least === most ? format(median) : `${format(median)} (${format(least)} … ${format(most)})`;
}

function format(value: number): string {
  return value >= 1000 ? Math.round(value).toLocaleString('en') : value.toPrecision(3);
}
