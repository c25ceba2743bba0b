import {
  Chart,
  Filler,
  LineController,
  LineElement,
  LinearScale,
  LogarithmicScale,
  PointElement,
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
}

/** A hairline where the shared cursor stands. */
const cursorLine: Plugin<'line', CursorLineOptions> = {
  id: 'cursorLine',
  afterDatasetsDraw(chart, _args, options) {
    const at = options.at?.() ?? null;
    const scale = chart.scales['x'];
    if (at === null || scale === undefined) return;
    const x = Math.round(scale.getPixelForValue(at)) + 0.5;
    const { left, right, top, bottom } = chart.chartArea;
    if (x < left || x > right) return;
    const { ctx } = chart;
    ctx.save();
    ctx.strokeStyle = options.colour?.() ?? '';
    ctx.lineWidth = 1;
    ctx.beginPath();
    ctx.moveTo(x, top);
    ctx.lineTo(x, bottom);
    ctx.stroke();
    ctx.restore();
  },
};

// Only what a line chart draws; tooltips, legends and animations are left out of the bundle.
Chart.register(
  LineController,
  LineElement,
  PointElement,
  LinearScale,
  LogarithmicScale,
  Filler,
  zoom,
  cursorLine,
);

export { Chart };
