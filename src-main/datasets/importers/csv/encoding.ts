import { isAscii, isUtf8 } from 'node:buffer';
import type { TextEncodingName } from '#shared/contract/imports.ts';
import { problem } from '#shared/problem.ts';
import type { ByteSource } from '../../../formats/byte-source.ts';

/** Bytes that are read at once. */
export const chunkBytes = 1 << 20;

/**
 * What a text is written in. UTF-16 is told by its mark or by its zeros, UTF-8 by being nothing else from the first
 * byte to the last; any other text without zeros is taken for latin-1, as Windows writes it.
 *
 * @throws ProblemError file.binary; csv.encoding where the text is UTF-8 up to a line and then no more
 */
export function guessEncoding(source: ByteSource, file: string): TextEncodingName {
  const head = source.read(0, Math.min(source.size, 1024));
  const wide = guessWide(head);
  if (wide !== null) return wide;
  let sawMultibyte = false;
  let kept: Uint8Array = new Uint8Array();
  for (let at = 0; at < source.size; at += chunkBytes) {
    const chunk = joined(kept, source.read(at, Math.min(chunkBytes, source.size - at)));
    if (chunk.includes(0)) throw problem('file.binary', { file });
    const isLast = at + chunkBytes >= source.size;
    const whole = isLast ? chunk.length : chunk.length - unfinished(chunk);
    const bytes = chunk.subarray(0, whole);
    if (!isUtf8(bytes)) {
      const good = validPrefix(bytes);
      if (!sawMultibyte && isAscii(bytes.subarray(0, good))) return 'latin-1';
      throw problem('csv.encoding', {
        file,
        line: lineAt(source, at - kept.length + good),
        encoding: 'UTF-8',
      });
    }
    sawMultibyte ||= !isAscii(bytes);
    kept = chunk.slice(whole);
  }
  return 'utf-8';
}

/** A text as UTF-8 without its mark, piece by piece. A piece may end within a character. */
export function* readUtf8(source: ByteSource, encoding: TextEncodingName): Generator<Uint8Array> {
  const decoder = encoding === 'utf-8' ? null : new TextDecoder(labels[encoding]);
  const encoder = new TextEncoder();
  for (let at = 0; at < source.size; at += chunkBytes) {
    const raw = source.read(at, Math.min(chunkBytes, source.size - at));
    const bytes = decoder === null ? raw : encoder.encode(decoder.decode(raw, { stream: true }));
    yield at === 0 && startsWithMark(bytes) ? bytes.subarray(3) : bytes;
  }
}

const labels = { 'utf-16le': 'utf-16le', 'utf-16be': 'utf-16be', 'latin-1': 'windows-1252' } as const;

function startsWithMark(bytes: Uint8Array): boolean {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
}

function guessWide(head: Uint8Array): TextEncodingName | null {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  // Plain letters of UTF-16 have a zero in every other byte.
  const pairs = head.length >> 1;
  if (pairs < 2) return null;
  let [even, odd] = [0, 0];
  for (let at = 0; at + 1 < head.length; at += 2) {
    if (head[at] === 0) even += 1;
    if (head[at + 1] === 0) odd += 1;
  }
  if (even === 0 && odd > 0.7 * pairs) return 'utf-16le';
  return odd === 0 && even > 0.7 * pairs ? 'utf-16be' : null;
}

function joined(before: Uint8Array, after: Uint8Array): Uint8Array {
  return before.length === 0 ? after : Buffer.concat([before, after]);
}

/** Bytes at the end that begin a character and do not end it. */
function unfinished(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) return back < (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) ? back : 0;
  }
  return 0;
}

/** How many bytes are good UTF-8, found by halving. */
function validPrefix(bytes: Uint8Array): number {
  let [good, bad] = [0, bytes.length];
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    const prefix = bytes.subarray(0, middle);
    if (isUtf8(prefix.subarray(0, middle - unfinished(prefix)))) good = middle;
    else bad = middle;
  }
  return good - unfinished(bytes.subarray(0, good));
}

function lineAt(source: ByteSource, place: number): number {
  let line = 1;
  for (let at = 0; at < place; at += chunkBytes) {
    const bytes = source.read(at, Math.min(chunkBytes, place - at));
    for (let found = bytes.indexOf(10); found >= 0; found = bytes.indexOf(10, found + 1)) line += 1;
  }
  return line;
}
