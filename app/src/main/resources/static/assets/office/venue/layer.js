// An image of a part of the plan, larger than the view by a margin, so that it can be moved as a whole while it is
// dragged.

const MARGIN = 0.5;

export class Layer {
  constructor() {
    this.canvas = document.createElement("canvas");
  }

  /** Clears the image and places it around the view; `margin` says whether it may be dragged. */
  begin(view, margin) {
    const around = margin ? MARGIN : 0;
    this.scale = view.scale * view.ratio;
    this.halfX = (view.width / view.scale) * (0.5 + around);
    this.halfY = (view.height / view.scale) * (0.5 + around);
    this.left = view.x - this.halfX;
    this.top = view.y - this.halfY;
    this.right = view.x + this.halfX;
    this.bottom = view.y + this.halfY;
    this.canvas.width = Math.ceil(2 * this.halfX * this.scale);
    this.canvas.height = Math.ceil(2 * this.halfY * this.scale);
    return this.canvas.getContext("2d");
  }

  px(x) {
    return (x - this.left) * this.scale;
  }

  py(y) {
    return (y - this.top) * this.scale;
  }

  shows(x, y, slack) {
    return x >= this.left - slack && x <= this.right + slack && y >= this.top - slack && y <= this.bottom + slack;
  }

  /** Draws it on the view's canvas, moved by so many centimetres. */
  putOn(g, view, dx = 0, dy = 0) {
    const at = view.toScreen(this.left + dx, this.top + dy);
    g.drawImage(this.canvas, Math.round(at.x * view.ratio), Math.round(at.y * view.ratio));
  }
}
