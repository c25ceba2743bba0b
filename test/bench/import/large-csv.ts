import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { createGenerator } from '#shared/core/random/generator.ts';

/** Writes so many rows of 25 columns: a word, 22 numbers, a date, a class; about 220 bytes each. */
export async function writeLargeCsv(file: string, rows: number): Promise<void> {
  const random = createGenerator(7).stream('data');
  const out = createWriteStream(file);
  const numbers = Array.from({ length: 22 }, (_, at) => `x${at + 1}`);
  out.write(`site,${numbers.join(',')},day,kind\n`);
  for (let row = 0; row < rows; row += 1) {
    const values = numbers.map((_, at) => (random.uniform() * 10 ** (at % 5)).toFixed(4 + (at % 3)));
    const day = new Date(Date.UTC(2020, 0, 1 + (row % 2000))).toISOString().slice(0, 10);
    const line = `site ${row % 40},${values.join(',')},${day},${row % 3 === 0 ? 'rose' : 'iris'}\n`;
    if (!out.write(line)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'finish');
}
