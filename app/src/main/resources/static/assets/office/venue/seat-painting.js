// Draws seats: as squares from afar, with letters of their levels and numbers when they are near.

const ROUND_FROM = 6;
const LETTER_FROM = 12;
const NUMBER_FROM = 26;

/** Draws these seats on a layer. */
export function paintSeats(g, layer, seats, { seatWidth, colours, selected }) {
  const size = Math.max(1.5, seatWidth * 0.82 * layer.scale);
  const shown = seats.filter(({ seat }) => layer.shows(seat.x, seat.y, seatWidth));
  if (selected) halo(g, layer, shown, size, colours);
  for (const [level, some] of Map.groupBy(shown, ({ seat }) => seat.priceLevel)) {
    g.fillStyle = colours.ofLevel(level);
    if (size < ROUND_FROM) squares(g, layer, some, size);
    else circles(g, layer, some, size);
  }
  if (size >= ROUND_FROM) marks(g, layer, shown, size, colours);
  if (size >= LETTER_FROM) signs(g, layer, shown, size, colours);
}

function halo(g, layer, seats, size, colours) {
  g.fillStyle = colours.focus;
  squares(g, layer, seats, size + Math.max(2, size * 0.4));
  if (size < ROUND_FROM) return;
  g.fillStyle = colours.surface;
  squares(g, layer, seats, size + Math.max(1, size * 0.12));
}

function squares(g, layer, seats, size) {
  const half = size / 2;
  for (const { seat } of seats) g.fillRect(layer.px(seat.x) - half, layer.py(seat.y) - half, size, size);
}

function circles(g, layer, seats, size) {
  g.beginPath();
  for (const { seat } of seats) {
    const x = layer.px(seat.x);
    const y = layer.py(seat.y);
    if (seat.attributes.includes("ACCESSIBLE")) g.rect(x - size / 2, y - size / 2, size, size);
    else {
      g.moveTo(x + size / 2, y);
      g.arc(x, y, size / 2, 0, 2 * Math.PI);
    }
  }
  g.fill();
}

/** Companions have a ring, a restricted view a stroke through, and seats at an aisle a dot. */
function marks(g, layer, seats, size, colours) {
  g.strokeStyle = colours.ink;
  g.fillStyle = colours.ink;
  g.lineWidth = Math.max(1, size * 0.1);
  for (const { seat } of seats) {
    if (!seat.attributes.length) continue;
    const x = layer.px(seat.x);
    const y = layer.py(seat.y);
    g.beginPath();
    if (seat.attributes.includes("ACCESSIBLE")) g.rect(x - size / 2, y - size / 2, size, size);
    if (seat.attributes.includes("COMPANION")) {
      g.moveTo(x + size / 2, y);
      g.arc(x, y, size / 2, 0, 2 * Math.PI);
    }
    if (seat.attributes.includes("RESTRICTED_VIEW")) {
      g.moveTo(x - size / 2, y + size / 2);
      g.lineTo(x + size / 2, y - size / 2);
    }
    g.stroke();
    if (seat.attributes.includes("AISLE")) g.fillRect(x - size * 0.1, y + size * 0.34, size * 0.2, size * 0.2);
  }
}

function signs(g, layer, seats, size, colours) {
  g.fillStyle = colours.onLevel;
  g.textAlign = "center";
  g.textBaseline = "middle";
  const numbered = size >= NUMBER_FROM;
  g.font = `600 ${Math.round(size * (numbered ? 0.36 : 0.58))}px ${colours.font}`;
  for (const { seat } of seats) {
    const letter = colours.letterOf(seat.priceLevel);
    const text = numbered ? `${letter} ${seat.number.slice(0, 6)}` : letter;
    g.fillText(text, layer.px(seat.x), layer.py(seat.y));
  }
}
