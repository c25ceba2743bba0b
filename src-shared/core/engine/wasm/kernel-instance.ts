import { kernelBytes } from './module-bytes.ts';

/** What the module exports. Addresses and counts are whole numbers; the sources say what each does. */
export interface Kernels {
  conduct(network: number): void;
  assist(network: number, thread: number): void;
  networkBytes(): number;
  layerBytes(): number;
  workerBytes(): number;
  sumSquares(at: number, count: number): number;
  sumSizes(at: number, count: number): number;
  sumSquaredDifferences(x: number, y: number, count: number): number;
  activate(kind: number, Z: number, A: number, count: number): number;
  differentiate(kind: number, dA: number, dZ: number, known: number, count: number): number;
  softmax(Z: number, A: number, m: number, n: number): number;
  differentiateSoftmax(dA: number, dZ: number, A: number, m: number, n: number): number;
  exampleLosses(kind: number, Z: number, A: number, Y: number, m: number, n: number, out: number): void;
  differentiateLoss(kind: number, A: number, Y: number, out: number, count: number, n: number): number;
  sumRows(src: number, m: number, n: number, count: number, out: number): void;
  countInto(at: number, count: number, counters: number): void;
  packLeftColumns(src: number, rowStep: number, rows: number, depth: number, dst: number): void;
  packRightRows: PackRight;
  packRightColumns: PackRight;
  multiplyRows: Multiply;
  multiplyPanels: Multiply;
  exponentials(at: number, count: number): void;
  logarithms(at: number, count: number): void;
  sigmoids(at: number, count: number): void;
  hyperbolicTangents(at: number, count: number): void;
  gelus(at: number, count: number): void;
}

type PackRight = (
  tile: number,
  src: number,
  columns: number,
  depth: number,
  from: number,
  to: number,
  panels: number,
) => void;

type Multiply = (
  tile: number,
  left: number,
  right: number,
  rows: number,
  columns: number,
  depth: number,
  first: number,
  out: number,
  edge: number,
) => void;

export interface KernelInstance {
  kernels: Kernels;
  buffer: ArrayBufferLike;
  /** What another thread needs to work on the same memory. */
  module: object;
  memory: object;
}

/** Both hosts have it, but neither the language nor this folder's types do. */
declare const WebAssembly: {
  Module: new (bytes: Uint8Array<ArrayBuffer>) => object;
  Memory: new (pages: { initial: number; maximum: number; shared: true }) => { buffer: ArrayBufferLike };
  Instance: new (module: object, imports: object) => { exports: unknown };
};

const PAGE = 65536;
/** What 32-bit addresses reach. */
const MOST_BYTES = 2 ** 32;

const compiled = new Map<boolean, object>();

/**
 * The kernels on a memory of their own that never grows, so that views of it stay valid.
 *
 * @param paired from bytes of their own, which the machine may compile into 256-bit operations
 * @throws RangeError naming the figure when so much memory cannot be had
 */
export function instantiateKernels(bytes: number, paired = false): KernelInstance {
  const memory = reserveMemory(Math.ceil(bytes / PAGE));
  let module = compiled.get(paired);
  if (module === undefined) {
    module = new WebAssembly.Module(kernelBytes(paired));
    compiled.set(paired, module);
  }
  return { kernels: joinKernels(module, memory), buffer: memory.buffer, module, memory };
}

/** The same kernels on the same memory, in another thread. */
export function joinKernels(module: object, memory: object): Kernels {
  return new WebAssembly.Instance(module, { env: { memory } }).exports as Kernels;
}

function reserveMemory(pages: number): { buffer: ArrayBufferLike } {
  const size = `${Math.ceil((pages * PAGE) / 2 ** 20).toLocaleString('en')} MiB`;
  if (pages * PAGE > MOST_BYTES)
    throw new RangeError(`training needs ${size} of memory; at most 4,096 MiB are accepted`);
  try {
    return new WebAssembly.Memory({ initial: pages, maximum: pages, shared: true });
  } catch (error) {
    throw new RangeError(`training needs ${size} of memory, which this machine does not give`, {
      cause: error,
    });
  }
}
