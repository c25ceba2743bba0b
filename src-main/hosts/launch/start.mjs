// @ts-check
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { chooseHost } from './choose-host.mjs';
import { ensureBuild } from './ensure-build.mjs';
import { fetchElectron } from './fetch-electron.mjs';
import { findElectron } from './find-electron.mjs';
import { runInModernNode, runToEnd } from './modern-node.mjs';

/** `npm start`: the desktop app, or the same workbench in the browser where that cannot be had. */
const self = fileURLToPath(import.meta.url);
const root = fileURLToPath(new URL('../../../', import.meta.url));
const args = process.argv.slice(2);
const inModernNode = runInModernNode(self, args);
process.exitCode = await (inModernNode ?? start());

async function start() {
  const cli = ensureBuild('cli.js');
  const choice = await chooseHost({
    webWanted: args.includes('--web'),
    platform: process.platform,
    env: process.env,
    isRoot: process.getuid?.() === 0,
    find: findElectron,
    fetch: fetchElectron,
  });
  const rest = args.filter((arg) => arg !== '--web');
  if (choice.host === 'electron')
    return runToEnd(choice.program, [path.resolve(root), ...rest], withoutNodeMode());
  if (choice.why !== null) process.stderr.write(`${choice.why}\n`);
  return runToEnd(process.execPath, [cli, 'serve', '--open', ...rest]);
}

/** Electron must start as itself, also when an editor's terminal has told it to be Node. */
function withoutNodeMode() {
  const env = { ...process.env };
  delete env['ELECTRON_RUN_AS_NODE'];
  return env;
}
