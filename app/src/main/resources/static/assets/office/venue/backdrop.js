// A picture to trace. It stays in this browser, is decoded only if its head says that it is small enough, and is drawn
// anew in a size of its own. Formats that can carry scripts or other files are no pictures here.

const BYTES_MAX = 10 * 1024 * 1024;
const EDGE_MAX = 8_192;
const PIXELS_MAX = 24_000_000;
const KEPT_EDGE_MAX = 4_096;
const HEAD_BYTES = 256 * 1024;

/** Width and height by the head of a PNG, JPEG or WebP file; null if it is none of them. */
export function pictureSize(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    return pngSize(view) ?? webpSize(view) ?? jpegSize(view);
  } catch {
    // The file ends within its head.
    return null;
  }
}

function text(view, at, length) {
  return String.fromCharCode(...Array.from({ length }, (_, i) => view.getUint8(at + i)));
}

function pngSize(view) {
  if (view.getUint32(0) !== 0x89504e47 || view.getUint32(4) !== 0x0d0a1a0a || text(view, 12, 4) !== "IHDR") return null;
  return { width: view.getUint32(16), height: view.getUint32(20) };
}

function webpSize(view) {
  if (text(view, 0, 4) !== "RIFF" || text(view, 8, 4) !== "WEBP") return null;
  const kind = text(view, 12, 4);
  if (kind === "VP8 ") return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
  if (kind === "VP8L") {
    const bits = view.getUint32(21, true);
    return { width: (bits & 0x3fff) + 1, height: ((bits >> 14) & 0x3fff) + 1 };
  }
  if (kind !== "VP8X") return null;
  const three = (at) => view.getUint16(at, true) + (view.getUint8(at + 2) << 16) + 1;
  return { width: three(24), height: three(27) };
}

function jpegSize(view) {
  if (view.getUint16(0) !== 0xffd8) return null;
  for (let at = 2; at < view.byteLength;) {
    if (view.getUint8(at) !== 0xff) return null;
    const marker = view.getUint8(at + 1);
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) {
      return { width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
    }
    at += marker === 0xff ? 1 : 2 + view.getUint16(at + 2);
  }
  return null;
}

/**
 * Reads a picture from a file.
 *
 * @returns {Promise<{ refused: "kind"|"size"|"broken" } | { image: HTMLCanvasElement }>}
 */
export async function readPicture(file) {
  if (file.size > BYTES_MAX) return { refused: "size" };
  const size = pictureSize(new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer()));
  if (!size) return { refused: "kind" };
  const { width, height } = size;
  if (!width || !height || width > EDGE_MAX || height > EDGE_MAX || width * height > PIXELS_MAX) return { refused: "size" };
  try {
    const bitmap = await createImageBitmap(file);
    return { image: redrawn(bitmap) };
  } catch {
    return { refused: "broken" };
  }
}

function redrawn(bitmap) {
  const by = Math.min(1, KEPT_EDGE_MAX / Math.max(bitmap.width, bitmap.height));
  const image = document.createElement("canvas");
  image.width = Math.max(1, Math.round(bitmap.width * by));
  image.height = Math.max(1, Math.round(bitmap.height * by));
  image.getContext("2d").drawImage(bitmap, 0, 0, image.width, image.height);
  bitmap.close();
  return image;
}

export class Backdrop {
  constructor(image) {
    this.image = image;
    this.place(0, 0, 30, 0.4);
  }

  /** The width is in metres; the left upper corner in centimetres. */
  place(x, y, metres, opacity) {
    Object.assign(this, { x, y, metres, opacity });
  }

  paint(g, view) {
    const width = this.metres * 100 * view.scale * view.ratio;
    const at = view.toScreen(this.x, this.y);
    g.globalAlpha = this.opacity;
    g.drawImage(this.image, at.x * view.ratio, at.y * view.ratio, width, (width * this.image.height) / this.image.width);
    g.globalAlpha = 1;
  }
}
