/** Up to this many epochs the axis shows the whole training from its start. */
const shortTraining = 500;
const firstReach = 20;

/**
 * Where the epoch axis of a run at work ends. A long training would be a line at the left edge for most of its time,
 * so its axis ends at the next of 20, 50, 100, 200, 500 … that leaves some room ahead, and at last at the end.
 */
export function curveReach(epoch: number, epochs: number): number {
  if (epochs <= shortTraining) return epochs;
  const wanted = Math.max(firstReach, epoch * 1.25);
  const power = 10 ** Math.floor(Math.log10(wanted));
  const round = [1, 2, 5, 10].map((factor) => factor * power).find((reach) => reach >= wanted) ?? epochs;
  return Math.min(round, epochs);
}
