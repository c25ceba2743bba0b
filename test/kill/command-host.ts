import { fileURLToPath } from 'node:url';
import { liveIn, type Host } from './life.ts';

const program = fileURLToPath(new URL('../../src-main/hosts/cli/main.ts', import.meta.url));

/** 210 examples of 300 in batches of 32. */
const stepsOfEpoch = 7;

/** `layerbench train` and `layerbench resume`; what is on disk is known only as far as the progress says. */
export const commandHost: Host = ({ store, start, run }) => {
  const { data, design, recipe, name = '' } = start;
  const layers = design.layers.slice(0, -1).map(({ units, activation }) => `${units}:${activation}`);
  const settings = [
    `optimizer.kind=${recipe.optimizer.kind}`,
    `epochs=${recipe.epochs}`,
    `seed=${recipe.seed}`,
    `gradients=${recipe.gradients}`,
  ].flatMap((setting) => ['--set', setting]);
  const args =
    run === null
      ? ['train', '--data', data, '--layers', layers.join(','), '--name', name, ...settings]
      : ['resume', run];
  const { child, life, acknowledge } = liveIn([program, ...args, '--store', store, '--json']);
  child.stderr?.on('data', (text: string) => {
    // `24% | epoch 9977/40000 | …`: the whole epochs that are on disk.
    const epoch = /epoch (\d+)\//.exec(text)?.[1];
    if (epoch !== undefined) acknowledge(Number(epoch) * stepsOfEpoch);
  });
  return life;
};
