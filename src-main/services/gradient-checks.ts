import { createGenerator } from '#shared/core/random/generator.ts';
import { findActivation } from '#shared/core/reference/activations/activations.ts';
import { gradientCheck, type GradientCheck } from '#shared/core/reference/gradient-check.ts';
import { parametersOf } from '#shared/core/reference/layers/layer.ts';
import { findLoss } from '#shared/core/reference/losses/losses.ts';
import { createNetwork, type Network } from '#shared/core/reference/network.ts';
import { widths, type Design } from '#shared/design/design.ts';
import { defaultRecipe } from '#shared/design/recipe.ts';
import { readNpzFile } from '../formats/npz-file.ts';
import { takeBatch, takeWeights, type Batch } from './network-arrays.ts';
import { toTrainingSpec } from './training-spec.ts';

export interface GradientCheckRequest {
  design: Design;
  /** NPZ files; what is absent is drawn from the seed. */
  weights?: string;
  batch?: string;
  seed: number;
  /** Examples to draw where no batch is given. */
  m: number;
}

export interface GradientCheckReport extends GradientCheck {
  /** W_l and b_l of all layers, gamma_l and beta_l of normalised ones. */
  parameters: number;
  /** The largest error that passes. */
  tolerance: number;
  passed: boolean;
}

/** Without a kink, every difference is exact to many digits; beside one, only short steps are left. */
const tolerances = { smooth: 1e-6, kinked: 1e-4 };

/** Multiplications that a check may cost; a larger network has that many fewer of its parameters compared. */
const budget = 5e8;
/** Of each tensor, however large the network. */
const fewest = 8;

/**
 * Backward of a design against central differences of its cost, layer by layer, in float64.
 *
 * @throws ProblemError of a file or of an array in it
 */
export async function checkGradients(request: GradientCheckRequest): Promise<GradientCheckReport> {
  const { design, weights, batch, seed, m } = request;
  const spec = toTrainingSpec(design, { ...defaultRecipe, seed });
  const network: Network =
    weights === undefined
      ? createNetwork(spec)
      : { layers: takeWeights(design, await readNpzFile(weights), weights), loss: design.loss };
  const examples =
    batch === undefined ? drawBatch(design, seed, m) : takeBatch(design, await readNpzFile(batch), batch);
  const tensors = network.layers.flatMap(parametersOf);
  const parameters = tensors.reduce((sum, tensor) => sum + tensor.length, 0);
  // A forward pass for each of the six values that a slope is told by.
  const costs = 6 * parameters * examples.m;
  const most = Math.max(fewest, Math.floor(budget / costs / tensors.length));
  const check = gradientCheck(network, examples.X, examples.Y, most);
  const tolerance = hasKinks(design) ? tolerances.kinked : tolerances.smooth;
  return { ...check, parameters, tolerance, passed: check.maxRelativeError <= tolerance };
}

/** X normal; Y one class an example, 0 or 1, or normal, as the loss has it. */
function drawBatch(design: Design, seed: number, m: number): Batch {
  const { normal, integer } = createGenerator(seed).stream('gradient check');
  const n_L = widths(design).at(-1) ?? 0;
  const X = Float64Array.from({ length: design.inputs * m }, normal);
  const Y = new Float64Array(n_L * m);
  const { loss } = design;
  if (loss === 'crossEntropy' || (loss === 'hinge' && n_L > 1))
    for (let i = 0; i < m; i++) Y[i * n_L + integer(n_L)] = 1;
  else {
    const isBinary = loss === 'binaryCrossEntropy' || loss === 'hinge';
    for (let i = 0; i < Y.length; i++) Y[i] = isBinary ? integer(2) : normal();
  }
  return { X, Y, m };
}

function hasKinks({ layers, loss }: Design): boolean {
  return (
    findLoss(loss).side !== undefined ||
    layers.some(({ activation }) => findActivation(activation).kink !== undefined)
  );
}
