import { TrapError, type Pass } from '../engine.ts';
import { recordBytes } from './arena.ts';
import type { NetworkMemory } from './network-memory.ts';

/** Bytes behind the counter of `go`: which thread stopped in the middle of its work. */
const BROKEN = 136;
/** Bytes behind the start of `barrier`: which time it is. */
const TIME = 64;
/** In a thread's record: the step, and what it works on. */
const STEP = 28;
const PLACE = 52;

/** By the codes of `kernels/network.ts`; 0 is before the first pass. */
const passes: readonly Pass[] = ['forward', 'forward', 'backward', 'update'];

/** Says that a helping thread never comes to the next barrier, and lets those go that wait there for it. */
export function breakOff(
  buffer: ArrayBufferLike,
  { thread, go, barrier }: { thread: number; go: number; barrier: number },
): void {
  Atomics.store(new Int32Array(buffer, go + BROKEN, 1), 0, thread);
  const time = new Int32Array(buffer, barrier + TIME, 1);
  Atomics.add(time, 0, 1);
  Atomics.notify(time, 0);
}

/** Where the kernels were when they threw: where the helping thread was, if one stopped the others. */
export function findTrap({ arena, instance }: NetworkMemory, cause: unknown): TrapError {
  const thread = Atomics.load(new Int32Array(instance.buffer, arena.go + BROKEN, 1), 0);
  const record = new DataView(instance.buffer, arena.workerTable + thread * recordBytes.worker);
  const place = record.getInt32(PLACE, true);
  return new TrapError(cause, {
    layer: place >> 2,
    pass: passes[place & 3] ?? 'forward',
    step: record.getInt32(STEP, true) + 1,
  });
}
