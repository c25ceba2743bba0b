/** The most epoch ends at which the parameters of one training are hashed. */
const most = 64;

/**
 * Whether the parameters are hashed at the end of this epoch (1 … epochs). Up to 64 epochs it is every one; of more,
 * 64 that lie evenly: epoch e counts where ⌊64 e / epochs⌋ grows. The rule knows nothing but the totals, so that a
 * replay looks at the same moments. The last epoch's end is the run's own end, which is hashed in any case, as is the
 * start.
 */
export function isHashedEpoch(epoch: number, epochs: number): boolean {
  if (epoch >= epochs) return false;
  return Math.floor((most * epoch) / epochs) > Math.floor((most * (epoch - 1)) / epochs);
}
