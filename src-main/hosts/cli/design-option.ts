import type { Design } from '#shared/design/design.ts';
import { parseDesign } from '#shared/design/parse-design.ts';
import { parseLayers } from '#shared/design/parse-layers.ts';
import { checkDesign } from '#shared/design/shapes.ts';
import { designFor, type Task } from '#shared/design/task.ts';
import { inFile, problem } from '#shared/problem.ts';
import { readTextFile } from './read-text-file.ts';

/** The network of `--design FILE`, or of `--layers` with the output layer and loss that the task asks for. */
export async function resolveDesign(
  option: { layers?: string; design?: string },
  task: Task,
  name: string,
): Promise<Design> {
  if (option.layers !== undefined && option.design !== undefined)
    throw problem('usage', { reason: '--layers and --design both name the network; give one of them.' });
  if (option.design !== undefined) return readDesign(option.design, task);
  return designFor(task, parseLayers(option.layers ?? defaultLayers), name);
}

export const defaultLayers = '16:tanh,16:tanh';

/**
 * The design of a file, which must also fit the task where there is one.
 *
 * @throws ProblemError that names the file
 */
export async function readDesign(file: string, task?: Task): Promise<Design> {
  const design = parseDesign(await readTextFile(file), file);
  inFile(file, () => checkDesign(design, task));
  return design;
}
