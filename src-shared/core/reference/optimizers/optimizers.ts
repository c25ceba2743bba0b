import type { OptimizerSpec } from '../../engine/engine.ts';
import { adam } from './adam.ts';
import { momentum } from './momentum.ts';
import type { Optimizer } from './optimizer.ts';
import { sgd } from './sgd.ts';

/** The optimiser that a spec describes. */
export function createOptimizer(spec: OptimizerSpec): Optimizer {
  switch (spec.kind) {
    case 'sgd':
      return sgd(spec);
    case 'momentum':
      return momentum(spec);
    case 'adam':
      return adam(spec);
  }
}
