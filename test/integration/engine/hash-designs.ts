import { createHash } from 'node:crypto';
import type { NetworkTrainer, TileName, TrainingSpec } from '#shared/core/engine/engine.ts';
import { tileNames } from '#shared/core/engine/wasm-engine.ts';
import { drawDesign } from '#test/unit/core/engine/draw-design.ts';
import { trainDesign } from '#test/unit/core/engine/train-design.ts';

type CreateTrainer = (spec: TrainingSpec, tile: TileName) => NetworkTrainer | Promise<NetworkTrainer>;

/** SHA-256, hex, over small trainings of designs drawn at random and of three wide ones, with each tile in turn. */
export async function hashDesigns(createTrainer: CreateTrainer): Promise<string> {
  const hash = createHash('sha256');
  const specs = [
    ...Array.from({ length: 60 }, (_, seed) => drawDesign(seed)),
    ...[1000, 1001, 1002].map((seed) => drawDesign(seed, { widest: 300 })),
  ];
  for (const spec of specs)
    for (const tile of tileNames) {
      const trainer = await createTrainer(spec, tile);
      hash.update(trainDesign(trainer, spec));
      trainer.dispose();
    }
  return hash.digest('hex');
}
