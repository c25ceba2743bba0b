import { createHash } from 'node:crypto';
import { tileNames, wasmEngine } from '#shared/core/engine/wasm-engine.ts';
import { drawDesign } from '#test/unit/core/engine/draw-design.ts';
import { examples, trainDesign } from '#test/unit/core/engine/train-design.ts';

/** SHA-256, hex, over small trainings of designs drawn at random and of three wide ones, with each tile in turn. */
export function hashDesigns(paired: boolean): string {
  const hash = createHash('sha256');
  const specs = [
    ...Array.from({ length: 60 }, (_, seed) => drawDesign(seed)),
    ...[1000, 1001, 1002].map((seed) => drawDesign(seed, { widest: 300 })),
  ];
  for (const spec of specs)
    for (const tile of tileNames)
      hash.update(trainDesign(wasmEngine.createTrainer(spec, { examples, tile, paired }), spec));
  return hash.digest('hex');
}
