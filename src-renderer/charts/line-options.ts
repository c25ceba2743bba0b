import type { ChartDataset, ChartOptions, Tick } from 'chart.js';
import { pointsOf, type ChartLine, type ChartPoint, type ScaleKind } from './chart-line.ts';
import { themeColour } from './theme-colours.svelte.ts';

export interface AxisFrame {
  xTitle: string;
  yTitle: string;
  kind: ScaleKind;
  /** The axis reaches at least this far, e.g. to the last epoch of a run that still trains. */
  xReach?: number | undefined;
  yLeast?: number | undefined;
  yMost?: number | undefined;
  formatY: (value: number) => string;
}

/** Below this many points a line shows each of them. */
const dotted = 24;

/** What does not change while a chart lives; axes are set by `frameAxes`. */
export function lineChartOptions(at: () => number | null, onZoom: () => void): ChartOptions<'line'> {
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
      cursorLine: { at, colour: () => themeColour('--line-strong') },
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
      ticks: { ...ticks, maxTicksLimit: 9 },
      grid: { ...shared.grid, drawOnChartArea: false },
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
            ticks: { ...ticks, callback: (value, _index, all) => labelPower(Number(value), all) },
          }
        : {
            ...shared,
            type: 'linear',
            title: title(frame.yTitle),
            ticks: { ...ticks, maxTicksLimit: 6, callback: (value) => frame.formatY(Number(value)) },
            ...(frame.yLeast === undefined ? {} : { suggestedMin: frame.yLeast }),
            ...(frame.yMost === undefined ? {} : { suggestedMax: frame.yMost }),
          },
  };
}

export function datasetOf(line: ChartLine, kind: ScaleKind): ChartDataset<'line', ChartPoint[]> {
  const data = pointsOf(line, kind);
  return {
    data,
    label: line.label,
    borderColor: line.colour,
    backgroundColor: line.colour,
    borderWidth: line.faint === true ? 1 : 1.75,
    borderDash: [...(line.dash ?? [])],
    borderJoinStyle: 'round',
    // A point between two gaps has no line to be seen by.
    pointRadius: data.length <= dotted && line.faint !== true ? 2 : data.map((_, index) => (isAlone(data, index) ? 1.5 : 0)),
    pointHitRadius: 0,
    order: line.faint === true ? 1 : 0,
    spanGaps: false,
  };
}

function isAlone(points: readonly ChartPoint[], index: number): boolean {
  const missing = (point: ChartPoint | undefined) => point === undefined || Number.isNaN(point.y);
  return missing(points[index - 1]) && missing(points[index + 1]);
}

const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** Powers of ten as 10⁻³; twos and fives too where the axis spans less than two powers. */
function labelPower(value: number, all: readonly Tick[]): string | null {
  const exponent = Math.floor(Math.log10(value) + 1e-9);
  const digit = Math.round(value / 10 ** exponent);
  const powers = all.filter((tick) => Math.abs(Math.log10(tick.value) % 1) < 1e-9).length;
  if (digit === 1) {
    const digits = [...String(Math.abs(exponent))].map((d) => superscripts[Number(d)] ?? '').join('');
    return `10${exponent < 0 ? '⁻' : ''}${digits}`;
  }
  return powers < 2 && (digit === 2 || digit === 5) ? Number(value.toPrecision(1)).toString() : null;
}
