import type { ActivationName, InitSpec } from '../../engine/engine.ts';

/** Whether g lets through about half of what comes, so that W must be twice as wide. */
export function isRectifier(activation: ActivationName | undefined): boolean {
  return (
    activation === 'relu' ||
    activation === 'leakyRelu' ||
    activation === 'elu' ||
    activation === 'gelu' ||
    activation === 'silu'
  );
}

/** The init that keeps signals as large as they are through layers of this activation. */
export function initFor(activation: ActivationName | undefined): InitSpec['kind'] {
  return isRectifier(activation) ? 'he' : 'xavier';
}
