import { describe, expect, it } from 'vitest';
import { checkThrift } from '#main/formats/parquet/thrift-check.ts';

const check = (bytes: readonly number[]) => checkThrift(new DataView(Uint8Array.from(bytes).buffer), 0);

describe('a struct of the compact protocol', () => {
  it('is walked to its end', () => {
    // A number, a text of two letters, a list of three numbers, a struct within, true, and what follows.
    expect(
      check([0x15, 0x80, 0x01, 0x18, 2, 65, 66, 0x19, 0x35, 1, 2, 3, 0x1c, 0x15, 1, 0, 0x11, 0, 9]),
    ).toBe(18);
  });

  it.each([
    [
      'a list longer than the bytes that are left',
      [0x19, 0xf5, 0xff, 0xff, 0xff, 0xff, 0x0f, 1],
      'a list of 4294967295',
    ],
    ['a text longer than the bytes that are left', [0x18, 100, 65], 'it ends early'],
    [
      'a number without an end',
      [0x15, ...new Array<number>(20).fill(0x80)],
      'a number of more than 10 bytes',
    ],
    ['structs within structs without an end', new Array<number>(99).fill(0x1c), 'structs nest too deeply'],
    [
      'lists within lists without an end',
      [0x19, ...new Array<number>(99).fill(0x19)],
      'lists nest too deeply',
    ],
    ['a type that there is none of', [0x1e, 0], 'there is no type 14'],
  ])('is refused for %s', (_, bytes, expected) => expect(() => check(bytes)).toThrow(expected));
});
