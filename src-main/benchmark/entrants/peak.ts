import { type Contestant, runStretch } from '../answer-asks.ts';
import { createPeakLoops, stepsPerRound, type PeakLoop } from '../peak/multiply-and-add.ts';

export interface PeakEntry {
  kind: 'peak';
}

const roundsPerUnit = 20_000;
/** How long the choice between the loops takes, in milliseconds each. */
const trial = 60;

/** The machine's own limit as a contestant that trains nothing: it counts operations of the faster loop. */
export function openPeak(): Contestant {
  const loops = createPeakLoops(0.999, 0.001).map((loop) => {
    loop.numbers.fill(1);
    const contestant = measureLoop(loop);
    // The first trial is over when the loop has been compiled for good.
    const [, { done, seconds }] = [runStretch(contestant, trial), runStretch(contestant, trial)];
    return { contestant, rate: done / seconds };
  });
  const [fastest] = loops.toSorted((a, b) => b.rate - a.rate);
  if (fastest === undefined) throw new Error('there is no loop to measure with');
  return fastest.contestant;
}

function measureLoop({ chains, run }: PeakLoop): Contestant {
  return {
    // A multiplication and an addition of four numbers.
    perUnit: roundsPerUnit * stepsPerRound * chains * 4 * 2,
    run: (units) => run(units * roundsPerUnit),
    ready: { note: `${chains} chains` },
  };
}
