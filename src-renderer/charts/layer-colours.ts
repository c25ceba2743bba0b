import { channelsOf, themeColour } from './theme-colours.svelte.ts';

/** Violet, green, yellow: ordered by lightness as well as hue, so that depth reads without red and green. */
const stops = ['--series-7', '--series-3', '--series-5'];

/** The colour of layer l of L, from the first layer to the output. */
export function layerColour(l: number, L: number): string {
  const place = L === 1 ? 0 : ((l - 1) / (L - 1)) * (stops.length - 1);
  const before = Math.min(Math.floor(place), stops.length - 2);
  const from = channelsOf(themeColour(stops[before] ?? ''));
  const to = channelsOf(themeColour(stops[before + 1] ?? ''));
  const t = place - before;
  return `rgb(${from.map((channel, index) => Math.round(channel + ((to[index] ?? 0) - channel) * t)).join(' ')})`;
}
