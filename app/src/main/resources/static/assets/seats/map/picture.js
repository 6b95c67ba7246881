// An image of part of the house, larger than the view. A pan shows another part of it, and a zoom stretches it.

const MARGIN = 0.35;
const STRETCHED_MAX = 1.8;
const SHRUNK_MIN = 0.6;

export class Picture {
  constructor() {
    this.canvas = document.createElement("canvas");
  }

  /** The context to draw on. */
  get context() {
    return this.canvas.getContext("2d");
  }

  /** Clears the image and places it around the view. */
  begin(view) {
    const halfX = (view.width / view.scale) * (0.5 + MARGIN);
    const halfY = (view.height / view.scale) * (0.5 + MARGIN);
    this.left = view.x - halfX;
    this.right = view.x + halfX;
    this.top = view.y - halfY;
    this.bottom = view.y + halfY;
    this.scale = view.scale;
    this.ratio = view.ratio;
    this.pixels = view.scale * view.ratio;
    this.canvas.width = Math.ceil(2 * halfX * this.pixels);
    this.canvas.height = Math.ceil(2 * halfY * this.pixels);
  }

  /** Whether it is large and sharp enough for the view. */
  covers(view) {
    const stretched = view.scale / this.scale;
    if (!this.scale || stretched > STRETCHED_MAX || stretched < SHRUNK_MIN) return false;
    const halfX = view.width / 2 / view.scale;
    const halfY = view.height / 2 / view.scale;
    const { left, right, top, bottom } = view.bounds;
    const inX = (view.x - halfX >= this.left || this.left <= left) && (view.x + halfX <= this.right || this.right >= right);
    const inY = (view.y - halfY >= this.top || this.top <= top) && (view.y + halfY <= this.bottom || this.bottom >= bottom);
    return inX && inY;
  }

  /** Draws the visible part on the view's canvas. */
  putOn(g, view) {
    const zoom = view.scale / this.scale;
    const at = view.toScreen(this.left, this.top);
    g.imageSmoothingEnabled = zoom !== 1;
    const width = this.canvas.width * zoom;
    const height = this.canvas.height * zoom;
    g.drawImage(this.canvas, Math.round(at.x * view.ratio), Math.round(at.y * view.ratio), width, height);
  }

  px(x) {
    return (x - this.left) * this.pixels;
  }

  py(y) {
    return (y - this.top) * this.pixels;
  }

  shows(x, y) {
    return x >= this.left && x <= this.right && y >= this.top && y <= this.bottom;
  }
}
