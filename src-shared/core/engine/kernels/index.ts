/** What the module exports: the steps of a network, and the kernels that tests take one by one. */
export { forward } from './forward';
export { lossOf, step } from './step';
export { writeScalars } from './telemetry';
export { sumSquaredDifferences, sumSquares } from './norm';
export { activate, differentiate } from './activation';
export { differentiateSoftmax, softmax } from './softmax';
export { subtractTargets, sumLoss } from './loss';
export { sumRows } from './bias';
export { multiplyPanels, packLeftColumns, packLeftRows, packRightColumns, packRightRows } from './product';
export { exponentials, hyperbolicTangents, logarithms, sigmoids } from './vector-functions';
