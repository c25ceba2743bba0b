import { Dataset, type Group } from 'jsfive';
import type { Refusals } from '../refusals.ts';
import type { StoredArray } from '../stored-array.ts';
import { storedDataSet, type FileBytes } from './data-set.ts';
import { inLibrary, type OpenFile } from './open-file.ts';
import { TextHeap } from './text-heap.ts';

const MOST_OBJECTS = 10_000;
const MOST_DEPTH = 32;

/**
 * The data sets of a file that are arrays, under their paths. Links to other places are not followed, and no group is
 * entered twice.
 *
 * @throws ProblemError
 */
export function listDataSets({ root, bytes }: OpenFile, refusals: Refusals): StoredArray[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const file: FileBytes = { bytes, view, heap: new TextHeap(bytes, refusals) };
  const found: StoredArray[] = [];
  const seen = new Set<number>();
  const waiting: { group: Group; path: string[] }[] = [{ group: root, path: [] }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { group, path } = next;
    if (path.length > MOST_DEPTH)
      throw refusals.tooLarge(
        JSON.stringify(`/${path.slice(0, 3).join('/')}…`),
        path.length,
        MOST_DEPTH,
        'dimensions',
      );
    seen.add(group._dataobjects.offset);
    for (const [name, target] of Object.entries(group._links)) {
      if (typeof target !== 'number' || seen.has(target) || /^\.?$|\//.test(name)) continue;
      seen.add(target);
      if (seen.size > MOST_OBJECTS) throw refusals.tooLarge('"/"', seen.size, MOST_OBJECTS, 'entries');
      const full = [...path, name];
      const place = JSON.stringify(`/${full.join('/')}`);
      const object = inLibrary(place, refusals, () => group.get(name));
      if (!(object instanceof Dataset)) waiting.push({ group: object, path: full });
      else {
        const array = storedDataSet(full.join('/'), object, file, refusals);
        if (array !== undefined) found.push(array);
      }
    }
  }
  return found;
}
