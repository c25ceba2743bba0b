import { Layer, Network, Worker } from './network';

/** Bytes of the records, for the plan to set aside and to hold its own idea of them against. */
export function networkBytes(): i32 {
  return offsetof<Network>();
}

export function layerBytes(): i32 {
  return offsetof<Layer>();
}

export function workerBytes(): i32 {
  return offsetof<Worker>();
}
