// Draws what is no seat: the grid, shapes of sections, areas, the stage, gates and texts.

const NAME_PX = 13;

/** Lines of the grid, as soon as they are far enough apart to be told. */
export function paintGrid(g, layer, { step, colours }) {
  let apart = step;
  while (apart * layer.scale < 16) apart *= 10;
  g.strokeStyle = colours.line;
  g.lineWidth = 1;
  g.beginPath();
  for (let x = Math.ceil(layer.left / apart) * apart; x <= layer.right; x += apart) {
    g.moveTo(layer.px(x), 0);
    g.lineTo(layer.px(x), layer.canvas.height);
  }
  for (let y = Math.ceil(layer.top / apart) * apart; y <= layer.bottom; y += apart) {
    g.moveTo(0, layer.py(y));
    g.lineTo(layer.canvas.width, layer.py(y));
  }
  g.stroke();
}

function outline(g, layer, shape) {
  g.beginPath();
  shape.forEach(([x, y], i) => (i ? g.lineTo(layer.px(x), layer.py(y)) : g.moveTo(layer.px(x), layer.py(y))));
  g.closePath();
}

/** The shape of a section, and its name above. */
export function paintSection(g, layer, section, { colours, ratio }) {
  if (section.shape) {
    outline(g, layer, section.shape);
    g.strokeStyle = colours.strong;
    g.lineWidth = ratio;
    g.stroke();
  }
  const seats = section.rows.flatMap((row) => row.seats);
  if (!seats.length) return;
  const top = Math.min(...rowEnds(section, "y"), ...(section.shape ?? []).map(([, y]) => y));
  const ends = rowEnds(section, "x");
  name(g, section.section, layer.px((Math.min(...ends) + Math.max(...ends)) / 2), layer.py(top) - 12 * ratio, colours, ratio);
}

/** Of rows that stand in order, the outermost seats are the first or the last ones. */
function rowEnds({ rows }, axis) {
  return rows.filter(({ seats }) => seats.length).flatMap(({ seats }) => [seats[0][axis], seats.at(-1)[axis]]);
}

function name(g, text, x, y, colours, ratio, colour = colours.ink) {
  g.fillStyle = colour;
  g.font = `650 ${NAME_PX * ratio}px ${colours.font}`;
  g.textAlign = "center";
  g.textBaseline = "middle";
  g.fillText(text.slice(0, 40), x, y);
}

/** A thing by its kind. */
export function paintThing(g, layer, { kind, thing }, options) {
  if (kind === "stage") shape(g, layer, thing, options.words.stage, options.colours.night, options.colours.onNight, options);
  if (kind === "area") shape(g, layer, thing, thing.area, options.colours.raised, options.colours.ink, options);
  if (kind === "gate") gate(g, layer, thing, options);
  if (kind === "text") text(g, layer, thing, options);
}

function shape(g, layer, thing, label, fill, ink, { colours, ratio, selected }) {
  if (thing.shape.length < 3) return;
  outline(g, layer, thing.shape);
  g.fillStyle = fill;
  g.fill();
  g.strokeStyle = selected ? colours.focus : colours.strong;
  g.lineWidth = (selected ? 3 : 1) * ratio;
  g.stroke();
  const xs = thing.shape.map(([x]) => x);
  const ys = thing.shape.map(([, y]) => y);
  const middle = (all) => (Math.min(...all) + Math.max(...all)) / 2;
  name(g, label, layer.px(middle(xs)), layer.py(middle(ys)), colours, ratio, ink);
}

function gate(g, layer, thing, { colours, ratio, selected, words }) {
  const x = layer.px(thing.x);
  const y = layer.py(thing.y);
  g.fillStyle = selected ? colours.focus : colours.ink;
  g.fillRect(x - 9 * ratio, y - 9 * ratio, 18 * ratio, 18 * ratio);
  name(g, words.gate.replace("{0}", thing.gate), x, y + 20 * ratio, colours, ratio);
}

function text(g, layer, thing, { colours, ratio, selected }) {
  g.save();
  g.translate(layer.px(thing.x), layer.py(thing.y));
  g.rotate((thing.rotation * Math.PI) / 180);
  g.font = `${Math.max(9 * ratio, thing.size * layer.scale)}px ${colours.font}`;
  g.textAlign = "center";
  g.textBaseline = "middle";
  g.fillStyle = selected ? colours.focus : colours.soft;
  g.fillText(thing.text.slice(0, 200), 0, 0);
  g.restore();
}
