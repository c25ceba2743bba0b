import { m } from '#renderer/i18n/paraglide/messages.js';
import { extremesOf, lastValue, rangeOf, type ChartLine } from './chart-line.ts';

/** A chart in words, for who cannot see it: what is drawn, over which range, and where each line stands. */
export function describeChart(
  title: string,
  xName: string,
  lines: readonly ChartLine[],
  formatX: (x: number) => string,
  formatY: (y: number) => string,
): string {
  const range = rangeOf(lines);
  if (range === null) return m.chart_summary_empty({ title });
  const [from, to] = range;
  const parts = [m.chart_summary({ title, x: xName, from: formatX(from), to: formatX(to) })];
  for (const line of lines) {
    const [last, extremes] = [lastValue(line), extremesOf(line)];
    if (last === null || extremes === null) continue;
    const [lowest, highest] = extremes.map(formatY);
    parts.push(
      m.chart_summary_line({
        name: line.label,
        last: formatY(last),
        lowest: lowest ?? '',
        highest: highest ?? '',
      }),
    );
  }
  return parts.join(' ');
}
