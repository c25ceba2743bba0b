import type { StartRun } from '#shared/contract/runs.ts';
import { parseLayers } from '#shared/design/parse-layers.ts';
import { defaultRecipe } from '#shared/design/recipe.ts';
import { designFor } from '#shared/design/task.ts';

/** Every step of these runs is a row, and every layer is measured. */
const layers = '8:tanh,8:tanh,8:tanh';
const data = 'moons:n=200';
const epochs = 400;

/** One run of the soak, for a host that is called. */
export function makeSoakRun(seed: number): StartRun {
  return {
    data,
    design: designFor({ kind: 'binary', inputs: 2, outputs: 1 }, parseLayers(layers), 'soak'),
    recipe: { ...defaultRecipe, epochs, seed },
  };
}

/** The same run as a command line. */
export function makeSoakCommand(seed: number): string[] {
  const options = { data, layers, epochs: String(epochs), seed: String(seed) };
  return ['train', ...Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]), '--json'];
}
