import type { OptimizerSpec } from '../../engine/engine.ts';
import { adagrad } from './adagrad.ts';
import { adam } from './adam.ts';
import { adamw } from './adamw.ts';
import { momentum } from './momentum.ts';
import { nesterov } from './nesterov.ts';
import type { Optimizer } from './optimizer.ts';
import { rmsprop } from './rmsprop.ts';
import { sgd } from './sgd.ts';

/** The optimiser that a spec describes. */
export function createOptimizer(spec: OptimizerSpec): Optimizer {
  switch (spec.kind) {
    case 'sgd':
      return sgd(spec);
    case 'momentum':
      return momentum(spec);
    case 'nesterov':
      return nesterov(spec);
    case 'rmsprop':
      return rmsprop(spec);
    case 'adagrad':
      return adagrad(spec);
    case 'adam':
      return adam(spec);
    case 'adamw':
      return adamw(spec);
  }
}
