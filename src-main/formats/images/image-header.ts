/** What an image's first bytes say of it, before a pixel is made. */
export interface ImageHeader {
  format: 'PNG' | 'JPEG';
  width: number;
  height: number;
  hasColour: boolean;
  /** Bytes that the unpacked pixels take at least. */
  unpacked: number;
}

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const IHDR = 0x49484452;
/** By a PNG's colour type: values of one pixel. */
const channels = new Map([
  [0, 1],
  [2, 3],
  [3, 1],
  [4, 2],
  [6, 4],
]);

/**
 * @returns undefined for another format
 * @throws RangeError where the header is cut
 */
export function readImageHeader(bytes: Uint8Array): ImageHeader | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (PNG.every((byte, k) => bytes[k] === byte)) return readPngHeader(view);
  if (bytes[0] === 0xff && bytes[1] === 0xd8) return readJpegHeader(view);
  return undefined;
}

/** After the PNG specification, 11.2.1: the first chunk. */
function readPngHeader(view: DataView): ImageHeader {
  const [width, height] = [view.getUint32(16), view.getUint32(20)];
  const [depth, colourType] = [view.getUint8(24), view.getUint8(25)];
  const perPixel = channels.get(colourType);
  if (view.getUint32(12) !== IHDR || perPixel === undefined) throw new RangeError('its header is damaged');
  const unpacked = height * Math.ceil((width * perPixel * depth) / 8);
  return { format: 'PNG', width, height, hasColour: [2, 3, 6].includes(colourType), unpacked };
}

/** Frames as JPEG codes them: all but the tables and extensions among C0 to CF. */
const isFrame = (marker: number) => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

function readJpegHeader(view: DataView): ImageHeader {
  for (let at = 2; ;) {
    if (view.getUint8(at) !== 0xff) throw new RangeError('its header is damaged');
    const marker = view.getUint8(at + 1);
    if (marker === 0xff) at += 1;
    else if (isFrame(marker)) {
      const [height, width] = [view.getUint16(at + 5), view.getUint16(at + 7)];
      return { format: 'JPEG', width, height, hasColour: view.getUint8(at + 9) > 1, unpacked: 0 };
    } else at += 2 + view.getUint16(at + 2);
  }
}
