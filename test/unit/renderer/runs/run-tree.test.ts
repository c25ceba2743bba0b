import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasLineage, linesBeside, toTree } from '#renderer/views/runs/run-tree.ts';

interface Item {
  id: string;
  parent: { run: string } | null;
}

/** `b<a` is b, forked from a. */
function items(...said: string[]): Item[] {
  return said.map((each) => {
    const [id = '', run] = each.split('<');
    return { id, parent: run === undefined ? null : { run } };
  });
}

const open: ReadonlySet<string> = new Set();
/** Every row as its id behind as many dots as its depth. */
const drawn = (said: string[], collapsed = open) =>
  toTree(items(...said), collapsed).map(({ item, depth }) => '.'.repeat(depth) + item.id);

describe('the lineage of runs', () => {
  it('stands each child under its parent, however deep', () => {
    expect(drawn(['a', 'b<a', 'c<b', 'd'])).toEqual(['a', '.b', '..c', 'd']);
  });

  it('keeps the order of the list where there is no lineage', () => {
    expect(drawn(['c', 'a', 'b'])).toEqual(['c', 'a', 'b']);
  });

  it('puts a family where its first member stands in the list, and children in the order of the list', () => {
    expect(drawn(['new<old', 'other', 'mid<old', 'old'])).toEqual(['old', '.new', '.mid', 'other']);
  });

  it('lets a grandchild draw its whole branch forward', () => {
    expect(drawn(['x<b', 'other', 'a<root', 'b<root', 'root'])).toEqual(['root', '.b', '..x', '.a', 'other']);
  });

  it('makes a run whose parent is not in the list a root', () => {
    expect(drawn(['b<gone', 'a'])).toEqual(['b', 'a']);
  });

  it('leaves out what lies under a collapsed run, and counts the children all the same', () => {
    const rows = toTree(items('a', 'b<a', 'c<b', 'd<a', 'e'), new Set(['a']));
    expect(rows.map(({ item, children }) => [item.id, children])).toEqual([
      ['a', 2],
      ['e', 0],
    ]);
  });

  it('says the place among the siblings, and on which levels a line goes on below', () => {
    const rows = toTree(items('a', 'b<a', 'c<b', 'd<a', 'e'), open);
    expect(rows.map((row) => [row.item.id, `${row.position}/${row.of}`, linesBeside(row, 9)])).toEqual([
      ['a', '1/2', []],
      ['b', '1/2', [true]],
      ['c', '1/1', [true, false]],
      ['d', '2/2', [false]],
      ['e', '2/2', []],
    ]);
  });

  it('names the row that a run stands under, and none for a root', () => {
    const rows = toTree(items('a', 'b<a', 'c<gone'), open);
    expect(rows.map(({ above }) => above?.item.id)).toEqual([undefined, 'a', undefined]);
  });

  it.each([
    ['a run that names itself', ['a<a', 'b'], ['a', 'b']],
    ['two that name each other', ['a<b', 'b<a'], ['b', '.a']],
    ['a circle with a branch', ['x<a', 'a<b', 'b<c', 'c<a'], ['c', '.b', '..a', '...x']],
  ])('neither hangs nor loses a run where lineage goes in a circle: %s', (_, said, expected) => {
    expect(drawn(said)).toEqual(expected);
  });

  it('shows every run exactly once under its parent, whatever the lineage', () => {
    const lineage = fc.array(fc.option(fc.nat(30), { nil: null }), { maxLength: 25 });
    fc.assert(
      fc.property(lineage, (parents) => {
        const all = parents.map((parent, at) => ({
          id: String(at),
          parent: parent === null ? null : { run: String(parent) },
        }));
        const rows = toTree(all, open);
        expect(rows.map(({ item }) => item.id).sort()).toEqual(all.map(({ id }) => id).sort());
        rows.forEach((row, at) => {
          expect(row.above).toBe(rows.slice(0, at).findLast(({ depth }) => depth < row.depth) ?? null);
          if (row.above !== null) expect(row.item.parent?.run).toBe(row.above.item.id);
        });
      }),
      { seed: 4, numRuns: 300 },
    );
  });

  it('is there as soon as a run and its parent both are', () => {
    expect(hasLineage(items('a', 'b'))).toBe(false);
    expect(hasLineage(items('a', 'b<gone'))).toBe(false);
    expect(hasLineage(items('b<a', 'a'))).toBe(true);
  });

  it('draws only the innermost lines of a run that lies deep', () => {
    const deep = toTree(items('a', 'b<a', 'c<b', 'x<b', 'd<c'), open).find(({ item }) => item.id === 'd');
    expect(deep && linesBeside(deep, 9)).toEqual([false, true, false]);
    expect(deep && linesBeside(deep, 2)).toEqual([true, false]);
  });

  it.each([
    ['a chain of 10,000 forks', (at: number) => at - 1, 9999],
    ['10,000 forks of one run', () => 0, 1],
  ])('takes %s', (_, parentOf, depth) => {
    const all = Array.from({ length: 10_000 }, (_, at) => (at === 0 ? '0' : `${at}<${parentOf(at)}`));
    const rows = toTree(items(...all), open);
    expect(rows).toHaveLength(10_000);
    expect(rows.at(-1)).toMatchObject({ item: { id: '9999' }, depth });
  });
});
