/** What lineage needs of a run. */
interface Descendant {
  id: string;
  /** The run it was forked from. */
  parent: { run: string } | null;
}

export interface TreeRow<T> {
  item: T;
  /** 0 for a root. */
  depth: number;
  /** The row it stands under; null for a root. */
  above: TreeRow<T> | null;
  /** Runs forked from it that are in the list, also while it is collapsed. */
  children: number;
  /** Its place among its siblings, from 1, and how many these are. */
  position: number;
  of: number;
}

/**
 * Runs with each child under its parent, as they are shown from top to bottom. A family stands where its first member
 * stands in the list, and so do the branches inside it: sorted by newest, a new fork brings its family to the top;
 * sorted by loss, the best does. A run whose parent is not in the list is a root.
 */
export function toTree<T extends Descendant>(
  items: readonly T[],
  collapsed: ReadonlySet<string>,
): TreeRow<T>[] {
  const { roots, childrenOf } = findFamilies(items);
  const rows: TreeRow<T>[] = [];
  // Not by recursion: a chain of forks may be longer than the stack is deep.
  const waiting: TreeRow<T>[] = [];
  const push = (family: readonly T[], above: TreeRow<T> | null) => {
    for (const [index, item] of [...family.entries()].reverse())
      waiting.push({
        item,
        depth: above === null ? 0 : above.depth + 1,
        above,
        children: childrenOf.get(item.id)?.length ?? 0,
        position: index + 1,
        of: family.length,
      });
  };
  push(roots, null);
  for (let row = waiting.pop(); row !== undefined; row = waiting.pop()) {
    rows.push(row);
    const children = collapsed.has(row.item.id) ? undefined : childrenOf.get(row.item.id);
    if (children !== undefined) push(children, row);
  }
  return rows;
}

/** Whether any of the runs was forked from another of them. */
export function hasLineage(items: readonly Descendant[]): boolean {
  const known = new Set(items.map(({ id }) => id));
  return items.some(({ parent }) => parent !== null && known.has(parent.run));
}

/**
 * The lines left of a row, outermost first: for each of its levels whether the line of that level goes on below it.
 *
 * @param most of a deeper row only the innermost levels are drawn
 */
export function linesBeside<T>(row: TreeRow<T>, most: number): boolean[] {
  const lines: boolean[] = [];
  for (let at = row; at.above !== null && lines.length < most; at = at.above)
    lines.unshift(at.position < at.of);
  return lines;
}

/** Who stands under whom. Walking up from each item in turn puts every branch where its first member stands. */
function findFamilies<T extends Descendant>(items: readonly T[]) {
  const known = new Map(items.map((item) => [item.id, item]));
  const roots: T[] = [];
  const childrenOf = new Map<string, T[]>();
  const placed = new Set<string>();
  const putUnder = (parent: T, child: T) => {
    const children = childrenOf.get(parent.id);
    if (children === undefined) childrenOf.set(parent.id, [child]);
    else children.push(child);
  };
  for (const item of items) {
    const walked = new Set<string>();
    for (let at: T | undefined = item; at !== undefined && !placed.has(at.id);) {
      placed.add(at.id);
      walked.add(at.id);
      const parent: T | undefined = at.parent === null ? undefined : known.get(at.parent.run);
      // Lineage that comes back to where this walk has been, as a damaged file may say, is cut there.
      if (parent === undefined || walked.has(parent.id)) roots.push(at);
      else putUnder(parent, at);
      at = parent;
    }
  }
  return { roots, childrenOf };
}
