import { constants } from 'node:fs';
import { access, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Command } from 'commander';
import { problem } from '#shared/problem.ts';
import { runBenchmark } from '../../../benchmark/benchmark.ts';
import { drawChart } from '../../../benchmark/chart.ts';
import { workloads, type Work } from '../../../benchmark/workloads.ts';
import { contestantProgram, peersFolder } from '../../places.ts';
import type { CommandContext } from '../context.ts';
import { describeBench } from '../describe-bench.ts';
import { exitCodes } from '../exit-codes.ts';
import { createProgressLine } from '../progress-line.ts';
import { parseWholeNumber } from '../whole-number.ts';

interface BenchCommandOptions {
  workloads: string;
  rounds: string;
  milliseconds: string;
  peers?: boolean;
  chart: string;
  json?: boolean;
}

export function addBench(program: Command, context: CommandContext, finish: (code: number) => void): void {
  const all = workloads.map(({ name }) => name).join();
  program
    .command('bench')
    .description("the engine's speed beside the machine's limit and other libraries, measured side by side")
    .option('--workloads <list>', 'which networks to train', all)
    .option('--rounds <n>', 'how often each contestant runs', '7')
    .option('--milliseconds <n>', 'how long it runs each time', '250')
    .option('--peers', 'with other libraries of npm, installed into test/bench/peers once, and of Python')
    .option('--chart <file>', 'where to write the chart, an SVG', 'layerbench-bench.svg')
    .option('--json', 'print one JSON document')
    .action(async (options: BenchCommandOptions) => finish(await bench(options, context)));
}

async function bench(options: BenchCommandOptions, { terminal }: CommandContext): Promise<number> {
  const chosen = parseWorkloads(options.workloads);
  const rounds = parseWholeNumber('--rounds', options.rounds, 1, 1000);
  const milliseconds = parseWholeNumber('--milliseconds', options.milliseconds, 1, 60_000);
  const chart = path.resolve(options.chart);
  await checkPlace(chart, options.chart);
  const stop = new AbortController();
  const release = terminal.onInterrupt(() => stop.abort());
  const progress = createProgressLine(terminal);
  try {
    const report = await runBenchmark({
      ...{ workloads: chosen, rounds, milliseconds, contestantProgram },
      ...(options.peers ? { peersFolder } : {}),
      onProgress: progress.show,
      onNews: progress.tell,
      signal: stop.signal,
    });
    progress.end();
    const written = await attemptToWrite(chart, drawChart(report));
    const document = { ...report, chart: written === null ? chart : null };
    terminal.print(options.json ? JSON.stringify(document, null, 2) : describeBench(report));
    if (written !== null) throw problem('file.unwritable', { file: options.chart, reason: written });
    terminal.tell(`Chart: ${chart}`);
    return exitCodes.done;
  } catch (error) {
    progress.end();
    if (stop.signal.aborted) return exitCodes.interrupted;
    throw error;
  } finally {
    release();
  }
}

function parseWorkloads(list: string): Work[] {
  const names = list.split(',').map((name) => name.trim().toUpperCase());
  const unknown = names.find((name) => workloads.every((work) => work.name !== name));
  if (unknown !== undefined)
    throw problem('usage', {
      reason: `--workloads "${list}": ${workloads.map(({ name }) => name).join(', ')} are accepted, not "${unknown}".`,
    });
  return workloads.filter(({ name }) => names.includes(name));
}

/** Minutes of measuring are not to end in a chart that cannot be written. */
async function checkPlace(chart: string, asGiven: string): Promise<void> {
  const folder = path.dirname(chart);
  try {
    await access(folder, constants.W_OK);
  } catch {
    throw problem('file.unwritable', { file: asGiven, reason: `${folder} is not a folder to write in` });
  }
  const found = await stat(chart).catch(() => null);
  if (found !== null && !found.isFile())
    throw problem('file.unwritable', { file: asGiven, reason: 'it is not a plain file' });
}

/** @returns why it could not be written; null when it is there */
async function attemptToWrite(file: string, text: string): Promise<string | null> {
  try {
    await writeFile(file, text);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
