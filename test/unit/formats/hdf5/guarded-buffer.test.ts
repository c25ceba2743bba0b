import { describe, expect, it } from 'vitest';
import { GuardedBuffer } from '#main/formats/hdf5/guarded-buffer.ts';

describe('the bytes of a file that are lent to a reader', () => {
  it('are taken as from any buffer', () => {
    const buffer = new GuardedBuffer(8);
    new Uint8Array(buffer).set([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(Array.from(new Uint8Array(buffer.slice(2, 4)))).toEqual([3, 4]);
    expect(buffer.slice(6).byteLength).toBe(2);
  });

  it.each([
    [4, 9],
    [-1, 4],
    [5, 4],
    [NaN, 4],
  ])('are not taken from %d to %d of 8', (start, end) => {
    expect(() => new GuardedBuffer(8).slice(start, end)).toThrow('lie outside of 8');
  });

  it('come to an end for a walk in circles', () => {
    const buffer = new GuardedBuffer(2 ** 20);
    const walk = () => {
      for (;;) buffer.slice(0, 2 ** 20);
    };
    expect(walk).toThrow('its parts refer to each other in circles');
  });
});
