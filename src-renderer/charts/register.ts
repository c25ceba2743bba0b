import {
  BarController,
  BarElement,
  Chart,
  Filler,
  LineController,
  LineElement,
  LinearScale,
  LogarithmicScale,
  PointElement,
  ScatterController,
  type ChartType,
  type Plugin,
} from 'chart.js';
import zoom from 'chartjs-plugin-zoom';

declare module 'chart.js' {
  // eslint-disable-next-line @typescript-eslint/no-unused-vars -- the name is that of the declaration it adds to
  interface PluginOptionsByType<TType extends ChartType> {
    cursorLine?: CursorLineOptions;
  }
}

export interface CursorLineOptions {
  /** In units of the x axis; read at every drawing. */
  at?: () => number | null;
  colour?: () => string;
  /** Stays where the pointer does not. */
  pinned?: () => number | null;
  pinnedColour?: () => string;
}

/** A hairline where the shared cursor stands, and one at its pinned place. */
const cursorLine: Plugin<'line', CursorLineOptions> = {
  id: 'cursorLine',
  afterDatasetsDraw(chart, _args, options) {
    drawHairline(chart, options.pinned?.() ?? null, options.pinnedColour?.() ?? '', 1.5);
    drawHairline(chart, options.at?.() ?? null, options.colour?.() ?? '', 1);
  },
};

function drawHairline(chart: Chart, at: number | null, colour: string, width: number): void {
  const scale = chart.scales['x'];
  if (at === null || scale === undefined) return;
  const x = Math.round(scale.getPixelForValue(at)) + 0.5;
  const { left, right, top, bottom } = chart.chartArea;
  // Half a pixel more: the last step lies on the edge.
  if (x < left || x > right + 1) return;
  const { ctx } = chart;
  ctx.save();
  ctx.strokeStyle = colour;
  ctx.lineWidth = width;
  ctx.beginPath();
  ctx.moveTo(x, top);
  ctx.lineTo(x, bottom);
  ctx.stroke();
  ctx.restore();
}

// Only what is drawn here; tooltips, legends and animations are left out of the bundle.
Chart.register(
  LineController,
  LineElement,
  PointElement,
  LinearScale,
  LogarithmicScale,
  ScatterController,
  BarController,
  BarElement,
  Filler,
  zoom,
  cursorLine,
);

export { Chart };
