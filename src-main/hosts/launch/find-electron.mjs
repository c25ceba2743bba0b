// @ts-check
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

/** Where the `electron` package lies; null where it is not installed. */
export function electronPackage() {
  try {
    return path.dirname(createRequire(import.meta.url).resolve('electron/package.json'));
  } catch {
    return null;
  }
}

/**
 * The Electron program, without downloading anything: what ELECTRON_OVERRIDE_DIST_PATH names, or what an earlier
 * start has fetched.
 *
 * @returns {string | null}
 */
export function findElectron(env = process.env) {
  const folder = electronPackage();
  if (folder === null) return null;
  const pathFile = path.join(folder, 'path.txt');
  const program = existsSync(pathFile) ? readFileSync(pathFile, 'utf8').trim() : null;
  const override = env['ELECTRON_OVERRIDE_DIST_PATH'];
  const found = override
    ? path.join(override, program ?? (process.platform === 'win32' ? 'electron.exe' : 'electron'))
    : program && path.join(folder, 'dist', program);
  return found && existsSync(found) ? found : null;
}
