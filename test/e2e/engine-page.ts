import { wasmEngine } from '#shared/core/engine/wasm-engine.ts';
import { drawDesign } from '#test/unit/core/engine/draw-design.ts';
import { examples, trainDesign } from '#test/unit/core/engine/train-design.ts';

/** The engine in a page: SHA-256, hex, over small trainings of designs drawn at random. Node runs it too. */
export async function hashTrainings(): Promise<string> {
  const hashes: string[] = [];
  for (let seed = 0; seed < 100; seed++) {
    const spec = seed < 97 ? drawDesign(seed) : drawDesign(seed, { widest: 300 });
    const bytes = trainDesign(wasmEngine.createTrainer(spec, { examples }), spec);
    hashes.push(toHex(await crypto.subtle.digest('SHA-256', bytes)));
  }
  return toHex(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(hashes.join(' '))));
}

function toHex(digest: ArrayBuffer): string {
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

Object.assign(globalThis, { hashTrainings });
