// @ts-check
import { spawn, spawnSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { electronPackage, findElectron } from './find-electron.mjs';

/** A download that stands still this long counts as not to be had, in milliseconds. */
const patience = 20_000;

/**
 * Downloads the Electron program into the `electron` package, as that package's own installer does, and gives up
 * when nothing arrives any more.
 *
 * @returns {Promise<{ program: string } | { reason: string }>}
 */
export async function fetchElectron() {
  const folder = electronPackage();
  if (folder === null) return { reason: 'the electron package is not installed' };
  process.stderr.write('Fetching Electron for the desktop app (once, about 120 MB)…\n');
  const failure = await download();
  if (failure !== null) return { reason: failure };
  // The archive is in the cache now, so the installer only checks and unpacks it.
  const installed = spawnSync(process.execPath, [path.join(folder, 'install.js')], { encoding: 'utf8' });
  const program = findElectron();
  if (installed.status === 0 && program !== null) return { program };
  return { reason: `it could not be unpacked (${firstLine(installed.stderr)})` };
}

/** @returns {Promise<string | null>} why it failed; null when the archive is in the cache */
function download() {
  const script = fileURLToPath(new URL('./download-electron.mjs', import.meta.url));
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [script], { stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
    let errors = '';
    /** @type {NodeJS.Timeout | undefined} */
    let timer;
    const wait = () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        child.kill('SIGKILL');
        resolve('its download made no progress for 20 seconds');
      }, patience);
    };
    wait();
    child.on('message', wait);
    child.stderr?.on('data', (data) => (errors += data));
    child.on('error', (error) => resolve(error.message));
    child.on('exit', (code) => {
      clearTimeout(timer);
      resolve(code === 0 ? null : `its download failed (${firstLine(errors)})`);
    });
  });
}

/** @param {string} text */
function firstLine(text) {
  return (
    text
      .trim()
      .split('\n')[0]
      ?.replace(/^\w*Error: /, '') || 'no reason given'
  );
}
