import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createApp } from '#main/app.ts';
import { csvImporter } from '#main/datasets/importers/csv/csv.ts';
import { openFileSource } from '#main/formats/byte-source.ts';
import { resourcesFolder, threads, version } from '#main/hosts/places.ts';
import { systemClock } from '#main/services/clock.ts';
import { createLog } from '#main/services/log.ts';
import { writeLargeCsv } from './large-csv.ts';

/**
 * A large CSV, first read alone (how fast, and in how much memory beyond the table), then imported and kept by the
 * services (how long their own thread ever worked at a stretch). 500,000 rows of 25 columns; `-- --rows N` for others.
 * Two JSON lines.
 */
const asked = process.argv.indexOf('--rows');
const rows = asked < 0 ? 500_000 : Number(process.argv[asked + 1]);
const folder = mkdtempSync(path.join(tmpdir(), 'layerbench-import-'));
const file = path.join(folder, 'large.csv');
const megabytes = (bytes: number) => Math.round(bytes / 1e6);
const say = (facts: object) => void process.stdout.write(`${JSON.stringify(facts)}\n`);
try {
  await writeLargeCsv(file, rows);
  await readAlone();
  await importWhole();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function readAlone(): Promise<void> {
  const { size } = statSync(file);
  const source = openFileSource(file);
  const before = process.memoryUsage().rss;
  let most = before;
  const [start, startCpu] = [performance.now(), process.cpuUsage()];
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
  say({
    what: 'read',
    rows: table.rows,
    columns: table.columns.length,
    fileMB: megabytes(size),
    seconds: Number(seconds.toFixed(2)),
    // Of all threads; on a machine that does other things too it says more.
    cpuSeconds: Number(((cpu.user + cpu.system) / 1e6).toFixed(2)),
    megabytesPerSecond: Math.round(size / 1e6 / seconds),
    tableMB: megabytes(data),
    beyondTheTableMB: megabytes(most - before - data),
  });
}

async function importWhole(): Promise<void> {
  const app = await createApp({
    ...{
      host: 'cli',
      version,
      resourcesFolder,
      ...threads,
    },
    storeFile: path.join(folder, 'store.sqlite'),
    clock: systemClock,
    log: createLog({ debug: false }),
    simd: () => Promise.resolve({ level: '128', reason: 'measured without' }),
  });
  try {
    const stretch = watchStretches();
    const start = performance.now();
    let read = 0;
    const { examples, task } = await app.services.imports.importFile(file, {}, () => {
      read = performance.now() - start;
    });
    say({
      what: 'import and keep',
      examples,
      inputs: task.inputs,
      readSeconds: Number((read / 1000).toFixed(2)),
      seconds: Number(((performance.now() - start) / 1000).toFixed(2)),
      longestStretchMs: Math.round(stretch.longest()),
      storeMB: megabytes(statSync(path.join(folder, 'store.sqlite')).size),
    });
  } finally {
    await app.close();
  }
}

/** The most processor time that this thread took between two turns of its loop; what others do does not count. */
function watchStretches(): { longest: () => number } {
  let longest = 0;
  const cpu = () => {
    const { user, system } = process.threadCpuUsage();
    return (user + system) / 1000;
  };
  let last = cpu();
  const timer = setInterval(() => {
    const now = cpu();
    longest = Math.max(longest, now - last);
    last = now;
  }, 1);
  return {
    longest() {
      clearInterval(timer);
      return longest;
    },
  };
}
