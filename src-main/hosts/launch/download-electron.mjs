// @ts-check
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { electronPackage } from './find-electron.mjs';

/**
 * A process of its own, so that it can be ended: downloads Electron's archive into its cache, checked against the
 * sums that the package carries, and tells its parent whenever something arrived.
 */
const folder = electronPackage();
if (folder === null) throw new Error('the electron package is not installed');
const { version } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
const checksums = JSON.parse(readFileSync(path.join(folder, 'checksums.json'), 'utf8'));
const downloader = createRequire(path.join(folder, 'install.js')).resolve('@electron/get');
const { downloadArtifact } = await import(pathToFileURL(downloader).href);

try {
  await downloadArtifact({
    version,
    artifactName: 'electron',
    platform: process.platform,
    arch: process.arch,
    checksums,
    downloadOptions: { quiet: true, getProgressCallback: async () => void process.send?.('progress') },
  });
  process.disconnect?.();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? describe(error) : error}\n`);
  process.exit(1);
}

/** @param {Error} error */
function describe(error) {
  const cause = /** @type {NodeJS.ErrnoException | undefined} */ (error.cause);
  return cause?.code ?? cause?.message ?? error.message;
}
