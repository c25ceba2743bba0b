import type { TrainingSpec } from '#shared/core/engine/engine.ts';
import { heaviestLayer } from '#shared/core/engine/wasm-engine.ts';
import type { Failure } from '#shared/contract/runs.ts';

const MIB = 2 ** 20;

/** Why a training thread failed, with the layer that has to do with it where that is known. */
export function explainFailure(cause: Error, spec: TrainingSpec): Failure {
  if (isOutOfMemory(cause)) return explainMemory(cause, spec);
  const { layer, pass, step } = cause as Partial<Record<'layer' | 'step', number>> & Pick<Failure, 'pass'>;
  // A trap of the engine: crossing from its thread, an error keeps its fields and not its class.
  if (layer !== undefined && pass !== undefined && step !== undefined)
    return { kind: 'trap', message: `At step ${step}, ${cause.message}.`, layer, pass, step };
  return { kind: 'exitCode' in cause ? 'ended' : 'threw', message: cause.message };
}

/** V8's heap is full, or a buffer or the engine's memory cannot be had. */
function isOutOfMemory(cause: Error): boolean {
  if ('code' in cause && cause.code === 'ERR_WORKER_OUT_OF_MEMORY') return true;
  return cause.name === 'RangeError' && /memory|allocation failed/i.test(cause.message);
}

function explainMemory(cause: Error, spec: TrainingSpec): Failure {
  const { layer, units, inputs, bytes } = heaviestLayer(spec);
  const size = (bytes / MIB).toLocaleString('en', { maximumSignificantDigits: 3 });
  return {
    kind: 'memory',
    message:
      `Its thread ran out of memory (${cause.message}). Layer ${layer} takes the most: W${layer} is ` +
      `(${units}, ${inputs}), and with all that training keeps of the layer that is ${size} MiB; ` +
      'take fewer units or a smaller batchSize.',
    layer,
  };
}
