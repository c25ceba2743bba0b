/** The name, or where it is taken, with a number; from then on it is taken. */
export function freeName(name: string, taken: Set<string>): string {
  let free = name;
  for (let k = 2; taken.has(free); k++) free = `${name} (${k})`;
  taken.add(free);
  return free;
}
