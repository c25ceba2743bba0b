import type { ChartDataset, ChartOptions } from 'chart.js';
import { axisTicks } from './axis-ticks.ts';
import { bandOf, needsBand } from './band.ts';
import { pointsOf, type ChartLine, type ChartPoint, type ScaleKind } from './chart-line.ts';
import type { Cursor } from './cursor.svelte.ts';
import { labelPower, powerTicks } from './power-ticks.ts';
import { channelsOf, themeColour } from './theme-colours.svelte.ts';
import { thinSeries } from './thin.ts';

type Dataset = ChartDataset<'line', ChartPoint[]>;

export interface AxisFrame {
  xTitle: string;
  yTitle: string;
  kind: ScaleKind;
  /** The axis reaches at least this far, e.g. to the last epoch of a run that still trains. */
  xReach?: number | undefined;
  yLeast?: number | undefined;
  yMost?: number | undefined;
  formatTick: (value: number) => string;
  formatXTick: (value: number) => string;
}

/** Wide enough for the numbers of every chart, so that charts one above the other keep their x axes in line. */
const yAxisWidth = 62;
/** Stretches that a noisy line is summed up over. */
const stretches = 120;
/** Below this many points a line shows each of them. */
const dotted = 24;

/** What does not change while a chart lives; axes are set by `frameAxes`. */
export function lineChartOptions(cursor: Cursor, onZoom: () => void): ChartOptions<'line'> {
  return {
    animation: false,
    responsive: true,
    maintainAspectRatio: false,
    parsing: false,
    normalized: true,
    // The cursor is this project's own, shared between charts; chart.js need not look at the pointer.
    events: [],
    scales: { x: { type: 'linear' }, y: { type: 'linear' } },
    plugins: {
      cursorLine: {
        at: () => cursor.x,
        colour: () => themeColour('--line-strong'),
        pinned: () => cursor.pinned,
        pinnedColour: () => themeColour('--accent'),
      },
      zoom: {
        limits: { x: { min: 'original', max: 'original' } },
        pan: { enabled: true, mode: 'x', modifierKey: 'shift' },
        zoom: {
          mode: 'x',
          wheel: { enabled: true, modifierKey: 'ctrl' },
          drag: { enabled: true, threshold: 6 },
          onZoom,
        },
      },
    },
  };
}

/** Sets titles, ranges and colours of both axes, keeping a zoomed range. Reads the theme. */
export function frameAxes(options: ChartOptions<'line'>, frame: AxisFrame): void {
  const text = themeColour('--text-muted');
  const family = themeColour('--font-sans');
  const shared = {
    border: { color: themeColour('--line-strong') },
    grid: { color: themeColour('--line'), tickColor: themeColour('--line-strong'), tickLength: 4 },
  };
  const title = (words: string) => ({ display: true, text: words, color: text, font: { family, size: 12 } });
  const ticks = { color: text, font: { family, size: 11 }, maxRotation: 0 };
  const zoomed = options.scales?.['x'];
  options.scales = {
    x: {
      ...shared,
      type: 'linear',
      bounds: 'data',
      title: title(frame.xTitle),
      ticks: { ...ticks, autoSkip: false, callback: (value) => frame.formatXTick(Number(value)) },
      afterBuildTicks: (scale) => {
        scale.ticks = axisTicks(scale.min, scale.max, Math.min(8, scale.width / 70)).map((value) => ({
          value,
        }));
      },
      grid: { ...shared.grid, drawOnChartArea: false },
      suggestedMin: 0,
      ...(frame.xReach === undefined ? {} : { suggestedMax: frame.xReach }),
      ...(typeof zoomed?.min === 'number' ? { min: zoomed.min } : {}),
      ...(typeof zoomed?.max === 'number' ? { max: zoomed.max } : {}),
    },
    y:
      frame.kind === 'logarithmic'
        ? {
            ...shared,
            type: 'logarithmic',
            title: title(frame.yTitle),
            ticks: { ...ticks, autoSkip: false, callback: (value) => labelPower(Number(value)) },
            afterBuildTicks: (scale) => {
              scale.ticks = powerTicks(scale.min, scale.max).map((value) => ({ value }));
            },
            afterFit: (scale) => {
              scale.width = yAxisWidth;
            },
          }
        : {
            ...shared,
            type: 'linear',
            title: title(frame.yTitle),
            ticks: { ...ticks, maxTicksLimit: 6, callback: (value) => frame.formatTick(Number(value)) },
            afterFit: (scale) => {
              scale.width = yAxisWidth;
            },
            ...(frame.yLeast === undefined ? {} : { suggestedMin: frame.yLeast }),
            ...(frame.yMost === undefined ? {} : { suggestedMax: frame.yMost }),
          },
  };
}

/** Whether a line is drawn as median and range while the whole of it is shown. */
export function isBanded(line: ChartLine): boolean {
  return line.noisy === true && needsBand(line.series, stretches);
}

/** What chart.js draws for a line: the line, or for a noisy one its median over the band of its range. */
export function datasetsOf(line: ChartLine, kind: ScaleKind, whole: boolean, maxPoints: number): Dataset[] {
  if (!whole || !isBanded(line))
    return [datasetOf({ ...line, series: thinSeries(line.series, maxPoints) }, kind)];
  const band = bandOf(line.series, stretches);
  const edge = { borderWidth: 0, pointRadius: 0, pointHitRadius: 0, order: 2, label: line.label };
  return [
    { ...edge, data: pointsOf({ ...line, series: band.low }, kind) },
    {
      ...edge,
      data: pointsOf({ ...line, series: band.high }, kind),
      fill: '-1',
      backgroundColor: withAlpha(line.colour, line.faint === true ? 0.3 : 0.16),
    },
    datasetOf({ ...line, series: band.middle }, kind),
  ];
}

function datasetOf(line: ChartLine, kind: ScaleKind): Dataset {
  const data = pointsOf(line, kind);
  const dots = data.length <= dotted && line.faint !== true;
  const alone = data.some((_, index) => isAlone(data, index));
  return {
    data,
    label: line.label,
    borderColor: line.behind === true ? withAlpha(line.colour, 0.55) : line.colour,
    backgroundColor: line.colour,
    borderWidth: line.faint === true ? 1 : line.behind === true ? 1.25 : 1.75,
    borderDash: [...(line.dash ?? [])],
    borderJoinStyle: 'round',
    // A point between two gaps has no line to be seen by. One radius for all is the quick way where there is none.
    pointRadius: dots ? 2 : alone ? data.map((_, index) => (isAlone(data, index) ? 1.5 : 0)) : 0,
    pointHitRadius: 0,
    order: line.faint === true || line.behind === true ? 1 : 0,
    spanGaps: false,
  };
}

function isAlone(points: readonly ChartPoint[], index: number): boolean {
  const missing = (point: ChartPoint | undefined) => point === undefined || Number.isNaN(point.y);
  return !missing(points[index]) && missing(points[index - 1]) && missing(points[index + 1]);
}

function withAlpha(colour: string, alpha: number): string {
  const [red, green, blue] = channelsOf(colour);
  return `rgb(${red} ${green} ${blue} / ${alpha})`;
}
