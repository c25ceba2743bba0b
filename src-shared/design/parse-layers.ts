import { problem } from '../problem.ts';
import { activations, limits, type Activation, type Layer } from './design.ts';
import { nearest } from './nearest.ts';

/**
 * Reads hidden layers as typed, e.g. `16:tanh,8:relu`. The empty text is the shallow model, L = 1.
 *
 * @throws ProblemError layers.syntax, design.invalid
 */
export function parseLayers(text: string): Layer[] {
  if (text.trim() === '') return [];
  return text.split(',').map((part, index) => parseLayer(part.trim(), index + 1, text));
}

function parseLayer(part: string, l: number, whole: string): Layer {
  const [unitsText = '', activation = '', ...more] = part.split(':').map((piece) => piece.trim());
  if (unitsText === '' || activation === '' || more.length > 0)
    throw problem('layers.syntax', {
      value: whole,
      accepted: `layer ${l} is "${part}", but units:activation is accepted, such as 16:tanh`,
    });
  const units = Number(unitsText);
  if (!Number.isInteger(units) || units < 1 || units > limits.units)
    throw problem('design.invalid', {
      place: `layer ${l}, units`,
      value: `"${unitsText}"`,
      accepted: `a whole number from 1 to ${limits.units} is accepted`,
    });
  return { units, activation: parseActivation(activation, l) };
}

function parseActivation(text: string, l: number): Activation {
  const hidden = activations.filter((name) => name !== 'softmax');
  const found = hidden.find((name) => name === text);
  if (found !== undefined) return found;
  throw problem('design.invalid', {
    place: `layer ${l}, activation`,
    value: `"${text}"`,
    accepted:
      text === 'softmax'
        ? 'softmax is accepted only as the output, which follows from the task'
        : `did you mean "${nearest(text, hidden)}"? Accepted are ${hidden.join(', ')}`,
  });
}
