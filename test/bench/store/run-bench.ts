import { mkdtempSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { contestListing, contestReading, contestWriting, fillRuns, type Pair } from './contests.ts';
import { openNaiveStore } from './naive-store.ts';
import { openOurStore } from './our-store.ts';
import { makeReport, type StoreBenchReport } from './report.ts';
import type { Sizes } from './workload.ts';

/**
 * Both stores side by side in a folder of their own, which goes away.
 *
 * @param place where the folder is made: the file system that is measured
 * @param onProgress hears what is being done
 */
export function runStoreBench(
  sizes: Sizes,
  place: string,
  onProgress: (line: string) => void,
): StoreBenchReport {
  const folder = mkdtempSync(path.join(place, 'layerbench-bench-store-'));
  const files = (name: string) => ({
    ours: path.join(folder, `${name}.layerbench.sqlite`),
    naive: path.join(folder, `${name}.naive.sqlite`),
  });
  const inPair = <T>(name: string, work: (pair: Pair) => T): T => {
    const { ours, naive } = files(name);
    const pair = { ours: openOurStore(ours), naive: openNaiveStore(naive) };
    try {
      return work(pair);
    } finally {
      pair.ours.close();
      pair.naive.close();
    }
  };
  try {
    onProgress(`writing ${sizes.steps} steps`);
    const writing = inPair('long', (pair) => contestWriting(pair, sizes));
    const { ours, naive } = files('long');
    const bytes = { ours: statSync(ours).size, naive: statSync(naive).size };
    onProgress('reading');
    const reading = inPair('long', (pair) => contestReading(pair, sizes));
    onProgress(`writing ${sizes.runs} runs, to list them`);
    inPair('many', (pair) => fillRuns(pair, sizes));
    onProgress('listing');
    const listing = inPair('many', (pair) => contestListing(pair, sizes));
    return makeReport({ writing, reading, listing, bytes }, sizes, place);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
