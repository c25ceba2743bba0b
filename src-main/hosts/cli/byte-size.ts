import { inByteUnit } from '#shared/byte-unit.ts';

/** "812 B", "41.2 MB". */
export function byteSize(bytes: number): string {
  const { value, digits, unit } = inByteUnit(bytes);
  return `${value.toFixed(digits)} ${unit}`;
}
