import { problem } from '#shared/problem.ts';
import type { DataGenerator, GeneratorOption, OptionValues } from './generator.ts';

const seedOption: GeneratorOption = { name: 'seed', default: 1, min: 0, max: 4_294_967_295, integer: true };
const decimal = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** Every option that a generator takes, in the order of its canonical source text. */
export function optionsOf(generator: DataGenerator): readonly GeneratorOption[] {
  return [...generator.options, seedOption];
}

/**
 * Reads the text behind the colon, e.g. `classes=3,noise=0.1`; what is not named has its default.
 *
 * @throws ProblemError data.unknownOption, data.badOption, data.badWholeOption, data.repeatedOption
 */
export function parseOptions(generator: DataGenerator, text: string): OptionValues {
  const known = optionsOf(generator);
  const given = new Map<string, number>();
  for (const part of text.split(',').filter((piece) => piece.trim() !== '')) {
    const equals = part.indexOf('=');
    const name = (equals < 0 ? part : part.slice(0, equals)).trim();
    const value = equals < 0 ? '' : part.slice(equals + 1).trim();
    const option = known.find((candidate) => candidate.name === name);
    if (option === undefined)
      throw problem('data.unknownOption', {
        source: generator.name,
        option: name,
        accepted: known.map((candidate) => candidate.name).join(', '),
      });
    if (given.has(name))
      throw problem('data.repeatedOption', { source: generator.name, option: name, value });
    given.set(name, parseValue(generator, option, value));
  }
  return Object.fromEntries(known.map((option) => [option.name, given.get(option.name) ?? option.default]));
}

/** The one source text of these options: in the generator's order, defaults left out. */
export function printSource(generator: DataGenerator, values: OptionValues): string {
  const named = optionsOf(generator)
    .filter((option) => values[option.name] !== option.default)
    .map((option) => `${option.name}=${values[option.name]}`);
  return named.length === 0 ? generator.name : `${generator.name}:${named.join(',')}`;
}

function parseValue(generator: DataGenerator, option: GeneratorOption, text: string): number {
  const value = decimal.test(text) ? Number(text) : Number.NaN;
  const fits = value >= option.min && value <= option.max && (!option.integer || Number.isInteger(value));
  const { min: least, max: most } = option;
  if (!fits)
    throw problem(option.integer ? 'data.badWholeOption' : 'data.badOption', {
      source: generator.name,
      option: option.name,
      value: text,
      least,
      most,
    });
  // −0 and 0 are the same data and must be the same text.
  return value + 0;
}
