/** By code unit, so that the order is the same in every language. */
export function sortTexts(texts: Iterable<string>): string[] {
  return [...texts].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}
