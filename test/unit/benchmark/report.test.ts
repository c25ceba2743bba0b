import { describe, expect, it } from 'vitest';
import { measure, refuse, reportOn, samplesAt } from './made-up-report.ts';

const first = (report: ReturnType<typeof reportOn>) => {
  const [work] = report.workloads;
  if (work === undefined) throw new Error('there is no workload');
  return work;
};
const comparison = (report: ReturnType<typeof reportOn>, label: string) =>
  first(report).comparisons.find((one) => one.label === label);

describe('the report', () => {
  it("tells a contestant's speed, its operations and its share of the limit of the same rounds", () => {
    const rates = [20e9, 25e9, 30e9].map((rate) => samplesAt('W2', rate));
    const [engine] = first(reportOn('W2', measure('engine', rates))).contestants;
    expect(engine?.samplesPerSecond.median).toBeCloseTo(samplesAt('W2', 25e9), 6);
    expect(engine?.gigaflops.median).toBeCloseTo(25, 9);
    expect(engine?.shareOfPeak).toBeCloseTo(0.5, 9);
  });

  it('measures 256 bits by the limit of 256 bits, and names no share for other libraries', () => {
    const rates = [45e9, 50e9, 55e9].map((rate) => samplesAt('W2', rate));
    const report = reportOn('W2', measure('engine-256', rates), measure('numpy', rates));
    expect(first(report).contestants.map(({ shareOfPeak }) => shareOfPeak)).toEqual([
      expect.closeTo(0.5, 9),
      null,
    ]);
  });

  it('says that a goal is reached at it and not below it', () => {
    const against = (rate: number) =>
      comparison(reportOn('W1', measure('engine', [rate]), measure('naive', [10])), 'naive (Playground)');
    expect(against(129)).toMatchObject({ goal: 12.9, unit: '×', reached: true });
    expect(against(128)).toMatchObject({ reached: false, value: { median: 12.8 } });
  });

  it('tells what telemetry and Adam cost in per cent of time, with a most to keep', () => {
    const report = reportOn(
      'W2',
      measure('engine', [104, 208]),
      measure('engine-scalars', [100, 200]),
      measure('engine-adam', [80, 160]),
    );
    expect(comparison(report, 'scalars cost')).toMatchObject({ unit: '%', goal: 5, reached: true });
    expect(comparison(report, 'scalars cost')?.value.median).toBeCloseTo(4, 9);
    expect(comparison(report, 'Adam costs')).toMatchObject({ goal: 15, reached: false });
    expect(comparison(report, 'Adam costs')?.value.median).toBeCloseTo(30, 9);
  });

  it('compares two threads with one by the clock on the wall', () => {
    const two = measure('engine-2-threads', [100], {}, 0.5, { onTheClock: true });
    const report = reportOn('W4', measure('engine', [100], {}, 0.8), two);
    expect(comparison(report, '2 threads over 1')?.value.median).toBeCloseTo(1.6, 9);
    expect(first(report).contestants.at(-1)?.samplesPerSecond.median).toBe(200);
  });

  it('has no ratio with who took no part, and says why', () => {
    const report = reportOn('W2', measure('engine', [100]), refuse('synaptic', 'too many connections'));
    expect(comparison(report, 'synaptic')).toBeUndefined();
    expect(first(report).refused).toEqual([
      { id: 'synaptic', label: 'synaptic', reason: 'too many connections' },
    ]);
  });

  it('says whether every way of the engine came to the same bytes', () => {
    const two = (one: string, other: string) =>
      first(
        reportOn(
          'W1',
          measure('engine', [1], { weights: one }),
          measure('engine-256', [1], { weights: other }),
        ),
      ).sameBytes;
    expect([two('a', 'a'), two('a', 'b')]).toEqual([true, false]);
    expect(first(reportOn('W1', measure('engine', [1], { weights: 'a' }))).sameBytes).toBeNull();
  });

  it('calls pairing there only where the wider limit is well above the narrower', () => {
    const engine = measure('engine', [1]);
    expect(reportOn('W1', engine).peak.pairing).toBe(true);
    expect(reportOn('W1', engine, measure('peak-256', [51e9])).peak.pairing).toBe(false);
    const none = reportOn('W1', engine, refuse('peak-256', 'bad option'));
    expect(none.peak).toMatchObject({ bits256: null, pairing: false });
  });

  it('is refused where the limit could not be measured, with the reason', () => {
    expect(() => reportOn('W1', measure('engine', [1]), refuse('peak-128', 'no such program'))).toThrow(
      'The limit of the machine could not be measured: no such program.',
    );
  });
});
