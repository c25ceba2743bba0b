import type { Remedy } from '#shared/contract/gradients.ts';
import type { ForkRun, Run } from '#shared/contract/runs.ts';

/** The longest name, as the contract accepts it. */
const longestName = 120;

/**
 * The fork that tries a remedy: the same network and data from the parent's own beginning, with the change. A layer's
 * own init gives way to a remedy's, or the change would not reach it.
 */
export function toRemedyFork(run: Run, remedy: Remedy, name: string): ForkRun {
  const { activation, init, learningRate, clipNorm, l2, patience, schedule } = remedy;
  const { recipe, design } = run;
  const last = design.layers.length - 1;
  const isFromStart = (run.parent?.step ?? 0) === 0;
  const layers = design.layers.map((layer, index) => {
    const { init: own, ...rest } = layer;
    return {
      ...rest,
      ...(own === undefined || init !== undefined ? {} : { init: own }),
      ...(activation === undefined || index === last ? {} : { activation }),
    };
  });
  return {
    run: run.id,
    step: run.parent?.step ?? 0,
    name: name.slice(0, longestName),
    ...(isFromStart ? { design: { ...design, layers } } : {}),
    recipe: {
      ...recipe,
      ...(init === undefined ? {} : { init }),
      ...(l2 === undefined ? {} : { l2 }),
      optimizer: { ...recipe.optimizer, ...(learningRate === undefined ? {} : { learningRate }) },
      clip: { ...recipe.clip, ...(clipNorm === undefined ? {} : { norm: clipNorm }) },
      earlyStopping: { ...recipe.earlyStopping, ...(patience === undefined ? {} : { patience }) },
      schedule: { ...recipe.schedule, ...(schedule === undefined ? {} : { kind: schedule }) },
    },
  };
}
