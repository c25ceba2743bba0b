import { parentPort, workerData } from 'node:worker_threads';
import type { TrainingJob } from '#main/training/messages.ts';

/** A training thread that trains as any other, until a fault befalls it. */

export type Fault = 'throws' | 'leaves' | 'fills its heap' | 'gets no memory' | 'traps';

const fault = process.argv[2] as Fault;
const { spec } = workerData as TrainingJob;

/** The engine's memory, when it has been made. */
let memory: { buffer: ArrayBufferLike } | null = null;
const { Memory } = WebAssembly;
WebAssembly.Memory = class extends Memory {
  constructor(descriptor: WebAssembly.MemoryDescriptor) {
    if (fault === 'gets no memory') throw new RangeError('WebAssembly.Memory(): could not allocate memory');
    super(descriptor);
    memory = this;
  }
};

/** Some rows are on disk by then. */
const acknowledgedBefore = 3;
let acknowledged = 0;
parentPort?.on('message', ({ type }: { type: string }) => {
  if (type === 'acknowledge' && ++acknowledged === acknowledgedBefore) befall();
});

function befall(): void {
  switch (fault) {
    case 'throws':
      throw new TypeError('no such ink');
    case 'leaves':
      return process.exit(3);
    case 'fills its heap': {
      const kept: object[] = [];
      for (;;) kept.push(Array.from({ length: 1000 }, () => ({})));
    }
    case 'traps':
      return breakLastLayer();
    case 'gets no memory':
  }
}

/** Points W of the last layer beyond the memory: see the records of `kernels/network.ts`. */
function breakLastLayer(): void {
  if (memory === null) throw new Error('there is no memory to break');
  const words = new Uint32Array(memory.buffer);
  const layers = (words[1024 / 4 + 23] ?? 0) / 4;
  words[layers + (spec.layers.length - 1) * 33 + 10] = 0xfff_ff00;
}

await import('#main/training/worker.ts');
