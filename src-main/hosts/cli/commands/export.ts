import { writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { problem } from '#shared/problem.ts';
import type { App } from '../../../app.ts';
import { withApp, type CommandContext, type StoreOption } from '../context.ts';
import { exitCodes } from '../exit-codes.ts';

interface ExportOptions extends StoreOption {
  to: string;
  format?: string;
  data: boolean;
  checkpoints: boolean;
  json?: boolean;
}

/** What can be written now, by the ending of the file or `--format`. */
const formats = ['layerbench', 'json'] as const;
type Format = (typeof formats)[number];
const accepted = '.layerbench (a bundle of runs) and .json (the design of one run) are accepted now';

export function addExport(program: Command, context: CommandContext, finish: (code: number) => void): void {
  program
    .command('export')
    .description('write runs into one file that another Layerbench can import')
    .argument('<run...>', 'ids, unique starts of them, or names')
    .requiredOption('--to <file>', `the file to write: ${accepted}`)
    .option('--format <format>', `instead of the ending: ${formats.join(' or ')}`)
    .option('--no-data', 'leave out the examples of the datasets')
    .option('--no-checkpoints', 'leave out the checkpoints: the runs can be looked at, but not gone on with')
    .option('--store <file>', 'the store to read')
    .option('--json', 'print one JSON document')
    .action(async (runs: string[], options: ExportOptions) => {
      const format = chooseFormat(options);
      await withApp(context, options, async (app) => {
        const written =
          format === 'json' ? writeDesign(app, runs, options) : writeRuns(app, runs, options, context);
        const result = await written;
        if (result === null) {
          context.terminal.tell('The export was interrupted; nothing was written.');
          return finish(exitCodes.interrupted);
        }
        const { file, bytes } = result;
        context.terminal.print(
          options.json ? JSON.stringify({ file, bytes }) : `${file}: ${bytes} bytes written`,
        );
      });
    });
}

function chooseFormat({ to, format }: ExportOptions): Format {
  const asked = format ?? /\.([^./\\]+)$/.exec(to)?.[1]?.toLowerCase();
  const found = formats.find((known) => known === asked);
  if (found !== undefined) return found;
  const place = format === undefined ? `--to "${to}"` : `--format "${format}"`;
  throw problem('usage', { reason: `${place}: ${accepted}.` });
}

type Written = { file: string; bytes: number } | null;

async function writeRuns(
  { services }: App,
  runs: string[],
  { to, data, checkpoints }: ExportOptions,
  { terminal }: CommandContext,
): Promise<Written> {
  const interrupted = new AbortController();
  const release = terminal.onInterrupt(() => interrupted.abort());
  try {
    return await services.bundles.export.toFile(to, { runs, data, checkpoints }, interrupted.signal);
  } catch (error) {
    if (interrupted.signal.aborted) return null;
    throw error;
  } finally {
    release();
  }
}

async function writeDesign({ services }: App, runs: string[], { to }: ExportOptions): Promise<Written> {
  const [ref, ...others] = runs;
  if (ref === undefined || others.length > 0)
    throw problem('usage', { reason: `--to "${to}": a design is of one run, and ${runs.length} are named.` });
  const { design } = await services.runs.get(ref);
  const text = `${JSON.stringify(design, null, 2)}\n`;
  try {
    await writeFile(to, text);
  } catch (error) {
    const reason = error instanceof Error ? (error.message.split(', ')[0] ?? '') : String(error);
    throw problem('file.unwritable', { file: to, reason });
  }
  return { file: to, bytes: Buffer.byteLength(text) };
}
