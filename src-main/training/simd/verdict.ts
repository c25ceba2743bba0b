import type { SimdLevel } from '#shared/contract/runs.ts';

/** How wide the engine's vectors are in this process, and one sentence of why. */
export interface SimdVerdict {
  level: SimdLevel;
  reason: string;
}
