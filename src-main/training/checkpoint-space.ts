import type { CheckpointKind } from '#shared/contract/checkpoints.ts';

/** The most checkpoints that lie in memory at once: the best one that is not told yet, and one beside it. */
export const checkpointsAtOnce = 2;

/**
 * Where checkpoints are copied to. The store's thread reads them there, so none is copied twice, and the next one is
 * copied to the same place: whoever copies makes sure first that the one before is in the store.
 */
export class CheckpointSpace {
  readonly #bytes: number;
  #best: SharedArrayBuffer | null = null;
  #other: SharedArrayBuffer | null = null;

  /** @param bytes of a whole checkpoint */
  constructor(bytes: number) {
    this.#bytes = bytes;
  }

  /** Room for a checkpoint of this kind. */
  for(kind: CheckpointKind): SharedArrayBuffer {
    if (kind === 'best') return (this.#best ??= new SharedArrayBuffer(this.#bytes));
    return (this.#other ??= new SharedArrayBuffer(this.#bytes));
  }
}
