import { createTable } from '../table.ts';
import { binaryCrossEntropy } from './binary-cross-entropy.ts';
import { crossEntropy } from './cross-entropy.ts';
import { hinge } from './hinge.ts';
import { huber } from './huber.ts';
import { meanSquaredError } from './mean-squared-error.ts';

/** The loss of a name. */
export const findLoss = createTable('loss', [
  binaryCrossEntropy,
  crossEntropy,
  meanSquaredError,
  huber,
  hinge,
]);
