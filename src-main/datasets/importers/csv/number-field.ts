import { isMissing, readNumber } from '../../csv/cells.ts';

/** What a field holds that is no number: nothing, or something else. */
export const nothing = Symbol('nothing');
export const otherText = Symbol('text');

/** Powers of ten that float64 holds exactly. */
const tens = Float64Array.from({ length: 23 }, (_, power) => Number(`1e${power}`));
const [minus, plus, point, zero, nine] = [45, 43, 46, 48, 57];

/**
 * The number of a field, as `Number` reads it. Up to 15 digits are read from the bytes: they and the power of ten are
 * exact, so that one division rounds correctly.
 *
 * @param decimal the byte that parts the fraction
 */
export function readNumberField(
  bytes: Buffer,
  start: number,
  end: number,
  decimal: number,
): number | typeof nothing | typeof otherText {
  if (start === end) return nothing;
  const first = bytes[start]!;
  let at = first === minus || first === plus ? start + 1 : start;
  let [digits, fraction, value, points] = [0, 0, 0, 0];
  for (; at < end; at += 1) {
    const byte = bytes[at]!;
    if (byte >= zero && byte <= nine) {
      value = value * 10 + (byte - zero);
      digits += 1;
      fraction += points;
    } else if (byte === decimal && points === 0) points = 1;
    else break;
  }
  if (at === end && digits > 0 && digits <= 15) {
    const size = fraction === 0 ? value : value / tens[fraction]!;
    return first === minus ? -size : size;
  }
  return readText(bytes.toString('utf8', start, end), decimal);
}

/** The number of a field's text, by the same rules. */
export function readText(text: string, decimal: number): number | typeof nothing | typeof otherText {
  if (isMissing(text)) return nothing;
  const plain = decimal === point ? text : withPoint(text, String.fromCharCode(decimal));
  return plain === null || Number.isNaN(readNumber(plain)) ? otherText : Number(plain);
}

/** With a decimal comma a point parts nothing, so such a text is no number. */
function withPoint(text: string, decimal: string): string | null {
  return text.includes('.') ? null : text.replace(decimal, '.');
}
