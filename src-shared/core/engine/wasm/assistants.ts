import type { Assistant } from '../engine.ts';
import { joinKernels } from './kernel-instance.ts';
import { breakOff } from './trap.ts';
import type { NetworkMemory } from './network-memory.ts';

/** Bytes behind the counter of `go`: where threads count themselves in, and whether they are to leave. */
const ARRIVALS = 128;
const CLOSED = 132;

/** Describes the threads that are to help, from the second on. */
export function describeAssistants(memory: NetworkMemory): Assistant[] {
  const { arena, instance } = memory;
  return arena.workers.slice(1).map((_, index) => ({
    module: instance.module,
    memory: instance.memory,
    network: arena.network,
    thread: index + 1,
    arrivals: arena.go + ARRIVALS,
    go: arena.go,
    barrier: arena.barrier,
  }));
}

/**
 * The life of a helping thread: returns when the trainer is disposed of. Blocks the thread it runs in.
 *
 * @throws what the kernels threw; the other threads of the network then stop too
 */
export function assist({ module, memory, network, thread, arrivals, go, barrier }: Assistant): void {
  const kernels = joinKernels(module, memory);
  const { buffer } = memory as { buffer: ArrayBufferLike };
  Atomics.add(new Int32Array(buffer, arrivals, 1), 0, 1);
  try {
    kernels.assist(network, thread);
  } catch (error) {
    breakOff(buffer, { thread, go, barrier });
    throw error;
  }
}

/** How many helping threads have come. Until all have, the first works alone, with the same result. */
export function countArrivals({ arena, instance }: NetworkMemory): number {
  return Atomics.load(new Int32Array(instance.buffer, arena.go + ARRIVALS, 1), 0);
}

/** Tells the helping threads, also those still to come, to end. The first goes on alone. */
export function dismissAssistants(memory: NetworkMemory): void {
  const go = new Int32Array(memory.instance.buffer, memory.arena.go, 48);
  memory.set('threads', 1);
  Atomics.store(go, CLOSED / 4, 1);
  Atomics.add(go, 0, 1);
  Atomics.notify(go, 0);
}
