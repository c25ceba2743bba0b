// @ts-check
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const sources = ['src-main', 'src-renderer', 'src-shared', 'electron.vite.config.ts', 'package.json'];
const generated = path.join('src-renderer', 'i18n', 'paraglide');

/**
 * Gives a built program of `out/main`. In a checkout it is built first when it is missing or older than the
 * sources; an installed package has no sources and is never built.
 *
 * @param {string} program e.g. `cli.js`
 * @returns {string} its path
 */
export function ensureBuild(program) {
  const built = path.join(root, 'out', 'main', program);
  if (!existsSync(path.join(root, 'electron.vite.config.ts')) || isFresh()) return built;
  const release = takeLock();
  const failure = isFresh() ? null : build();
  release();
  if (failure !== null) {
    process.stderr.write(`${failure}\nThe build failed; run "npm ci" and try again.\n`);
    process.exit(1);
  }
  return built;
}

/** The last file of a whole build; its time is the build's time. */
const stamp = path.join(root, 'out', 'renderer', 'index.html');

function isFresh() {
  if (!existsSync(stamp)) return false;
  const builtAt = statSync(stamp).mtimeMs;
  return sources.every((source) => newest(path.join(root, source)) <= builtAt);
}

/**
 * @param {string} at
 * @returns {number} the time of the newest file at or below
 */
function newest(at) {
  const status = statSync(at);
  if (!status.isDirectory()) return status.mtimeMs;
  if (at.endsWith(generated)) return 0;
  return Math.max(0, ...readdirSync(at).map((name) => newest(path.join(at, name))));
}

/** @returns {string | null} what the builder said, when it failed */
function build() {
  process.stderr.write('Building Layerbench (once, a few seconds)…\n');
  const builder = path.join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js');
  const { status, stdout, stderr } = spawnSync(process.execPath, [builder, 'build', '--logLevel', 'warn'], {
    cwd: root,
    encoding: 'utf8',
  });
  return status === 0 ? null : `${stdout}${stderr}`;
}

/** Waits while another process builds. A lock older than two minutes was left by a process that died. */
function takeLock() {
  const lock = path.join(root, 'node_modules', '.layerbench-build');
  for (;;) {
    try {
      mkdirSync(lock);
      return () => rmSync(lock, { recursive: true, force: true });
    } catch (error) {
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error;
      removeStale(lock);
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
    }
  }
}

/** @param {string} lock */
function removeStale(lock) {
  const status = statSync(lock, { throwIfNoEntry: false });
  if (status !== undefined && Date.now() - status.mtimeMs > 120_000)
    rmSync(lock, { recursive: true, force: true });
}
