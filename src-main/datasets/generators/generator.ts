import type { RandomStream } from '#shared/core/random/generator.ts';

/** An option of a generator: how it is named in the source text, its default and what it accepts. */
export interface GeneratorOption {
  name: string;
  default: number;
  min: number;
  max: number;
  integer: boolean;
}

/** Values by option name; every option of the generator has one. */
export type OptionValues = Readonly<Record<string, number>>;

/** One example: its inputs, and the class index or the value. */
export interface Example {
  x: number[];
  y: number;
}

/** A dataset that is made by a rule: the options that the rule takes, and the rule. */
export interface DataGenerator {
  name: string;
  /** Without `seed`, which every generator has. */
  options: readonly GeneratorOption[];
  features: (options: OptionValues) => string[];
  /** How many classes there are; 0 for a regression. */
  classes: (options: OptionValues) => number;
  /** Example i of n = 0…n−1. Classes are given by turn, so that they are balanced. */
  draw: (i: number, options: OptionValues, random: RandomStream) => Example;
}

export const planar = (): string[] => ['x1', 'x2'];

/** How many examples; every generator has this option. */
export function countOption(count: number): GeneratorOption {
  return { name: 'n', default: count, min: 10, max: 100_000, integer: true };
}

/** Deviation of the normal noise. */
export function noiseOption(deviation: number, max: number): GeneratorOption {
  return { name: 'noise', default: deviation, min: 0, max, integer: false };
}

export function classesOption(classes: number, max: number): GeneratorOption {
  return { name: 'classes', default: classes, min: 2, max, integer: true };
}

/** The value of an option; a generator reads only what it has declared. */
export function valueOf(options: OptionValues, name: string): number {
  const value = options[name];
  if (value === undefined) throw new RangeError(`the generator declares no option ${name}`);
  return value;
}
