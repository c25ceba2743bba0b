import type { Clash, Fix } from '#shared/design/clashes.ts';
import { activationName, subscript } from '../../i18n/network-text.ts';
import { formatCount } from '../../i18n/number.ts';
import { m } from '../../i18n/paraglide/messages.js';

/** What does not fit, with the two numbers, in one sentence. */
export function clashText(clash: Clash): string {
  const numbers = { found: formatCount(clash.found), needed: formatCount(clash.needed) };
  switch (clash.kind) {
    case 'inputs':
      return m.clash_inputs(numbers);
    case 'outputs':
      return m.clash_outputs({ l: clash.l, ...numbers });
    case 'residual':
      return m.clash_residual({ l: subscript(clash.l), from: subscript(clash.from), ...numbers });
    case 'weightColumns':
      return m.clash_weight_columns({ l: subscript(clash.l), below: subscript(clash.l - 1), ...numbers });
    case 'weightRows':
      return m.clash_weight_rows({ l: subscript(clash.l), ...numbers });
    case 'weightTurned':
      return m.clash_weight_turned({ l: subscript(clash.l), ...numbers });
    case 'bias':
      return m.clash_bias({ l: subscript(clash.l), ...numbers });
    case 'depth':
      return m.clash_depth(numbers);
  }
}

/** What a fix does, as a button says it. */
export function fixText(fix: Fix): string {
  switch (fix.kind) {
    case 'units':
      return fix.l === 0
        ? m.fix_inputs({ units: formatCount(fix.units) })
        : m.fix_units({ l: fix.l, units: formatCount(fix.units) });
    case 'residual':
      return fix.from === null ? m.fix_residual_none() : m.fix_residual({ from: subscript(fix.from) });
    case 'activation':
      return m.fix_activation({ l: fix.l, activation: activationName(fix.activation) });
    case 'task':
      return m.fix_task();
    case 'widths':
      return m.fix_widths({ widths: fix.widths.map(formatCount).join(' – ') });
  }
}
