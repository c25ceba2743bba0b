import type { Failure, Run } from '#shared/contract/runs.ts';
import { formatCount } from '#renderer/i18n/number.ts';
import { m } from '#renderer/i18n/paraglide/messages.js';

/** Why a run failed, and with which layer that has to do; in the services' own words where they know no more. */
export function failureText({ design }: Pick<Run, 'design'>, failure: Failure): string {
  const { kind, layer = 0, pass, step = 0, message } = failure;
  const units = design.layers[layer - 1]?.units;
  if (kind === 'memory' && units !== undefined) {
    const inputs = design.layers[layer - 2]?.units ?? design.inputs;
    return m.failed_memory({ layer, units: formatCount(units), inputs: formatCount(inputs) });
  }
  if (kind === 'trap' && pass !== undefined) {
    const passes = { forward: m.failed_forward(), backward: m.failed_backward(), update: m.failed_update() };
    return m.failed_trap({ layer, pass: passes[pass], step: formatCount(step) });
  }
  return kind === 'ended' ? m.failed_ended() : m.failed_cause({ message });
}
