import * as v from 'valibot';
import { inFile, problem } from '../problem.ts';
import {
  DesignSchema,
  LayerSchema,
  activations,
  inits,
  limits,
  losses,
  normalizations,
  type Design,
} from './design.ts';
import { checkDesign } from './shapes.ts';

/**
 * Reads a design as the app saves it. Unknown fields are refused by name, and every refusal names the file.
 *
 * @throws ProblemError design.unreadable, design.unknownField, design.invalid, and those of checkDesign
 */
export function parseDesign(text: string, file: string): Design {
  const design = readDesign(text, file);
  inFile(file, () => checkDesign(design));
  return design;
}

/**
 * As parseDesign, for a design that may not fit itself: one that is being put together.
 *
 * @throws ProblemError design.unreadable, design.unknownField, design.invalid
 */
export function readDesign(text: string, file: string): Design {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw problem('design.unreadable', {
      file,
      reason: error instanceof Error ? error.message : String(error),
    });
  }
  return inFile(file, () => readDesignValue(value));
}

/** As parseDesign, for a value that is already parsed JSON. */
export function checkDesignValue(value: unknown): Design {
  const design = readDesignValue(value);
  checkDesign(design);
  return design;
}

function readDesignValue(value: unknown): Design {
  const result = v.safeParse(DesignSchema, value);
  // A misspelt field is also a missing one; its own name says more.
  if (!result.success) throw explain(result.issues.find(isUnknownField) ?? result.issues[0]);
  return result.output;
}

type DesignIssue = v.InferIssue<typeof DesignSchema>;

function isUnknownField(issue: DesignIssue): boolean {
  return issue.type === 'strict_object' && issue.expected === 'never';
}

function explain(issue: DesignIssue) {
  const keys = (issue.path ?? []).map((item) => item.key);
  const inLayer = keys[0] === 'layers' && typeof keys[1] === 'number';
  const last = keys.at(-1);
  const field = typeof last === 'string' || typeof last === 'number' ? String(last) : 'design';
  const place = inLayer ? `layer ${Number(keys[1]) + 1}` : 'top level';
  if (isUnknownField(issue)) {
    const entries = inLayer ? LayerSchema.entries : DesignSchema.entries;
    return problem('design.unknownField', { place, field, accepted: Object.keys(entries).join(', ') });
  }
  return problem('design.invalid', {
    place: keys.length === 0 ? 'top level' : `${inLayer ? `${place}, ` : ''}${field}`,
    value: issue.input === undefined ? 'nothing' : JSON.stringify(issue.input),
    accepted: `${accepted[field] ?? issue.expected ?? 'another value'} is accepted`,
  });
}

const accepted: Record<string, string> = {
  format: '"layerbench/design@1"',
  name: `a name of 1 to ${limits.name} characters`,
  inputs: `a whole number from 1 to ${limits.inputs}`,
  units: `a whole number from 1 to ${limits.units}`,
  layers: `a list of 1 to ${limits.layers} layers`,
  activation: `one of ${activations.join(', ')}`,
  init: `one of ${inits.join(', ')}`,
  normalization: `one of ${normalizations.join(', ')}`,
  dropout: 'a share from 0 up to but not including 1',
  residualFrom: 'the whole number of a layer below, 0 for the input,',
  loss: `one of ${losses.join(', ')}`,
};
