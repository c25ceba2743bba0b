import { wasmEngine } from '#shared/core/engine/wasm-engine.ts';
import { examples } from '#test/unit/core/engine/train-design.ts';
import { hashDesigns } from './hash-designs.ts';
import { HelpingThreads } from './helping-threads.ts';

/**
 * For a process with flags of its own: prints what `hashDesigns` gives from a module that may be compiled in pairs,
 * by one thread and by two.
 */
const options = { examples, paired: true };
const alone = await hashDesigns((spec, tile) => wasmEngine.createTrainer(spec, { ...options, tile }));
const helpers = new HelpingThreads(1);
const together = await hashDesigns((spec, tile) =>
  helpers.createTrainer(spec, { ...options, tile, threads: 2 }),
);
await helpers.end();
process.stdout.write(`${alone} ${together}`);
