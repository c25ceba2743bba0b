/** What the module exports: what a network is told to do, and the kernels that tests and traces take one by one. */
export { assist, conduct } from './conduct';
export { layerBytes, networkBytes, workerBytes } from './record-sizes';
export { sumSizes, sumSquaredDifferences, sumSquares } from './norm';
export { activate, differentiate } from './activation';
export { differentiateSoftmax, softmax } from './softmax';
export { differentiateLoss, exampleLosses } from './loss';
export { sumRows } from './bias';
export { countInto } from './histogram';
export { multiplyPanels, multiplyRows } from './product';
export { packLeftColumns, packRightColumns, packRightRows } from './panels';
export { exponentials, gelus, hyperbolicTangents, logarithms, sigmoids } from './vector-functions';
