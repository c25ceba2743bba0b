import { loadUpTo, storeUpTo } from './lanes';
import { Layer } from './network';

/**
 * Which units are dropped is a hash of seed, layer, step and place, so any part of a batch can be computed by itself.
 * `random/dropout-mask.ts` says the same in TypeScript.
 */
@inline
function mix(x: v128): v128 {
  x = v128.xor(x, i32x4.shr_u(x, 16));
  x = i32x4.mul(x, i32x4.splat(0x85ebca6b));
  x = v128.xor(x, i32x4.shr_u(x, 13));
  x = i32x4.mul(x, i32x4.splat(0xc2b2ae35));
  return v128.xor(x, i32x4.shr_u(x, 16));
}

function mixOne(x: u32): u32 {
  x = (x ^ (x >> 16)) * 0x85ebca6b;
  x = (x ^ (x >> 13)) * 0xc2b2ae35;
  return x ^ (x >> 16);
}

/** to = from ⊙ mask / (1 − share) for the `count` numbers from place `first` of the batch on; may be in place. */
export function drop(layer: Layer, step: u32, first: i32, from: usize, to: usize, count: i32): void {
  const ofStep = i32x4.splat(mixOne(mixOne(step + layer.key1) ^ layer.key2));
  const key0 = i32x4.splat(layer.key0);
  const key3 = i32x4.splat(layer.key3);
  const below = i32x4.splat(layer.dropBelow);
  const scale = f32x4.splat(layer.dropScale);
  let place = i32x4.add(i32x4.splat(first), i32x4(0, 1, 2, 3));
  for (let left = count; left > 0; left -= 4, from += 16, to += 16) {
    const ofPlace = mix(i32x4.add(i32x4.mul(place, i32x4.splat(0x9e3779b9)), key0));
    const hash = mix(i32x4.add(v128.xor(ofPlace, ofStep), key3));
    const kept = i32x4.ge_u(i32x4.shr_u(hash, 8), below);
    storeUpTo(to, v128.and(f32x4.mul(loadUpTo(from, left), scale), kept), left);
    place = i32x4.add(place, i32x4.splat(4));
  }
}
