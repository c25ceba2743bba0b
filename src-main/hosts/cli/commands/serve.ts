import type { Command } from 'commander';
import { problem } from '#shared/problem.ts';
import { Opening, type OpenWorkbench } from '../../../opening.ts';
import { rendererFolder } from '../../places.ts';
import { serveWeb } from '../../web/serve.ts';
import { appParts, type CommandContext, type StoreOption } from '../context.ts';
import { exitCodes } from '../exit-codes.ts';
import { openBrowser } from '../open-browser.ts';

interface ServeOptions extends StoreOption {
  port: string;
  open?: boolean;
  json?: boolean;
}

export function addServe(program: Command, context: CommandContext, finish: (code: number) => void): void {
  program
    .command('serve')
    .description('the workbench for the browser, on this machine only')
    .option('--port <n>', 'the port to listen on; 0 finds a free one', '0')
    .option('--open', 'open the default browser')
    .option('--store <file>', 'the store to work on')
    .option('--json', 'print one JSON line with the address when it listens')
    .action(async (options: ServeOptions) => {
      const opening = await Opening.open(appParts(context, options, 'web'));
      try {
        await serve(opening, options, context);
      } finally {
        await opening.close();
      }
      finish(exitCodes.done);
    });
}

async function serve(
  opening: OpenWorkbench,
  options: ServeOptions,
  { terminal }: CommandContext,
): Promise<void> {
  const port = options.port.trim() === '' ? Number.NaN : Number(options.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw problem('usage', {
      reason: `--port "${options.port}": a whole number from 0 to 65535 is accepted.`,
    });
  const host = await serveWeb(opening, {
    port,
    rendererFolder,
    onPaired: (nextUrl) => terminal.tell(`Opened. For another window: ${nextUrl}`),
  });
  const interrupted = new Promise<void>((resolve) => terminal.onInterrupt(resolve));
  terminal.print(options.json ? JSON.stringify({ url: host.url }) : `Layerbench is open at ${host.url}`);
  if (!options.json)
    terminal.tell('The address works once. Ctrl+C ends the workbench; runs that train are kept.');
  if (opening.problem !== null)
    terminal.tell(`${opening.problem.message} The page offers what can be done about it.`);
  if (options.open) openBrowser(host.url, terminal);
  await interrupted;
  await host.close();
}
