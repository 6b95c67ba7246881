// Geometry in centimetres of the plan. Points are [x, y].

/** Whether the point is inside the shape, or at most `slack` outside. */
export function isWithin(shape, x, y, slack = 0) {
  let inside = false;
  for (let i = 0, j = shape.length - 1; i < shape.length; j = i, i += 1) {
    const [ax, ay] = shape[i];
    const [bx, by] = shape[j];
    if (slack && fromEdge(x, y, ax, ay, bx, by) <= slack) return true;
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
  }
  return inside;
}

function fromEdge(x, y, ax, ay, bx, by) {
  const length = (bx - ax) ** 2 + (by - ay) ** 2;
  const along = length ? Math.max(0, Math.min(1, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length)) : 0;
  return Math.hypot(x - ax - along * (bx - ax), y - ay - along * (by - ay));
}

export function rectangle(left, top, right, bottom) {
  return [[left, top], [right, top], [right, bottom], [left, bottom]];
}

/** The bounds of points; null without any. */
export function boundsOf(points) {
  if (!points.length) return null;
  const bounds = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  for (const [x, y] of points) {
    bounds.left = Math.min(bounds.left, x);
    bounds.right = Math.max(bounds.right, x);
    bounds.top = Math.min(bounds.top, y);
    bounds.bottom = Math.max(bounds.bottom, y);
  }
  return bounds;
}

export function middleOf(points) {
  const { left, top, right, bottom } = boundsOf(points);
  return [(left + right) / 2, (top + bottom) / 2];
}

/** Points at equal distances from `from` to `to`. */
export function onLine([ax, ay], [bx, by], count) {
  const step = count > 1 ? 1 / (count - 1) : 0;
  return Array.from({ length: count }, (_, i) => [ax + (bx - ax) * i * step, ay + (by - ay) * i * step]);
}

/** The circle through three points; null if they are on one line. */
export function circle([ax, ay], [bx, by], [cx, cy]) {
  const d = 2 * (ax * (by - cy) + bx * (cy - ay) + cx * (ay - by));
  if (Math.abs(d) < 1e-6) return null;
  const [a, b, c] = [ax * ax + ay * ay, bx * bx + by * by, cx * cx + cy * cy];
  const x = (a * (by - cy) + b * (cy - ay) + c * (ay - by)) / d;
  const y = (a * (cx - bx) + b * (ax - cx) + c * (bx - ax)) / d;
  return { x, y, radius: Math.hypot(ax - x, ay - y) };
}

/** Points at equal distances on the arc from `from` over `over` to `to`. */
export function onArc(from, over, to, count) {
  const round = circle(from, over, to);
  if (!round) return onLine(from, to, count);
  const angle = ([x, y]) => Math.atan2(y - round.y, x - round.x);
  const turn = (a, b) => (((b - a) % (2 * Math.PI)) + 2 * Math.PI) % (2 * Math.PI);
  const start = angle(from);
  const whole = turn(start, angle(to));
  const sweep = turn(start, angle(over)) <= whole ? whole : whole - 2 * Math.PI;
  const step = count > 1 ? sweep / (count - 1) : 0;
  return Array.from({ length: count }, (_, i) => [
    round.x + round.radius * Math.cos(start + i * step),
    round.y + round.radius * Math.sin(start + i * step),
  ]);
}

/** The point over the middle of a line, `bow` away from it; a bow that is negative goes the other way. */
export function bowed([ax, ay], [bx, by], bow) {
  const length = Math.hypot(bx - ax, by - ay) || 1;
  return [(ax + bx) / 2 - ((by - ay) / length) * bow, (ay + by) / 2 + ((bx - ax) / length) * bow];
}

/** A turn by degrees, clockwise as the plan is seen. */
export function turned([mx, my], degrees) {
  const radians = (degrees * Math.PI) / 180;
  const [sin, cos] = [Math.sin(radians), Math.cos(radians)];
  return (x, y) => [mx + (x - mx) * cos - (y - my) * sin, my + (x - mx) * sin + (y - my) * cos];
}

/** `"x y x y …"` as points; null if it is anything else. */
export function readPoints(text) {
  const numbers = text.trim().split(/[\s,;]+/).map(Number);
  if (numbers.length < 6 || numbers.length % 2 || numbers.some((n) => !Number.isInteger(n))) return null;
  return Array.from({ length: numbers.length / 2 }, (_, i) => [numbers[2 * i], numbers[2 * i + 1]]);
}

export function writePoints(points) {
  return points.map((point) => point.join(" ")).join(" ");
}
