import type { EntrantId } from './entrants.ts';
import { comparisons, type Comparison } from './goals.ts';
import type { Machine } from './machine.ts';
import type { Measured, Refused } from './rounds.ts';
import { compareRounds, describeSpread, type Spread } from './statistics.ts';
import { countOperations, describeWork, type Work } from './workloads.ts';

export interface BenchReport {
  machine: Machine;
  rounds: number;
  milliseconds: number;
  /** Peers that were asked for and are not on this machine, a sentence each. */
  absent: readonly string[];
  peak: {
    /** 10⁹ operations a second of one thread, over all rounds. */
    bits128: Spread;
    bits256: Spread | null;
    /** Whether V8 makes 256-bit operations of pairs here, by the measured limit. */
    pairing: boolean;
  };
  workloads: WorkReport[];
}

export interface WorkReport {
  name: string;
  network: string;
  /** Of one step. */
  operations: number;
  contestants: ContestantReport[];
  /** Who could not do it, and why. */
  refused: { id: EntrantId; label: string; reason: string }[];
  comparisons: ComparisonReport[];
  /** Whether every contestant of the engine with the same optimiser came to the same bytes; null for fewer than two. */
  sameBytes: boolean | null;
}

export interface ContestantReport {
  id: EntrantId;
  label: string;
  version?: string;
  note?: string;
  samplesPerSecond: Spread;
  /** 10⁹ multiplications and additions a second. */
  gigaflops: Spread;
  /** Of the limit of its level in the same rounds, 0 … 1; null for what is not ours. */
  shareOfPeak: number | null;
  /** Samples per second of every round; null where it took no part. */
  rounds: (number | null)[];
}

export interface ComparisonReport {
  of: EntrantId;
  over: EntrantId;
  label: string;
  /** Samples per second of the one over the other's, round by round; as a cost, per cent of time added. */
  value: Spread;
  unit: '×' | '%';
  goal: number | null;
  reached: boolean | null;
}

/** Above this the wider limit is more than chance. */
const paired = 1.2;

export function createReport(
  machine: Machine,
  options: { rounds: number; milliseconds: number; absent: readonly string[] },
  results: readonly { work: Work; found: readonly (Measured | Refused)[] }[],
): BenchReport {
  const limits = (id: EntrantId) =>
    results.flatMap(({ found }) => ratesOf(found, id).flatMap((rate) => (rate === null ? [] : [rate / 1e9])));
  const [narrow, wide] = [limits('peak-128'), limits('peak-256')];
  if (narrow.length === 0)
    throw new Error(`The limit of the machine could not be measured: ${reasonOf(results, 'peak-128')}.`);
  const bits128 = describeSpread(narrow);
  const bits256 = wide.length === 0 ? null : describeSpread(wide);
  const pairing = bits256 !== null && bits256.median > paired * bits128.median;
  return {
    machine,
    rounds: options.rounds,
    milliseconds: options.milliseconds,
    absent: options.absent,
    peak: { bits128, bits256, pairing },
    workloads: results.map(({ work, found }) => reportWork(work, found)),
  };
}

function reportWork(work: Work, found: readonly (Measured | Refused)[]): WorkReport {
  const measured = found.filter((one) => 'stretches' in one).filter(({ entrant }) => !isPeak(entrant.id));
  return {
    name: work.name,
    network: describeWork(work),
    operations: countOperations(work),
    contestants: measured.map((one) => reportContestant(one, work, found)),
    refused: found.flatMap((one) =>
      'refused' in one ? [{ id: one.entrant.id, label: one.entrant.label, reason: one.refused }] : [],
    ),
    comparisons: comparisons.flatMap((comparison) => compare(comparison, work, found)),
    sameBytes: compareBytes(measured),
  };
}

function reportContestant(
  { entrant, ready, stretches }: Measured,
  work: Work,
  found: readonly (Measured | Refused)[],
): ContestantReport {
  const rates = ratesOf(found, entrant.id);
  const perSample = countOperations(work) / work.batch;
  const samplesPerSecond = describeSpread(rates.filter((rate) => rate !== null));
  const operations = rates.map((rate) => (rate === null ? null : rate * perSample));
  const limit = ratesOf(found, entrant.id === 'engine-256' ? 'peak-256' : 'peak-128');
  return {
    id: entrant.id,
    label: entrant.label,
    ...(ready.version === undefined ? {} : { version: ready.version }),
    ...(ready.note === undefined ? {} : { note: ready.note }),
    samplesPerSecond,
    gigaflops: describeSpread(
      operations.filter((rate) => rate !== null).map((operationsPerSecond) => operationsPerSecond / 1e9),
    ),
    shareOfPeak: isOneThreadOfOurs(entrant.id) ? (compareRounds(operations, limit)?.median ?? null) : null,
    rounds: stretches.map((_, round) => rates[round] ?? null),
  };
}

function compare(comparison: Comparison, work: Work, found: readonly (Measured | Refused)[]) {
  const { of, over, label, goals, onTheClock, asCost } = comparison;
  const [one, other] = [ratesOf(found, of, onTheClock), ratesOf(found, over, onTheClock)];
  const quotient = asCost === true ? compareRounds(other, one) : compareRounds(one, other);
  if (quotient === null) return [];
  const value = asCost === true ? mapSpread(quotient, (ratio) => 100 * (ratio - 1)) : quotient;
  const goal = goals[work.name] ?? null;
  const reached = goal === null ? null : asCost === true ? value.median <= goal : value.median >= goal;
  const report: ComparisonReport = {
    of,
    over,
    label,
    value,
    unit: asCost === true ? '%' : '×',
    goal,
    reached,
  };
  return [report];
}

/** What was done in a second, round by round; empty for who did not run. */
function ratesOf(
  found: readonly (Measured | Refused)[],
  id: EntrantId,
  onTheClock = false,
): (number | null)[] {
  const one = found.find(({ entrant }) => entrant.id === id);
  if (one === undefined || 'refused' in one) return [];
  const wall = onTheClock || one.entrant.onTheClock === true;
  return one.stretches.map((stretch) =>
    stretch === null ? null : stretch.done / (wall ? stretch.wall : stretch.seconds),
  );
}

function compareBytes(measured: readonly Measured[]): boolean | null {
  const hashes = measured.flatMap(({ ready }) => (ready.weights === undefined ? [] : [ready.weights]));
  return hashes.length < 2 ? null : new Set(hashes).size === 1;
}

function mapSpread({ median, least, most }: Spread, map: (value: number) => number): Spread {
  return { median: map(median), least: map(least), most: map(most) };
}

function reasonOf(results: readonly { found: readonly (Measured | Refused)[] }[], id: EntrantId): string {
  const one = results.flatMap(({ found }) => found).find(({ entrant }) => entrant.id === id);
  return one !== undefined && 'refused' in one ? one.refused : 'it took no part';
}

function isPeak(id: EntrantId): boolean {
  return id === 'peak-128' || id === 'peak-256';
}

function isOneThreadOfOurs(id: EntrantId): boolean {
  return id.startsWith('engine') && id !== 'engine-2-threads';
}
