import type { BenchReport, ComparisonReport, ContestantReport, WorkReport } from '../../benchmark/report.ts';
import type { Spread } from '../../benchmark/statistics.ts';
import { layOutTable } from './table.ts';

/** What `bench` prints for a person: the limit, a table for each workload, and the ratios beside their goals. */
export function describeBench(report: BenchReport): string {
  return [
    describeMachine(report),
    ...report.workloads.map(describeWork),
    describeRatios(report.workloads),
    ...report.absent,
  ].join('\n\n');
}

function describeMachine({ machine, peak, rounds, milliseconds }: BenchReport): string {
  const { processor, cores, platform, node, v8, load } = machine;
  const wide = peak.bits256 === null ? '' : `, 256-bit ${describeSpread(peak.bits256)} GF/s`;
  const pairing = peak.pairing
    ? 'V8 pairs 128-bit operations into 256-bit ones when it is asked to.'
    : 'V8 does not pair 128-bit operations into 256-bit ones here: the 256-bit rows are of the same code.';
  return [
    `${processor}, ${cores} cores, ${platform}, Node ${node}, V8 ${v8}, load before ${load.toFixed(2)}`,
    `Medians of ${rounds} rounds of ${milliseconds} ms (least … most)`,
    `Limit of multiply and add, one thread: 128-bit ${describeSpread(peak.bits128)} GF/s${wide}. ${pairing}`,
  ].join('\n');
}

function describeWork({ name, network, contestants, refused, sameBytes }: WorkReport): string {
  const head = ['contestant', 'samples/s', 'least', 'most', 'GF/s', '% of the limit', ''];
  const lines = [`${name}  ${network}`, layOutTable(head, contestants.map(describeContestant))];
  for (const { label, reason } of refused) lines.push(`${label}: not measured, ${reason}`);
  if (sameBytes !== null)
    lines.push(
      sameBytes
        ? 'Every way the engine ran gave the same bytes.'
        : 'The ways the engine ran did NOT give the same bytes.',
    );
  return lines.join('\n');
}

function describeContestant(contestant: ContestantReport): string[] {
  const { label, samplesPerSecond, gigaflops, shareOfPeak, version, note } = contestant;
  const { median, least, most } = samplesPerSecond;
  return [
    label,
    ...[median, least, most].map((rate) => Math.round(rate).toLocaleString('en')),
    gigaflops.median.toPrecision(3),
    shareOfPeak === null ? '' : (100 * shareOfPeak).toFixed(0),
    [version, note].filter((text) => text !== undefined).join('; '),
  ];
}

/** The design's table: one row for each against, one column for each workload. */
function describeRatios(works: readonly WorkReport[]): string {
  const labels = new Set(works.flatMap(({ comparisons }) => comparisons.map(({ label }) => label)));
  const rows = [...labels].map((label) => [
    label,
    ...works.map(({ comparisons }) => describeCell(comparisons.find((one) => one.label === label))),
  ]);
  return [
    'The engine against, ratio of samples per second round by round (least–most), and what is to be reached:',
    layOutTable(['', ...works.map(({ name }) => name)], rows),
  ].join('\n');
}

function describeCell(comparison: ComparisonReport | undefined): string {
  if (comparison === undefined) return '–';
  const { value, unit, goal, reached } = comparison;
  const told =
    unit === '×'
      ? `${formatRatio(value.median)} (${formatRatio(value.least)}–${formatRatio(value.most)})`
      : `${formatPercent(value.median)} (${formatPercent(value.least)} … ${formatPercent(value.most)})`;
  if (goal === null) return told;
  return `${told} ${reached === true ? '✓' : '✗'} ${unit === '×' ? '≥' : '≤'} ${goal}`;
}

function describeSpread({ median, least, most }: Spread): string {
  return `${median.toFixed(1)} (${least.toFixed(1)} … ${most.toFixed(1)})`;
}

function formatRatio(value: number): string {
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2);
}

function formatPercent(value: number): string {
  return `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(1)} %`;
}
