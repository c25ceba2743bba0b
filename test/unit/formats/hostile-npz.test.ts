import { crc32, deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readNpz, writeNpz } from '#main/formats/npz.ts';
import { writeNpy } from '#main/formats/npy.ts';
import { writeZip } from '#main/formats/zip-writer.ts';
import { isProblem } from '#shared/problem.ts';

const refusal = (bytes: Uint8Array): string => {
  try {
    readNpz(bytes, 'w.npz');
  } catch (error) {
    if (isProblem(error)) return error.message;
    throw error;
  }
  throw new Error('Nothing was refused.');
};

const array = { shape: [2, 2], values: Float64Array.of(1, 2, 3, 4) };
const sound = () => Buffer.from(writeNpz([['W1', array]], 'w.npz'));
/** An archive of one entry W1.npy with these bytes. */
const holding = (bytes: Uint8Array) => writeZip([{ name: 'W1.npy', bytes }]);
/** An array of version 1 with this header and 32 bytes of numbers. */
const headed = (header: string, version = 1) => {
  const start = Buffer.from([
    0x93,
    ...Buffer.from('NUMPY'),
    version,
    0,
    header.length & 255,
    header.length >> 8,
  ]);
  return holding(Buffer.concat([start, Buffer.from(header, 'latin1'), Buffer.alloc(32)]));
};
const dictionary = (more: Partial<Record<'descr' | 'fortran_order' | 'shape', string>>) => {
  const fields = { descr: "'<f8'", fortran_order: 'False', shape: '(2, 2)', ...more };
  const entries = Object.entries(fields).map(([key, value]) => `'${key}': ${value}, `);
  return headed(`{${entries.join('')}}\n`);
};

/** The sound archive with other numbers in its directory. */
function withDirectory(change: (directory: Buffer) => void, archive = sound()): Buffer {
  const start = archive.readUInt32LE(archive.length - 6);
  change(archive.subarray(start));
  return archive;
}

/** One deflated entry that claims `size` unpacked bytes. */
function deflated(content: Uint8Array, size = content.length): Buffer {
  const packed = deflateRawSync(content);
  return withDirectory(
    (directory) => {
      directory.writeUInt16LE(8, 10);
      directory.writeUInt32LE(crc32(content), 16);
      directory.writeUInt32LE(size, 24);
    },
    Buffer.from(writeZip([{ name: 'W1.npy', bytes: packed }])),
  );
}

describe('what is not an archive is refused in one sentence that names the file', () => {
  it.each([
    ['an empty file', Buffer.alloc(0), 'w.npz, the archive: it is not a ZIP archive'],
    ['text', Buffer.from('1,2,3\n'.repeat(40)), 'w.npz, the archive: it is not a ZIP archive'],
    ['half a file', sound().subarray(0, 150), 'w.npz, the archive: it ends before its directory'],
    ['an empty file of zeros', Buffer.alloc(4096), 'it is not a ZIP archive'],
  ])('%s', (_, bytes, expected) => expect(refusal(bytes)).toContain(expected));

  it('any cut of a file', () => {
    const bytes = sound();
    for (let length = 0; length < bytes.length; length++)
      expect(refusal(bytes.subarray(0, length))).toMatch(/^w\.npz, the archive: .+; .+\.$/);
  });

  it('any changed byte is refused, or changes nothing that is read', () => {
    const bytes = sound();
    const expected = readNpz(bytes, 'w.npz');
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: bytes.length - 1 }),
        fc.integer({ min: 1, max: 255 }),
        (at, flip) => {
          const changed = Buffer.from(bytes);
          changed[at] = (changed[at] ?? 0) ^ flip;
          let arrays;
          try {
            arrays = readNpz(changed, 'w.npz');
          } catch (error) {
            expect(isProblem(error)).toBe(true);
            return;
          }
          expect(arrays).toEqual(expected);
        },
      ),
      { seed: 5, numRuns: 2000 },
    );
  });
});

describe('an entry is refused by name', () => {
  it.each(['../W1.npy', '/etc/W1.npy', 'a/W1.npy', 'a\\W1.npy', 'W1.txt', '.npy'])('called %s', (name) => {
    const bytes = writeZip([{ name, bytes: writeNpy(array) }]);
    expect(refusal(bytes)).toContain(`w.npz, entry ${JSON.stringify(name)}: its name`);
  });

  it('without letting its name write more than one line', () => {
    const name = `W\n1\u001b[2J\u202e${'x'.repeat(500)}.npy`;
    const message = refusal(writeZip([{ name, bytes: writeNpy(array) }]));
    expect(['\n', '\u001b', '\u202e'].filter((character) => message.includes(character))).toEqual([]);
    expect(message.length).toBeLessThan(250);
  });

  it('when two have one name', () => {
    const entry = { name: 'W1.npy', bytes: writeNpy(array) };
    expect(refusal(writeZip([entry, entry]))).toContain('entry "W1.npy": it stands there twice');
  });

  it('when its bytes are not those of its checksum', () => {
    const bytes = sound();
    bytes[bytes.readUInt32LE(bytes.length - 6) - 1] = 7;
    expect(refusal(bytes)).toContain('entry "W1.npy": its checksum does not fit its bytes');
  });

  it('when it is encrypted, or packed in another way', () => {
    expect(refusal(withDirectory((directory) => directory.writeUInt16LE(1, 8)))).toContain('it is encrypted');
    expect(refusal(withDirectory((directory) => directory.writeUInt16LE(14, 10)))).toContain(
      'compression method 14; stored (0) and deflated (8) are accepted',
    );
  });

  it('when its deflated bytes are damaged', () => {
    const bytes = deflated(writeNpy(array));
    // Deflate knows no block of type 3.
    bytes[30 + 'W1.npy'.length] = 0xff;
    expect(refusal(bytes)).toContain('entry "W1.npy": its compressed bytes are damaged');
  });
});

describe('sizes that lie', () => {
  it('are found when less or more unpacks than the directory says', () => {
    const content = writeNpy(array);
    expect(readNpz(deflated(content), 'w.npz').get('W1')?.shape).toEqual([2, 2]);
    expect(refusal(deflated(content, content.length - 1))).toContain(
      `more than the ${content.length - 1} bytes that the directory says`,
    );
    expect(refusal(deflated(content, content.length + 1))).toContain(
      `${content.length} bytes where the directory says ${content.length + 1}`,
    );
  });

  it('are found when they point outside of the file', () => {
    const far = withDirectory((directory) => directory.writeUInt32LE(0x7fffffff, 42));
    expect(refusal(far)).toContain('an offset that lies outside of the file');
    const long = withDirectory((directory) => directory.writeUInt32LE(0x7fffffff, 20));
    expect(refusal(long)).toContain('2147483647 bytes, more than the file holds');
    const many = sound();
    many.writeUInt16LE(60_000, many.length - 12);
    expect(refusal(many)).toContain('60000 entries; at most 4096 are accepted');
  });

  it('are found when two entries share their bytes', () => {
    const bytes = Buffer.from(
      writeZip(['W1.npy', 'W1.npy'].map((name) => ({ name, bytes: writeNpy(array) }))),
    );
    const shared = withDirectory((directory) => directory.writeUInt32LE(0, 46 + 6 + 42), bytes);
    expect(refusal(shared)).toContain('it overlaps another entry');
  });

  it('are refused before a bomb is unpacked', () => {
    expect(refusal(deflated(Buffer.alloc(2 ** 25)))).toMatch(
      /entry "W1\.npy": \d+ bytes that unpack to 33554432; at most 200 times/,
    );
    expect(refusal(deflated(Buffer.alloc(10), 2 ** 31))).toContain('it unpacks to 2147483648 bytes');
  });
});

describe('the header of an array is refused', () => {
  it.each([
    ['with another magic', holding(Buffer.alloc(200)), 'entry "W1.npy": it is not an array'],
    ['cut short', holding(writeNpy(array).subarray(0, 40)), 'it ends within its header'],
    ['of a version to come', headed('{}', 9), 'version 9 of the .npy format; versions 1 to 3 are accepted'],
    ['that is no dictionary', headed('[1, 2]\n'), 'the header "[1, 2]"'],
    ['with code in it', headed("{'descr': __import__('os')}\n"), "the header \"{'descr': __import__('os')}"],
    [
      'with a field too many',
      headed("{'descr': '<f8', 'fortran_order': False, 'shape': (4,), 'x': True}"),
      'the header',
    ],
    ['of Python objects', dictionary({ descr: "'|O'" }), "the type '|O'; float32, float64, int32, int64"],
    ['of text', dictionary({ descr: "'<U3'" }), "the type '<U3'"],
    ['of records', dictionary({ descr: "[('a', '<f8')]" }), 'the header'],
    [
      'with a shape that fits nowhere',
      dictionary({ shape: '(99999999999, 99999999999)' }),
      'the shape (99999999999',
    ],
    [
      'with a shape for other bytes',
      dictionary({ shape: '(3, 2)' }),
      '32 bytes of numbers; shape (3, 2) of float64 needs 48',
    ],
  ])('%s', (_, bytes, expected) => expect(refusal(bytes)).toContain(expected));

  it('when it is huge', () => {
    const header = Buffer.alloc(12);
    header.set([0x93, ...Buffer.from('NUMPY'), 2, 0]);
    header.writeUInt32LE(0xfffffff0, 8);
    expect(refusal(holding(header))).toContain('a header of 4294967280 bytes; at most 65536 are accepted');
  });

  it('when a whole number in it is too large to stay exact', () => {
    const bytes = Buffer.from(writeNpy({ shape: [1], values: Float64Array.of(0) }));
    bytes.write('<i8', bytes.indexOf('<f8'));
    bytes.writeBigInt64LE(2n ** 53n + 1n, bytes.length - 8);
    expect(refusal(holding(bytes))).toContain(
      'the whole number 9007199254740993; up to 2^53 − 1 is accepted',
    );
  });
});
