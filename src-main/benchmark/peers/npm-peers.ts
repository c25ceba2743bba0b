import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Entrant, PeerId } from '../entrants.ts';
import { runToEnd } from './run-to-end.ts';

/** In milliseconds; a registry that cannot be reached is given up long before. */
const patience = 180_000;

/** @returns why it did not work, in one line; null when the peers are there */
export async function installNpmPeers(folder: string, signal: AbortSignal): Promise<string | null> {
  if (isInstalled(folder)) return null;
  const options = [
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--fetch-retries=1',
    '--fetch-timeout=20000',
  ];
  const ended = await runToEnd('npm', ['ci', ...options], { cwd: folder, signal, patience });
  if (ended.exitCode === 0) return null;
  const complaints = ended.stderr.split('\n').filter((line) => /^npm (error|ERR!)/.test(line));
  return (
    (complaints[0] ?? ended.stderr.trim().split('\n').at(-1) ?? '').replace(/^npm \S+ (code )?/, '') ||
    'no reason given'
  );
}

/** npm writes down what it has installed: it is there when that says what the lock says, package by package. */
function isInstalled(folder: string): boolean {
  try {
    const [wanted, found] = ['package-lock.json', 'node_modules/.package-lock.json'].map((name) => {
      const { packages } = JSON.parse(readFileSync(path.join(folder, name), 'utf8')) as {
        packages: Record<string, { version?: string }>;
      };
      return Object.entries(packages).flatMap(([at, { version }]) => (at === '' ? [] : [`${at}@${version}`]));
    });
    return wanted !== undefined && wanted.sort().join() === found?.sort().join();
  } catch {
    return false;
  }
}

export function listNpmPeers(folder: string): Entrant[] {
  const enter = (id: PeerId, label: string, file: string, ...args: string[]): Entrant => ({
    id,
    label,
    program: process.execPath,
    args: [path.join(folder, file), ...args],
    env: { NODE_OPTIONS: '' },
  });
  return [
    enter('tfjs-wasm', 'tfjs wasm', 'tfjs.mjs', 'wasm'),
    enter('tfjs-cpu', 'tfjs cpu', 'tfjs.mjs', 'cpu'),
    enter('convnetjs', 'convnetjs', 'convnetjs.mjs'),
    enter('brainjs', 'brain.js', 'brainjs.mjs'),
    enter('synaptic', 'synaptic', 'synaptic.mjs'),
  ];
}
