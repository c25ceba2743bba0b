import { assembleModule, instructions as i } from './wasm-bytes.ts';

/** Steps of every chain between two looks at the counter. */
export const stepsPerRound = 4;
/** Node has it, but neither the language nor this folder's types do. */
declare const WebAssembly: {
  Module: new (bytes: Uint8Array<ArrayBuffer>) => object;
  Instance: new (module: object) => { exports: Record<string, unknown> };
};

/** Where factor and term stand in memory; the chains' numbers begin behind them. */
const FACTOR = 0;
const TERM = 4;
const CHAINS = 64;

export interface PeakLoop {
  /** Independent chains of four float32 each. */
  chains: number;
  /** x becomes x · factor + term, product and sum rounded by themselves, `rounds` times `stepsPerRound` times. */
  run: (rounds: number) => void;
  /** The numbers of all chains, 4 · chains: a view of what the loop reads and writes. */
  numbers: Float32Array;
}

/**
 * Loops of nothing but 128-bit multiplications and additions: what one core gives at most. The chains are independent,
 * for the sum of a step waits for its product. Twelve keep every unit of a core busy with 128 bits. Twenty-four are
 * twelve again where V8 makes one 256-bit operation of two neighbours, which it finds from the stores at the end.
 */
export function createPeakLoops(factor: number, term: number): PeakLoop[] {
  const counts = [12, 24];
  const module = new WebAssembly.Module(
    assembleModule(Object.fromEntries(counts.map((chains) => [`chains${chains}`, describeLoop(chains)]))),
  );
  const { exports } = new WebAssembly.Instance(module);
  const { buffer } = exports['memory'] as { buffer: ArrayBuffer };
  new Float32Array(buffer, FACTOR, 2).set([factor, term]);
  return counts.map((chains) => ({
    chains,
    run: exports[`chains${chains}`] as (rounds: number) => void,
    numbers: new Float32Array(buffer, CHAINS, 4 * chains),
  }));
}

/** Local 0 is the counter, 1 the factor, 2 the term, and from 3 on stand the chains. */
function describeLoop(chains: number): { vectors: number; body: number[] } {
  const each = (line: (chain: number) => number[]) =>
    Array.from({ length: chains }, (_, c) => line(c)).flat();
  const at = (chain: number) => CHAINS + 16 * chain;
  const step = each((c) => [
    ...[i.getLocal(3 + c), i.getLocal(1), i.multiply, i.getLocal(2), i.add, i.setLocal(3 + c)].flat(),
  ]);
  return {
    vectors: 2 + chains,
    body: [
      ...[i.constant(0), i.loadSplat(FACTOR), i.setLocal(1)].flat(),
      ...[i.constant(0), i.loadSplat(TERM), i.setLocal(2)].flat(),
      ...each((c) => [...i.constant(0), ...i.loadVector(at(c)), ...i.setLocal(3 + c)]),
      ...i.loop,
      ...Array.from({ length: stepsPerRound }, () => step).flat(),
      ...[i.getLocal(0), i.constant(1), i.subtract, i.teeLocal(0), i.branchIf(0), i.end].flat(),
      ...each((c) => [...i.constant(0), ...i.getLocal(3 + c), ...i.storeVector(at(c))]),
    ],
  };
}
