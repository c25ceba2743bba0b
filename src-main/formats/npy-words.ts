/** Texts of one length as NumPy keeps them: `S`, a byte per letter, and `U`, four. Shorter ones end in zeros. */
export interface NumpyWords {
  words: true;
  size: number;
  read: (bytes: Uint8Array, at: number, littleEndian: boolean) => string;
}

/** @param code of a header without its byte order, e.g. `U12`; undefined where it names no text that is read */
export function findWords(code: string): NumpyWords | undefined {
  const [, kind, letters] = /^([SUa])(\d{1,5})$/.exec(code) ?? [];
  if (letters === undefined || letters === '0') return undefined;
  const length = Number(letters);
  if (kind === 'U') return { words: true, size: 4 * length, read: readWide(length) };
  return { words: true, size: length, read: (bytes, at) => readFixedText(bytes.subarray(at, at + length)) };
}

/** UTF-8, or where it is not that, Latin-1; without the zeros at its end. */
export function readFixedText(bytes: Uint8Array): string {
  let end = bytes.length;
  while (end > 0 && bytes[end - 1] === 0) end--;
  const text = bytes.subarray(0, end);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(text);
  } catch {
    return new TextDecoder('latin1').decode(text);
  }
}

const REPLACEMENT = 0xfffd;

function readWide(length: number): NumpyWords['read'] {
  return (bytes, at, littleEndian) => {
    const view = new DataView(bytes.buffer, bytes.byteOffset + at, 4 * length);
    const letters = Array.from({ length }, (_, k) => view.getUint32(4 * k, littleEndian));
    while (letters.at(-1) === 0) letters.pop();
    return letters.map((letter) => String.fromCodePoint(letter > 0x10ffff ? REPLACEMENT : letter)).join('');
  };
}
