import { createSubscriber } from 'svelte/reactivity';

const subscribe = createSubscriber((update) => {
  const observer = new MutationObserver(update);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['class', 'data-theme'] });
  // A canvas does not draw its words again by itself when the letters of their language have come.
  document.fonts.addEventListener('loadingdone', update);
  return () => {
    observer.disconnect();
    document.fonts.removeEventListener('loadingdone', update);
  };
});

/**
 * The value of a design token, e.g. `--series-1`, for what is drawn on a canvas. Read inside an effect or a
 * derived value it is read again when the theme changes, and when fonts have come.
 */
export function themeColour(token: string): string {
  subscribe();
  return getComputedStyle(document.documentElement).getPropertyValue(token).trim();
}

/** A `#rrggbb` or `rgb(r g b)` colour as its three channels, 0…255. */
export function channelsOf(colour: string): [number, number, number] {
  const named = /^rgb\((\d+) (\d+) (\d+)\)$/.exec(colour);
  if (named !== null) return [Number(named[1]), Number(named[2]), Number(named[3])];
  const digits = /^#([0-9a-f]{6})$/i.exec(colour)?.[1];
  const value = digits === undefined ? 0x808080 : Number.parseInt(digits, 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}
