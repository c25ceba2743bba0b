import { createWriteStream, mkdtempSync, rmSync, statSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { csvImporter } from '#main/datasets/importers/csv/csv.ts';
import { openFileSource } from '#main/formats/byte-source.ts';
import { createGenerator } from '#shared/core/random/generator.ts';

/**
 * How fast a large CSV becomes a table, and in how much memory beyond the table: 500,000 rows of 25 columns (22 numbers,
 * a date, two words). `-- --rows N` for another size. One JSON line.
 */
const rows = Number(process.argv[process.argv.indexOf('--rows') + 1] || 500_000) || 500_000;
const folder = mkdtempSync(path.join(tmpdir(), 'layerbench-import-'));
try {
  const file = path.join(folder, 'large.csv');
  await write(file);
  const { size } = statSync(file);
  const source = openFileSource(file);
  const before = process.memoryUsage().rss;
  let most = before;
  const start = performance.now();
  const startCpu = process.cpuUsage();
  const table = await csvImporter.read({
    name: 'large.csv',
    source,
    progress: () => (most = Math.max(most, process.memoryUsage().rss)),
    signal: new AbortController().signal,
  });
  const seconds = (performance.now() - start) / 1000;
  const cpu = process.cpuUsage(startCpu);
  source.close();
  const data = table.columns.reduce(
    (bytes, column) => bytes + (column.kind === 'category' ? column.codes : column.values).byteLength,
    0,
  );
  const megabytes = (bytes: number) => Math.round(bytes / 1e6);
  process.stdout.write(
    `${JSON.stringify({
      rows: table.rows,
      columns: table.columns.length,
      fileMB: megabytes(size),
      seconds: Number(seconds.toFixed(2)),
      // Of all threads; on a machine that does other things too it says more.
      cpuSeconds: Number(((cpu.user + cpu.system) / 1e6).toFixed(2)),
      megabytesPerSecond: Math.round(size / 1e6 / seconds),
      tableMB: megabytes(data),
      beyondTheTableMB: megabytes(most - before - data),
    })}\n`,
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function write(file: string): Promise<void> {
  const random = createGenerator(7).stream('data');
  const out = createWriteStream(file);
  const numbers = Array.from({ length: 22 }, (_, at) => `x${at + 1}`);
  out.write(`id,${numbers.join(',')},day,kind\n`);
  for (let row = 0; row < rows; row += 1) {
    const values = numbers.map((_, at) => (random.uniform() * 10 ** (at % 5)).toFixed(4 + (at % 3)));
    const day = new Date(Date.UTC(2020, 0, 1 + (row % 2000))).toISOString().slice(0, 10);
    const line = `site ${row % 40},${values.join(',')},${day},${row % 3 === 0 ? 'rose' : 'iris'}\n`;
    if (!out.write(line)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'finish');
}
