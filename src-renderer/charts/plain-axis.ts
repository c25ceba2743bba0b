import type { Scale } from 'chart.js';
import { axisTicks } from './axis-ticks.ts';
import { themeColour } from './theme-colours.svelte.ts';

export interface PlainAxis {
  title: string;
  least?: number | undefined;
  most?: number | undefined;
  /** Pixels that one tick needs along the axis. */
  room: number;
  stacked?: boolean;
  format: (value: number) => string;
}

/** A linear axis in the look of the other charts. Reads the theme. */
export function plainAxis({ title, least, most, room, stacked = false, format }: PlainAxis) {
  const text = themeColour('--text-muted');
  const family = themeColour('--font-sans');
  const colours = { color: themeColour('--line'), tickColor: themeColour('--line-strong') };
  return {
    type: 'linear' as const,
    stacked,
    title: { display: true, text: title, color: text, font: { family, size: 12 } },
    border: { color: themeColour('--line-strong') },
    grid: { ...colours, tickLength: 4, drawOnChartArea: room < 60, offset: false },
    ticks: {
      ...{ color: text, font: { family, size: 11 }, maxRotation: 0, autoSkip: false },
      callback: (value: number | string) => format(Number(value)),
    },
    afterBuildTicks: (scale: Scale) => {
      const length = scale.isHorizontal() ? scale.width : scale.height;
      const count = Math.min(8, length / room);
      scale.ticks = axisTicks(scale.min, scale.max, count).map((value) => ({ value }));
    },
    ...(least === undefined ? {} : { min: least }),
    ...(most === undefined ? {} : { max: most }),
  };
}
