import type { Command } from 'commander';
import type { Emptied } from '#shared/contract/trash.ts';
import { problem } from '#shared/problem.ts';
import type { TrashService } from '../../../services/trash.ts';
import { byteSize } from '../byte-size.ts';
import { withApp, type CommandContext, type StoreOption } from '../context.ts';

interface TrashOptions extends StoreOption {
  restore?: boolean;
  empty?: boolean;
  json?: boolean;
}

export function addTrash(program: Command, context: CommandContext): void {
  program
    .command('trash')
    .description('throw saved runs away, take them out again, or delete them for good')
    .argument('[runs...]', 'ids, unique starts of them, or names; "layerbench runs --trash" lists the trash')
    .option('--restore', 'take these runs out of the trash, as they went in')
    .option(
      '--empty',
      'delete these runs of the trash for good, or without any all of it, and give the space back to the disk',
    )
    .option('--store <file>', 'the store to change')
    .option('--json', 'print one JSON document')
    .action(async (refs: string[], options: TrashOptions) => {
      checkUsage(refs, options);
      await withApp(context, options, async ({ services }) => {
        const { document, sentence } = await act(services.trash, refs, options);
        context.terminal.print(options.json ? JSON.stringify(document, null, 2) : sentence);
      });
    });
}

function checkUsage(refs: string[], { restore, empty }: TrashOptions): void {
  if (restore && empty)
    throw problem('usage', { reason: 'trash: --restore and --empty exclude each other; one is accepted.' });
  if (refs.length === 0 && !empty)
    throw problem('usage', {
      reason: `trash: name the runs to ${restore ? 'take out' : 'throw away'}; only --empty works without.`,
    });
}

async function act(trash: TrashService, refs: string[], { restore, empty }: TrashOptions) {
  if (empty) {
    const emptied = await trash.empty(refs.length === 0 ? undefined : refs);
    return { document: emptied, sentence: describeEmptied(emptied) };
  }
  if (restore) {
    const restored = (await trash.restore(refs)).map(({ id }) => id);
    return { document: { restored }, sentence: `${countRuns(restored.length)} restored` };
  }
  const trashed = await trash.put(refs);
  return {
    document: { trashed },
    sentence: `${countRuns(trashed.length)} in the trash; "layerbench trash --restore ${trashed.join(' ')}" takes ${trashed.length === 1 ? 'it' : 'them'} out again`,
  };
}

function describeEmptied({ deleted, bytes, waiting }: Emptied): string {
  const done = `${countRuns(deleted)} deleted; ${byteSize(bytes)} given back to the disk`;
  if (waiting === 0) return done;
  return `${done}; ${byteSize(waiting)} stay in the file for new runs, because another program holds it or a run is training: "layerbench trash --empty" gives them back later`;
}

function countRuns(count: number): string {
  return count === 1 ? '1 run' : `${count} runs`;
}
