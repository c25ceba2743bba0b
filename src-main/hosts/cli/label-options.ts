import { problem } from '#shared/problem.ts';

/** The tags, after a look at how long they and the name are: the window accepts no longer ones. */
export function parseLabels({ name = '', tags = '' }: { name?: string; tags?: string }): string[] {
  if (name.trim().length > 120)
    throw problem('usage', { reason: `--name: ${name.trim().length} characters; at most 120 are accepted.` });
  const all = tags
    .split(',')
    .map((tag) => tag.trim())
    .filter(Boolean);
  const long = all.find((tag) => tag.length > 60);
  if (long !== undefined)
    throw problem('usage', {
      reason: `--tags "${long}": ${long.length} characters; at most 60 are accepted.`,
    });
  return all;
}
