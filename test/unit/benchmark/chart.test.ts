import { describe, expect, it } from 'vitest';
import { chooseTicks, shortenNumber } from '#main/benchmark/axis.ts';
import { drawChart } from '#main/benchmark/chart.ts';
import { measure, reportOn } from './made-up-report.ts';

const chart = drawChart(
  reportOn('W1', measure('engine', [4e6, 4.1e6, 4.2e6]), measure('naive', [2e6, 2e6, 2e6])),
);

/** Width and colour of every bar, which are the only rectangles that do not begin at the left edge. */
function readBars(svg: string) {
  return [...svg.matchAll(/<rect x="[\d.]+" y="[\d.]+" width="([\d.]+)" height="16" fill="(#\w+)"\/>/g)].map(
    ([, width, fill]) => ({ width: Number(width), fill }),
  );
}

describe('the chart', () => {
  it('has bars as long as the speeds that they stand for, ours in a colour of their own', () => {
    const [engine, naive] = readBars(chart);
    expect((engine?.width ?? 0) / (naive?.width ?? 1)).toBeCloseTo(4.1 / 2, 2);
    expect(engine?.fill).not.toBe(naive?.fill);
  });

  it('names workload, contestants, unit and ratio, and begins its axis at 0', () => {
    const texts = [...chart.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text]) => text);
    expect(texts).toEqual(
      expect.arrayContaining([
        'W1  2-8-8-1 tanh, sigmoid, batch 10',
        ...['engine', 'naive', 'samples per second', '0', '1 M', '5 M', '2 M · engine 2.05×'],
      ]),
    );
  });

  it('is a document whose texts are escaped', () => {
    expect(chart).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg" .*<\/svg>$/);
    expect(chart).toContain('Made &#38; up &#60;1&#62;');
    expect(chart).not.toMatch(/NaN|Infinity|undefined/);
  });
});

describe('an axis', () => {
  it.each([
    [9.3e6, [0, 2e6, 4e6, 6e6, 8e6, 10e6]],
    [100, [0, 20, 40, 60, 80, 100]],
    [1, [0, 0.2, 0.4, 0.6, 0.8, 1]],
    [0, [0, 1]],
  ])('to %d has steps of 1, 2 or 5 and reaches its end', (most, ticks) => {
    expect(chooseTicks(most).map((tick) => Number(tick.toPrecision(12)))).toEqual(ticks);
  });

  it.each([
    [8_912_345, '8.91 M'],
    [999_700, '1 M'],
    [384_000, '384 k'],
    [41.26, '41.3'],
    [0, '0'],
  ])('writes %d shortly as %s', (value, text) => {
    expect(shortenNumber(value)).toBe(text);
  });
});
