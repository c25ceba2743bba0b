/**
 * RGBA bytes of an image, row by row: the least value black, the greatest white; where a value is missing nothing is
 * painted.
 *
 * @param shape height, width, channels (1 grey, 3 colour); channels of a pixel lie together
 */
export function imagePixels(
  values: readonly (number | null)[],
  [height, width, channels]: readonly [number, number, number],
  [black, white]: readonly [number, number],
): Uint8ClampedArray<ArrayBuffer> {
  const pixels = new Uint8ClampedArray(height * width * 4);
  const scale = 255 / (white - black || 1);
  for (let at = 0; at < height * width; at += 1) {
    let present = true;
    for (let channel = 0; channel < 3; channel += 1) {
      const value = values[at * channels + (channels === 3 ? channel : 0)] ?? null;
      present &&= value !== null;
      pixels[at * 4 + channel] = ((value ?? black) - black) * scale;
    }
    pixels[at * 4 + 3] = present ? 255 : 0;
  }
  return pixels;
}
