import type { Damage } from '#shared/contract/care.ts';
import { formatCount } from './number.ts';
import { m } from './paraglide/messages.js';

/** One damaged place of the store, in the language of the window. */
export function damageText(damage: Damage): string {
  const name = 'run' in damage ? damage.run.name : '';
  switch (damage.kind) {
    case 'file':
      return m.damage_file({ reason: damage.reason });
    case 'reference':
      return m.damage_reference({
        table: damage.table,
        rows: formatCount(damage.rows),
        parent: damage.parent,
      });
    case 'run':
      return m.damage_run({ name });
    case 'series':
      return m.damage_series({
        name,
        series: damage.series,
        first: formatCount(damage.first),
        last: formatCount(damage.last),
      });
    case 'row':
      return m.damage_row({ name, step: formatCount(damage.step) });
    case 'latest':
      return m.damage_latest({ name, series: damage.series });
    case 'checkpoint':
      return damage.use === null
        ? m.damage_checkpoint({ name, step: formatCount(damage.step) })
        : m.damage_checkpoint_other({ name, step: formatCount(damage.step), use: formatCount(damage.use) });
    case 'hashes':
      return m.damage_hashes({ name, step: formatCount(damage.step) });
    case 'dataset':
      return m.damage_dataset({ name: damage.name });
    case 'document':
      return damage.document === 'design'
        ? m.damage_design({ runs: listOf(damage.runs) })
        : m.damage_recipe({ runs: listOf(damage.runs) });
    case 'draft':
      return m.damage_draft();
  }
}

function listOf(runs: readonly string[]): string {
  return runs.length === 0 ? m.damage_unused() : runs.join(', ');
}
