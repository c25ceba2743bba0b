import { chooseTicks, shortenNumber } from './axis.ts';
import type { BenchReport, ComparisonReport, ContestantReport, WorkReport } from './report.ts';
import { element, escapeText } from './svg.ts';

/** In pixels. */
const width = 900;
const margin = 24;
const labelWidth = 150;
const valueWidth = 150;
const barHeight = 16;
const rowHeight = 24;
const headHeight = 66;
const panelHead = 34;
const panelFoot = 46;
const plotLeft = margin + labelWidth;
const plotWidth = width - plotLeft - valueWidth - margin;

const colours = { ours: '#3b82f6', others: '#94a3b8', ink: '#0f172a', pale: '#64748b', grid: '#e2e8f0' };

/** Samples per second of every contestant, one panel for each workload, as an SVG document: dark on light. */
export function drawChart(report: BenchReport): string {
  let top = headHeight;
  const panels = report.workloads.map((work) => {
    const panel = drawPanel(work, top);
    top += panelHead + work.contestants.length * rowHeight + panelFoot;
    return panel;
  });
  const { machine, rounds, milliseconds } = report;
  return element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      width,
      height: top,
      viewBox: `0 0 ${width} ${top}`,
      'font-family': 'system-ui, sans-serif',
      'font-size': 13,
      fill: colours.ink,
      role: 'img',
    },
    element('title', {}, 'Layerbench: samples per second'),
    element('rect', { width, height: top, fill: '#ffffff' }),
    write(margin, 30, 'Training speed, samples per second', { 'font-size': 18 }),
    write(
      margin,
      50,
      `${machine.processor}, ${machine.cores} cores, Node ${machine.node}; median of ${rounds} rounds of ${milliseconds} ms, line: least to most`,
      { fill: colours.pale },
    ),
    ...panels,
  );
}

function drawPanel({ name, network, contestants, comparisons }: WorkReport, top: number): string {
  const most = Math.max(...contestants.map(({ samplesPerSecond }) => samplesPerSecond.most));
  const ticks = chooseTicks(most);
  const scale = (value: number) => plotLeft + (value / (ticks.at(-1) ?? 1)) * plotWidth;
  const first = top + panelHead;
  const bottom = first + contestants.length * rowHeight;
  return [
    write(margin, top + 20, `${name}  ${network}`, { 'font-weight': 600, 'font-size': 14 }),
    ...ticks.flatMap((tick) => [
      element('line', { x1: scale(tick), x2: scale(tick), y1: first - 4, y2: bottom, stroke: colours.grid }),
      write(scale(tick), bottom + 16, shortenNumber(tick), { 'text-anchor': 'middle', fill: colours.pale }),
    ]),
    write(plotLeft + plotWidth / 2, bottom + 32, 'samples per second', {
      'text-anchor': 'middle',
      fill: colours.pale,
    }),
    ...contestants.map((contestant, row) => {
      const against = comparisons.find(({ of, over }) => of === 'engine' && over === contestant.id);
      return drawBar(contestant, against, first + row * rowHeight, scale);
    }),
  ].join('');
}

function drawBar(
  { id, label, samplesPerSecond, shareOfPeak }: ContestantReport,
  against: ComparisonReport | undefined,
  top: number,
  scale: (value: number) => number,
): string {
  const { median, least, most } = samplesPerSecond;
  const middle = top + barHeight / 2;
  const fill = id.startsWith('engine') ? colours.ours : colours.others;
  const share = shareOfPeak === null ? '' : ` · ${Math.round(100 * shareOfPeak)} % of the limit`;
  const times = against === undefined ? '' : ` · engine ${Number(against.value.median.toPrecision(3))}×`;
  return [
    write(plotLeft - 8, middle + 4, label, { 'text-anchor': 'end' }),
    element('rect', {
      ...{ x: plotLeft, y: top, width: Math.max(scale(median) - plotLeft, 1), height: barHeight },
      fill,
    }),
    element('line', {
      ...{ x1: scale(least), x2: scale(most), y1: middle, y2: middle },
      ...{ stroke: colours.ink, 'stroke-width': 1.5 },
    }),
    write(Math.max(scale(most), plotLeft) + 6, middle + 4, `${shortenNumber(median)}${share}${times}`, {
      'font-size': 12,
    }),
  ].join('');
}

function write(x: number, y: number, text: string, attributes: Record<string, string | number>): string {
  return element('text', { x, y, ...attributes }, escapeText(text));
}
