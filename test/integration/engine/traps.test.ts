import { expect, test } from 'vitest';
import { TrapError, type Assistant, type NetworkTrainer } from '#shared/core/engine/engine.ts';
import { wasmEngine } from '#shared/core/engine/wasm-engine.ts';
import { describeNetwork, drawExamples } from '#test/unit/core/engine/small-network.ts';
import { startHelper, waitForArrivals } from './helping-threads.ts';

/** Words of the records that `kernels/network.ts` declares, and bytes from one record to the next. */
const network = { layers: 23, workers: 29 };
const layer = { bytes: 132, W: 10, dV: 20 };
const worker = { bytes: 56, left: 9 };
/** Beyond any memory that a test takes. */
const nowhere = 0xfff_ff00;

const spec = describeNetwork('crossEntropy', 'softmax', ['tanh', 'tanh']);
const { X, Y } = drawExamples(8);

function makeTrainer(): { trainer: NetworkTrainer; assistant: Assistant; words: Uint32Array } {
  const assistants: Assistant[] = [];
  const trainer = wasmEngine.createTrainer(spec, {
    threads: 2,
    startThread: (assistant) => assistants.push(assistant),
  });
  const [assistant] = assistants;
  if (assistant === undefined) throw new Error('no thread was to help');
  const words = new Uint32Array((assistant.memory as { buffer: SharedArrayBuffer }).buffer);
  return { trainer, assistant, words };
}

function catchTrap(work: () => unknown): TrapError {
  try {
    work();
  } catch (error) {
    if (error instanceof TrapError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

/** The address that a record of the network holds, in words. */
function tableAt(words: Uint32Array, { network: at }: Assistant, word: number): number {
  return (words[at / 4 + word] ?? 0) / 4;
}

test.each([
  ['forward', layer.W],
  ['backward', layer.dV],
] as const)('a trap in the %s pass names layer, pass and step', (pass, word) => {
  const { trainer, assistant, words } = makeTrainer();
  trainer.step(X, Y, 8);
  trainer.step(X, Y, 8);
  words[tableAt(words, assistant, network.layers) + layer.bytes / 4 + word] = nowhere;
  const trap = catchTrap(() => trainer.step(X, Y, 8));
  expect(trap).toMatchObject({ layer: 2, pass, step: 3 });
  expect(trap.message).toBe(
    `the engine stopped in the ${pass} pass of layer 2 (memory access out of bounds)`,
  );
});

test('a trap in a thread that helps stops all threads of its network, and names where it was', async () => {
  const { trainer, assistant, words } = makeTrainer();
  const { ended } = startHelper(assistant);
  await waitForArrivals([assistant]);
  trainer.step(X, Y, 8);
  words[tableAt(words, assistant, network.workers) + worker.bytes / 4 + worker.left] = nowhere;
  const helper = expect(ended).rejects.toThrow('memory access out of bounds');
  expect(catchTrap(() => trainer.step(X, Y, 8))).toMatchObject({ layer: 3, pass: 'backward', step: 2 });
  await helper;
});
