/**
 * As much of the WebAssembly binary format as one loop needs (WebAssembly Core Specification 2.0, chapter 5): names
 * for the bytes, so that the loop reads as instructions.
 */
export const types = { i32: 0x7f, v128: 0x7b } as const;

export const instructions = {
  end: [0x0b],
  loop: [0x03, 0x40],
  branchIf: (depth: number) => [0x0d, ...unsigned(depth)],
  getLocal: (local: number) => [0x20, ...unsigned(local)],
  setLocal: (local: number) => [0x21, ...unsigned(local)],
  teeLocal: (local: number) => [0x22, ...unsigned(local)],
  constant: (small: number) => [0x41, small & 0x7f],
  subtract: [0x6b],
  /** The 16 bytes at `offset`, aligned to 4. */
  loadVector: (offset: number) => [0xfd, ...unsigned(0), 2, ...unsigned(offset)],
  storeVector: (offset: number) => [0xfd, ...unsigned(11), 2, ...unsigned(offset)],
  /** Four float32 in all lanes from one at `offset`. */
  loadSplat: (offset: number) => [0xfd, ...unsigned(9), 2, ...unsigned(offset)],
  add: [0xfd, ...unsigned(0xe4)],
  multiply: [0xfd, ...unsigned(0xe6)],
} as const;

/** A module of one memory page, exported as `memory`, and functions that take one i32 and give nothing. */
export function assembleModule(
  functions: Record<string, { vectors: number; body: number[] }>,
): Uint8Array<ArrayBuffer> {
  const entries = Object.entries(functions);
  const bodies = entries.map(([, { vectors, body }]) => {
    const code = [1, ...unsigned(vectors), types.v128, ...body, ...instructions.end];
    return [...unsigned(code.length), ...code];
  });
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, [[0x60, 1, types.i32, 0]]),
    ...section(
      3,
      entries.map(() => [0]),
    ),
    ...section(5, [[0x01, 1, 1]]),
    ...section(7, [
      [...text('memory'), 0x02, 0],
      ...entries.map(([name], index) => [...text(name), 0x00, ...unsigned(index)]),
    ]),
    ...section(10, bodies),
  ]);
}

function section(id: number, items: number[][]): number[] {
  const content = [...unsigned(items.length), ...items.flat()];
  return [id, ...unsigned(content.length), ...content];
}

function text(name: string): number[] {
  return [...unsigned(name.length), ...Buffer.from(name, 'ascii')];
}

/** LEB128. */
function unsigned(value: number): number[] {
  const bytes: number[] = [];
  for (let rest = value; ; rest >>>= 7) {
    if (rest < 0x80) return [...bytes, rest];
    bytes.push((rest & 0x7f) | 0x80);
  }
}
