// @ts-check
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';

/** The store's binary needs Node-API 10, which Node has since this version. */
const oldest = [22, 14];

/**
 * Runs a script again in the Node that the package brought, when the running one is too old for the store.
 *
 * @param {string} script
 * @param {string[]} args
 * @returns {Promise<number> | null} the exit code to come; null when this Node is new enough
 */
export function runInModernNode(script, args) {
  if (isModern(process.versions.node)) return null;
  const node = findBundledNode();
  if (node === null) {
    process.stderr.write(
      `Layerbench needs Node ${oldest.join('.')} or newer; this is ${process.versions.node} and the package brought none for ${process.platform}-${process.arch}. Install a newer Node from nodejs.org.\n`,
    );
    return Promise.resolve(2);
  }
  return runToEnd(node, [script, ...args]);
}

/** @param {string} version */
export function isModern(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = oldest;
  return major > oldestMajor || (major === oldestMajor && minor >= oldestMinor);
}

/** The Node of the optional platform package; null where there is none. */
export function findBundledNode() {
  const system = process.platform === 'win32' ? 'win' : process.platform;
  const program = process.platform === 'win32' ? 'node.exe' : 'node';
  try {
    const manifest = createRequire(import.meta.url).resolve(`node-${system}-${process.arch}/package.json`);
    return path.join(path.dirname(manifest), 'bin', program);
  } catch {
    return null;
  }
}

/**
 * Starts a program in this terminal and passes signals on.
 *
 * @param {string} program
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<number>} its exit code
 */
export function runToEnd(program, args, env = process.env) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: 'inherit', env });
    const signals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);
    const passOn = signals.map((signal) => {
      const forward = () => child.kill(signal);
      process.on(signal, forward);
      return () => process.off(signal, forward);
    });
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      passOn.forEach((stop) => stop());
      resolve(code ?? (signal === 'SIGINT' ? 130 : 1));
    });
  });
}
