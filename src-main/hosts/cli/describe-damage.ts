import type { Damage } from '#shared/contract/care.ts';

/** One damaged place in a sentence that names it, and what is sound in its stead. */
export function describeDamage(damage: Damage): string {
  switch (damage.kind) {
    case 'file':
      return `The file: ${damage.reason}.`;
    case 'reference':
      return `Table ${damage.table}: ${damage.rows} row${damage.rows === 1 ? '' : 's'} belong to a ${damage.parent} that is not there.`;
    case 'run':
      return `${named(damage)}: it cannot be read (${damage.reason}).`;
    case 'series':
      return `${named(damage)}: series ${damage.series}, steps ${damage.first} to ${damage.last}, is not what was written.`;
    case 'row':
      return `${named(damage)}: the ${damage.group} row at step ${damage.step} is not what was written.`;
    case 'latest':
      return `${named(damage)}: the last or best value of series ${damage.series} is not that of its rows.`;
    case 'checkpoint':
      return `${named(damage)}: the checkpoint at step ${damage.step} is not what was written; ${
        damage.use === null
          ? 'the run has no other sound one'
          : `the one at step ${damage.use} is sound and can be used instead`
      }.`;
    case 'hashes':
      return `${named(damage)}: the hashes of its parameters at step ${damage.step} (${damage.moment}) are not what was written.`;
    case 'dataset':
      return `Dataset ${damage.name}: its examples are not what was written; ${usedBy(damage.runs)}.`;
    case 'document':
      return `The ${damage.document} ${damage.hash.slice(0, 12)}: it is not what was written; ${usedBy(damage.runs)}.`;
    case 'draft':
      return 'What stood on the bench cannot be read.';
  }
}

function named({ run }: { run: { id: string; name: string } }): string {
  return `Run ${run.id} "${run.name}"`;
}

function usedBy(runs: string[]): string {
  return runs.length === 0 ? 'no run uses it' : `used by ${runs.map((name) => `"${name}"`).join(', ')}`;
}
