// The room on the map that names have taken, so that no name covers another.

export class Labels {
  constructor() {
    this.taken = [];
  }

  /** @param rect { left, right, top, bottom } */
  isFree(rect) {
    return this.taken.every((other) =>
      rect.right <= other.left || rect.left >= other.right || rect.bottom <= other.top || rect.top >= other.bottom);
  }

  /** Takes the room unless some of it is taken. */
  take(rect) {
    if (!this.isFree(rect)) return false;
    this.taken.push(rect);
    return true;
  }

  /** Takes all of the rooms, or none if one of them is taken. */
  takeAll(rects) {
    const before = this.taken.length;
    if (rects.every((rect) => this.take(rect))) return true;
    this.taken.length = before;
    return false;
  }

  release(rect) {
    this.taken.splice(this.taken.indexOf(rect), 1);
  }
}

/** The rectangle of a text around a point. */
export function rectAround(x, y, width, height) {
  return { left: x - width / 2, right: x + width / 2, top: y - height / 2, bottom: y + height / 2 };
}
