/**
 * How well a command answers what was typed, from 0 (not at all) to 1. Every typed word must stand somewhere in
 * its name or its other words; the start of the name counts most.
 *
 * @param keywords the name first, then other words that find the command
 */
export function matchCommand(_id: string, typed: string, keywords: string[] = []): number {
  const words = typed
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  const [name = '', ...others] = keywords.map((keyword) => keyword.toLowerCase());
  const everything = [name, ...others].join('\n');
  if (!words.every((word) => everything.includes(word))) return 0;
  const [first = ''] = words;
  if (name.startsWith(first)) return 1;
  return name.includes(first) ? 0.8 : 0.5;
}
