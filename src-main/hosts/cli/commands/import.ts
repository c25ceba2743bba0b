import { open } from 'node:fs/promises';
import type { Command } from 'commander';
import type { ImportReport, ImportedRun } from '#shared/contract/bundles.ts';
import { parseDesign } from '#shared/design/parse-design.ts';
import { defaultRecipe } from '#shared/design/recipe.ts';
import type { App } from '../../../app.ts';
import { withApp, type CommandContext, type StoreOption } from '../context.ts';
import { exitCodes } from '../exit-codes.ts';
import { readTextFile } from '../read-text-file.ts';

export function addImport(program: Command, context: CommandContext, finish: (code: number) => void): void {
  program
    .command('import')
    .description('keep what is in a file: the runs of a .layerbench bundle, or a design for the bench')
    .argument('<file>', 'a .layerbench bundle, or a design as JSON')
    .option('--store <file>', 'the store to keep it in')
    .option('--json', 'print one JSON document')
    .action(async (file: string, options: StoreOption & { json?: boolean }) => {
      await withApp(context, options, async (app) => {
        const { terminal } = context;
        if (await isDesign(file)) {
          const name = await takeDesign(app, file);
          const report = { imported: [{ design: name }], skipped: [] };
          return terminal.print(
            options.json ? JSON.stringify(report) : `The design ${name} is on the bench.`,
          );
        }
        const interrupted = new AbortController();
        const release = terminal.onInterrupt(() => interrupted.abort());
        const report = await app.services.bundles.import.keep(file, file, interrupted.signal);
        release();
        if (interrupted.signal.aborted) finish(exitCodes.interrupted);
        terminal.print(options.json ? JSON.stringify(report, null, 2) : describe(report));
      });
    });
}

/** JSON begins with a brace; whatever else a file is, it is read as a bundle and refused as one. */
async function isDesign(file: string): Promise<boolean> {
  const handle = await open(file, 'r').catch(() => null);
  if (handle === null) return false;
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(64), 0, 64, 0).catch(() => ({
      buffer: Buffer.alloc(0),
      bytesRead: 0,
    }));
    return /^\uFEFF?\s*\{/.test(buffer.subarray(0, bytesRead).toString('utf8'));
  } finally {
    await handle.close();
  }
}

async function takeDesign({ services }: App, file: string): Promise<string> {
  const design = parseDesign(await readTextFile(file), file);
  const draft = (await services.draft.read()) ?? { data: 'spirals', recipe: defaultRecipe };
  await services.draft.write({ ...draft, design });
  return design.name;
}

function describe({ imported, skipped }: ImportReport): string {
  const lines = [
    ...imported.map((run) => `${run.run}  ${run.name}: ${said[run.fate]}${without(run)}`),
    ...skipped.map((run) => `${run.run}  ${run.name}: ${said[run.fate]}`),
  ];
  return [...lines, `${imported.length} imported, ${skipped.length} known`].join('\n');
}

const said: Record<ImportedRun['fate'], string> = {
  new: 'new',
  known: 'known, left as it is',
  different: 'different from the run of its id here, so it came in beside it',
};

function without({ data }: ImportedRun): string {
  return data === 'absent'
    ? '; its data is not here, so it can be looked at but neither gone on with nor replayed'
    : '';
}
