/**
 * Records found by name. A new operation is a new file and one line in its table.
 *
 * @throws Error when two records have one name
 */
export function createTable<T extends { readonly name: string }>(
  kind: string,
  records: readonly T[],
): (name: T['name']) => T {
  const byName = new Map<string, T>();
  for (const record of records) {
    if (byName.has(record.name)) throw new Error(`two ${kind}s are called ${record.name}`);
    byName.set(record.name, record);
  }
  return (name) => {
    const record = byName.get(name);
    if (record === undefined)
      throw new RangeError(`${kind} ${name}: ${[...byName.keys()].join(', ')} are accepted`);
    return record;
  };
}
