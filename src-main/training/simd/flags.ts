import { setFlagsFromString } from 'node:v8';

/**
 * Whether V8 pairs two 128-bit operations of a module into one of 256 bits when it optimises the module. The flag
 * belongs to the whole process and is read whenever a function is compiled; only V8 for x64 has it.
 */
export function setPairing(on: boolean): void {
  setFlagsFromString(on ? '--experimental-wasm-revectorize' : '--no-experimental-wasm-revectorize');
}

/**
 * Whether V8's quick first compiler, which pairs nothing, is left out. Without it a module is compiled once, by the
 * optimiser and without a look at how often what was called: what was checked is then what runs.
 */
export function setOptimisedAtOnce(on: boolean): void {
  setFlagsFromString(on ? '--no-liftoff' : '--liftoff');
}
