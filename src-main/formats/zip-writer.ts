import { crc32 } from 'node:zlib';

/** 1 January 1980, the earliest date that a ZIP archive knows: the same entries give the same bytes. */
const FIXED_DATE = (1 << 5) | 1;
/** ZIP 2.0, and names in UTF-8. */
const VERSION = 20;
const UTF8_NAMES = 0x0800;

/**
 * A ZIP archive of stored entries, after PKWARE's APPNOTE 6.3.10. Without the 64-bit form, so its bytes and those of
 * its entries stay below 4 GiB, and its entries below 65,536.
 */
export function writeZip(entries: readonly { name: string; bytes: Uint8Array }[]): Uint8Array {
  const parts: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let offset = 0;
  const add = (list: Uint8Array[], part: Uint8Array) => {
    list.push(part);
    offset += part.length;
  };
  for (const { name, bytes } of entries) {
    const nameBytes = new TextEncoder().encode(name);
    const facts = describeEntry(nameBytes, bytes);
    directory.push(centralHeader(facts, offset), nameBytes);
    add(parts, localHeader(facts));
    add(parts, nameBytes);
    add(parts, bytes);
  }
  const start = offset;
  for (const part of directory) add(parts, part);
  parts.push(endOfDirectory(entries.length, start, offset - start));
  return Buffer.concat(parts);
}

/** The 26 bytes that the local header and the directory have in common. */
function describeEntry(name: Uint8Array, bytes: Uint8Array): Uint8Array {
  const facts = new DataView(new ArrayBuffer(26));
  facts.setUint16(0, VERSION, true);
  facts.setUint16(2, UTF8_NAMES, true);
  facts.setUint16(8, FIXED_DATE, true);
  facts.setUint32(10, crc32(bytes), true);
  facts.setUint32(14, bytes.length, true);
  facts.setUint32(18, bytes.length, true);
  facts.setUint16(22, name.length, true);
  return new Uint8Array(facts.buffer);
}

function localHeader(facts: Uint8Array): Uint8Array {
  const header = new Uint8Array(30);
  header.set([0x50, 0x4b, 3, 4]);
  header.set(facts, 4);
  return header;
}

function centralHeader(facts: Uint8Array, offset: number): Uint8Array {
  const header = new Uint8Array(46);
  header.set([0x50, 0x4b, 1, 2, VERSION, 0]);
  header.set(facts, 6);
  new DataView(header.buffer).setUint32(42, offset, true);
  return header;
}

function endOfDirectory(count: number, start: number, size: number): Uint8Array {
  const end = new DataView(new ArrayBuffer(22));
  end.setUint32(0, 0x06054b50, true);
  end.setUint16(8, count, true);
  end.setUint16(10, count, true);
  end.setUint32(12, size, true);
  end.setUint32(16, start, true);
  return new Uint8Array(end.buffer);
}
