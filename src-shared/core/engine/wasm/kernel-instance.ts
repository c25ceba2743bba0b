import { kernelBytes } from './module-bytes.ts';

/** What the module exports. Addresses and counts are whole numbers; the sources say what each does. */
export interface Kernels {
  step(network: number, m: number): number;
  forward(network: number, m: number): void;
  lossOf(network: number, m: number): number;
  writeScalars(network: number, m: number, out: number): void;
  sumSquares(at: number, count: number): number;
  sumSquaredDifferences(x: number, y: number, count: number): number;
  activate(kind: number, Z: number, A: number, count: number): number;
  differentiate(kind: number, dZ: number, Z: number, A: number, count: number): number;
  softmax(Z: number, A: number, m: number, n: number): number;
  differentiateSoftmax(dZ: number, A: number, m: number, n: number): number;
  sumLoss(kind: number, Z: number, A: number, Y: number, m: number, n: number): number;
  subtractTargets(A: number, Y: number, dZ: number, count: number, width: number): number;
  sumRows(src: number, m: number, n: number, out: number): void;
  packLeftRows(src: number, rows: number, depth: number, dst: number): void;
  packLeftColumns(src: number, rowStep: number, rows: number, depth: number, dst: number): void;
  packRightRows(src: number, columns: number, depth: number, dst: number): void;
  packRightColumns(src: number, columns: number, depth: number, dst: number): void;
  multiplyPanels(
    left: number,
    right: number,
    rows: number,
    columns: number,
    depth: number,
    first: number,
    out: number,
    edge: number,
  ): void;
  exponentials(at: number, count: number): void;
  logarithms(at: number, count: number): void;
  sigmoids(at: number, count: number): void;
  hyperbolicTangents(at: number, count: number): void;
}

export interface KernelInstance {
  kernels: Kernels;
  buffer: ArrayBuffer;
}

/** Both hosts have it, but neither the language nor this folder's types do. */
declare const WebAssembly: {
  Module: new (bytes: Uint8Array<ArrayBuffer>) => object;
  Memory: new (pages: { initial: number; maximum: number }) => { buffer: ArrayBuffer };
  Instance: new (module: object, imports: object) => { exports: unknown };
};

const PAGE = 65536;
/** What 32-bit addresses reach. */
const MOST_BYTES = 2 ** 32;

const compiled = new Map<boolean, object>();

/**
 * The kernels on a memory of their own that never grows, so that views of it stay valid.
 *
 * @throws RangeError naming the figure when so much memory cannot be had
 */
export function instantiateKernels(bytes: number, { paired = false } = {}): KernelInstance {
  const pages = Math.ceil(bytes / PAGE);
  const memory = reserveMemory(pages);
  const module = compiled.get(paired) ?? new WebAssembly.Module(kernelBytes(paired));
  compiled.set(paired, module);
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  return { kernels: exports as Kernels, buffer: memory.buffer };
}

function reserveMemory(pages: number): { buffer: ArrayBuffer } {
  const size = `${Math.ceil((pages * PAGE) / 2 ** 20).toLocaleString('en')} MiB`;
  if (pages * PAGE > MOST_BYTES)
    throw new RangeError(`training needs ${size} of memory; at most 4,096 MiB are accepted`);
  try {
    return new WebAssembly.Memory({ initial: pages, maximum: pages });
  } catch (error) {
    throw new RangeError(`training needs ${size} of memory, which this machine does not give`, {
      cause: error,
    });
  }
}
