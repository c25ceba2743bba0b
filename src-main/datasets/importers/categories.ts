import type { CategoryColumn } from '../table/table.ts';

/** Texts as places in the list of those that are different. */
export function categoriesOf(name: string, texts: Iterable<string>, rows: number): CategoryColumn {
  const codes = new Int32Array(rows);
  const places = new Map<string, number>();
  let row = 0;
  for (const text of texts) {
    const code = text === '' ? -1 : (places.get(text) ?? places.size);
    if (code === places.size) places.set(text, code);
    codes[row++] = code;
  }
  return { kind: 'category', name, codes, categories: [...places.keys()] };
}
