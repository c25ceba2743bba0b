import { sin } from '#shared/core/numerics/trigonometry.ts';
import { countOption, noiseOption, valueOf, type DataGenerator } from './generator.ts';

const line = (): string[] => ['x'];

/** y rises from −1 to 1 along every tooth and then drops; x from −1 to 1. */
export const sawtooth: DataGenerator = {
  name: 'sawtooth',
  options: [
    countOption(400),
    noiseOption(0.02, 1),
    { name: 'teeth', default: 3, min: 1, max: 20, integer: true },
  ],
  features: line,
  classes: () => 0,
  draw: (_, options, random) => {
    const x = 2 * random.uniform() - 1;
    const along = ((x + 1) / 2) * valueOf(options, 'teeth');
    return { x: [x], y: 2 * (along - Math.floor(along)) - 1 + valueOf(options, 'noise') * random.normal() };
  },
};

/** `waves` whole periods of the sine over x from −1 to 1. */
export const sine: DataGenerator = {
  name: 'sine',
  options: [
    countOption(400),
    noiseOption(0.05, 1),
    { name: 'waves', default: 2, min: 1, max: 20, integer: true },
  ],
  features: line,
  classes: () => 0,
  draw: (_, options, random) => {
    const x = 2 * random.uniform() - 1;
    const y = sin(Math.PI * valueOf(options, 'waves') * x) + valueOf(options, 'noise') * random.normal();
    return { x: [x], y };
  },
};
