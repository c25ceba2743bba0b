import { spawn } from 'node:child_process';
import type { Terminal } from './terminal.ts';

/** The platform's own way to open an address. */
const openers: Partial<Record<NodeJS.Platform, [string, string[]]>> = {
  darwin: ['open', []],
  win32: ['rundll32', ['url.dll,FileProtocolHandler']],
};

/** Opens the default browser; where there is none, the printed address is enough. */
export function openBrowser(url: string, terminal: Terminal): void {
  const [command, args] = openers[process.platform] ?? ['xdg-open', []];
  const child = spawn(command, [...args, url], { stdio: 'ignore', detached: true });
  child.on('error', () => terminal.tell('No browser could be opened; open the address above by hand.'));
  child.unref();
}
