import { countOption, valueOf, type DataGenerator } from './generator.ts';

/**
 * Class 1 where the number of ones among `bits` bits is odd. Every pattern comes before any comes again, odd and even
 * ones by turn.
 */
export const parity: DataGenerator = {
  name: 'parity',
  options: [countOption(320), { name: 'bits', default: 4, min: 2, max: 12, integer: true }],
  features: (options) => Array.from({ length: valueOf(options, 'bits') }, (_, at) => `b${at + 1}`),
  classes: () => 2,
  draw: (i, options) => {
    const bits = valueOf(options, 'bits');
    const y = i % 2;
    const rest = ((i - y) / 2) % 2 ** (bits - 1);
    const x = Array.from({ length: bits - 1 }, (_, at) => (rest >> at) & 1);
    const ones = x.reduce((sum, bit) => sum + bit, 0);
    return { x: [...x, (ones + y) % 2], y };
  },
};
