import { exponential } from './exponential';
import { logarithm } from './logarithm';
import { gelu } from './smooth-rectifiers';
import { sigmoid, tanh } from './squash';

/** The functions over `count` numbers, a multiple of four, in place: what their error bounds are tested on. */
export function exponentials(at: usize, count: i32): void {
  for (const end = at + (<usize>count << 2); at < end; at += 16) v128.store(at, exponential(v128.load(at)));
}

export function logarithms(at: usize, count: i32): void {
  for (const end = at + (<usize>count << 2); at < end; at += 16) v128.store(at, logarithm(v128.load(at)));
}

export function sigmoids(at: usize, count: i32): void {
  for (const end = at + (<usize>count << 2); at < end; at += 16) v128.store(at, sigmoid(v128.load(at)));
}

export function hyperbolicTangents(at: usize, count: i32): void {
  for (const end = at + (<usize>count << 2); at < end; at += 16) v128.store(at, tanh(v128.load(at)));
}

export function gelus(at: usize, count: i32): void {
  for (const end = at + (<usize>count << 2); at < end; at += 16) v128.store(at, gelu(v128.load(at)));
}
