// The marks of special seats, on the map and in the legend. Each is drawn in a square of 16 units.

export const MARKS = {
  ACCESSIBLE: "M6.5 1.4a1.1 1.1 0 1 0 .01 0M6.5 5v5h4l1.8 3.8M6.5 7.3h3.5M4.7 8.2a3.7 3.7 0 1 0 5 5",
  COMPANION: "M5.5 3a1.9 1.9 0 1 0 .01 0M1.8 13.5c0-6 7.4-6 7.4 0M12 5.5v5M9.5 8h5",
  RESTRICTED_VIEW: "M1.5 8c3-5 10-5 13 0-3 5-10 5-13 0M3 14 13 2",
};

const paths = new Map();

/** Draws the mark in a square around a point. */
export function drawMark(g, attribute, x, y, size) {
  if (!paths.has(attribute)) paths.set(attribute, new Path2D(MARKS[attribute]));
  g.save();
  g.translate(x - size / 2, y - size / 2);
  g.scale(size / 16, size / 16);
  g.lineWidth = 1.9;
  g.lineCap = "round";
  g.lineJoin = "round";
  g.stroke(paths.get(attribute));
  g.restore();
}

/** The mark as an image, which says nothing by itself. */
export function markImage(attribute) {
  const create = (name, attributes) => {
    const element = document.createElementNS("http://www.w3.org/2000/svg", name);
    Object.entries(attributes).forEach(([key, value]) => element.setAttribute(key, value));
    return element;
  };
  const image = create("svg", { viewBox: "0 0 16 16", class: "mark", "aria-hidden": "true" });
  image.append(create("path", { d: MARKS[attribute] }));
  return image;
}
