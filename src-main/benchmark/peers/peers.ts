import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Entrant } from '../entrants.ts';
import { installNpmPeers, listNpmPeers } from './npm-peers.ts';
import { findPythonPeers } from './python-peers.ts';

export interface Peers {
  entrants: Entrant[];
  /** Who is not here and why, a sentence each. */
  absent: string[];
}

/**
 * Other libraries as contestants, with what they need: those of npm are installed beside their programs, those of
 * Python are used where the machine has them.
 *
 * @param folder `test/bench/peers` of a checkout
 */
export async function preparePeers(folder: string, signal: AbortSignal): Promise<Peers> {
  if (!existsSync(path.join(folder, 'package.json')))
    return {
      entrants: [],
      absent: [
        'No peers: their programs are in test/bench/peers of a checkout, which an installed package lacks.',
      ],
    };
  const failure = await installNpmPeers(folder, signal);
  const python = await findPythonPeers(folder, signal);
  return {
    entrants: [...(failure === null ? listNpmPeers(folder) : []), ...python.entrants],
    absent: [
      ...(failure === null ? [] : [`No peers of npm: "npm ci" in ${folder} did not work (${failure}).`]),
      ...python.absent,
    ],
  };
}
