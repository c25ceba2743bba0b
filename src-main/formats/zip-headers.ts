import { crc32 } from 'node:zlib';

/** 1 January 1980, the earliest date that a ZIP archive knows: the same entries give the same bytes. */
const FIXED_DATE = (1 << 5) | 1;
/** ZIP 2.0, and names in UTF-8. */
const VERSION = 20;
const UTF8_NAMES = 0x0800;

/** A stored entry, as the local header and the directory say it. */
export interface StoredEntry {
  name: string;
  size: number;
  crc: number;
}

/** The one offset and size that a ZIP archive without its 64-bit form can say. */
export const mostZipBytes = 0xffffffff;
export const mostZipEntries = 0xffff;

export function localHeader(entry: StoredEntry): Uint8Array {
  const name = new TextEncoder().encode(entry.name);
  const header = new Uint8Array(30 + name.length);
  header.set([0x50, 0x4b, 3, 4]);
  header.set(facts(entry, name.length), 4);
  header.set(name, 30);
  return header;
}

/** @param offset where the entry's local header begins */
export function centralHeader(entry: StoredEntry, offset: number): Uint8Array {
  const name = new TextEncoder().encode(entry.name);
  const header = new Uint8Array(46 + name.length);
  header.set([0x50, 0x4b, 1, 2, VERSION, 0]);
  header.set(facts(entry, name.length), 6);
  new DataView(header.buffer).setUint32(42, offset, true);
  header.set(name, 46);
  return header;
}

/** @param start where the directory begins */
export function endOfDirectory(count: number, start: number, size: number): Uint8Array {
  const end = new DataView(new ArrayBuffer(22));
  end.setUint32(0, 0x06054b50, true);
  end.setUint16(8, count, true);
  end.setUint16(10, count, true);
  end.setUint32(12, size, true);
  end.setUint32(16, start, true);
  return new Uint8Array(end.buffer);
}

/** CRC-32 of bytes that lie in several parts. */
export function crcOf(parts: readonly Uint8Array[]): number {
  return parts.reduce((crc, part) => crc32(part, crc), 0);
}

/** The 26 bytes that the local header and the directory have in common. */
function facts({ size, crc }: StoredEntry, nameLength: number): Uint8Array {
  const bytes = new DataView(new ArrayBuffer(26));
  bytes.setUint16(0, VERSION, true);
  bytes.setUint16(2, UTF8_NAMES, true);
  bytes.setUint16(8, FIXED_DATE, true);
  bytes.setUint32(10, crc, true);
  bytes.setUint32(14, size, true);
  bytes.setUint32(18, size, true);
  bytes.setUint16(22, nameLength, true);
  return new Uint8Array(bytes.buffer);
}
