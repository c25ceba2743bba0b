import { createHash } from 'node:crypto';
import type { Design } from '#shared/design/design.ts';
import { depth } from '#shared/design/design.ts';
import { checkDesignValue } from '#shared/design/parse-design.ts';
import { wholeRecipe, type Recipe } from '#shared/design/recipe.ts';
import { checkRecipe } from '#shared/design/settings.ts';
import { checkDesign, parameterCount } from '#shared/design/shapes.ts';
import { isProblem } from '#shared/problem.ts';
import { hashManifest } from '../services/manifest.ts';
import type { BundleReader } from './bundle-reader.ts';
import { designEntry, hashesEntry, recipeEntry, runEntry, seriesEntry } from './layout.ts';
import { parseJson } from './read-json.ts';
import { hashContent } from './run-content.ts';
import { MomentsSchema, RunFactsSchema, type RunFacts } from './schemas.ts';
import type { HashedMoment } from '../store/api.ts';

/** A run of a bundle but for its numbers, every hash in it verified. */
export interface ReadRun extends RunFacts {
  /** As they stand in the bundle, so that they keep their hashes. */
  design: Design;
  recipe: Recipe;
  moments: HashedMoment[];
  /** By `hashContent`. */
  content: string;
}

/** @throws ProblemError bundle.… */
export async function readRun(reader: BundleReader, id: string): Promise<ReadRun> {
  const { refuse } = reader;
  const entry = runEntry(id);
  const facts = await reader.readJson(entry, RunFactsSchema);
  const { run } = facts;
  if (run.id !== id) throw refuse.content(entry, 'run.id', run.id, `"${id}" is accepted`);
  const moments = await reader.readJson(hashesEntry(id), MomentsSchema);
  refuseDisorder(moments, reader, hashesEntry(id));
  const design = await readDesign(reader, facts);
  const recipe = await readRecipe(reader, run.recipeHash);
  if (run.manifestHash !== null && hashManifest(run) !== run.manifestHash)
    throw refuse.altered(entry, 'its manifest does not have the recorded SHA-256');
  const content = hashContent(run, facts.series, reader.place(seriesEntry(id)).sha256, moments);
  return { ...facts, design, recipe, moments, content };
}

async function readDesign(reader: BundleReader, { run }: RunFacts): Promise<Design> {
  const { refuse } = reader;
  const entry = designEntry(run.designHash);
  const value = await readDocument(reader, entry, run.designHash);
  try {
    const design = checkDesignValue(value);
    checkDesign(design, run.task);
    const facts = { L: depth(design), parameters: parameterCount(design) };
    for (const field of ['L', 'parameters'] as const)
      if (run[field] !== facts[field])
        throw refuse.content(runEntry(run.id), field, run[field], `${facts[field]} is accepted`);
  } catch (error) {
    if (!isProblem(error) || error.code.startsWith('bundle.')) throw error;
    throw refuse.content(entry, 'design', value, error.message.replace(/\.$/, ''));
  }
  return value as Design;
}

async function readRecipe(reader: BundleReader, hash: string): Promise<Recipe> {
  const entry = recipeEntry(hash);
  const value = await readDocument(reader, entry, hash);
  try {
    checkRecipe(wholeRecipe(value));
  } catch (error) {
    const reason = error instanceof Error ? error.message.replace(/\.$/, '') : String(error);
    throw reader.refuse.content(entry, 'recipe', value, reason);
  }
  return value as Recipe;
}

/** A document is named by the hash of its text. */
async function readDocument(reader: BundleReader, entry: string, hash: string): Promise<unknown> {
  const bytes = await reader.read(entry);
  if (createHash('sha256').update(bytes).digest('hex') !== hash)
    throw reader.refuse.altered(entry, 'its SHA-256 is not its name');
  return parseJson(bytes, entry, reader.refuse);
}

function refuseDisorder(moments: readonly HashedMoment[], { refuse }: BundleReader, entry: string): void {
  const order = ['start', 'epoch', 'end'];
  const places = moments.map(({ step, moment }) => step * 4 + order.indexOf(moment));
  const late = places.findIndex((place, index) => index > 0 && place <= (places[index - 1] ?? 0));
  if (late >= 0)
    throw refuse.content(entry, `${late}.step`, moments[late]?.step, 'moments in order are accepted');
}
