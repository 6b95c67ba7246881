// Finds what is wrong with a plan, or odd in it, while it is drawn: each finding names what to look at. The server has
// the last word.

import { boundsOf, isWithin } from "./shapes.js";
import { eachSeat, floorCount, madeLabel, seatIds } from "./plan.js";
import { Spots } from "./spots.js";

const FINDINGS_MAX = 100;
const LABEL_MAX = 40;

/** Seats nearer than this part of their width overlap. */
const OVERLAP = 0.7;

/**
 * @typedef {{ code: string, severe: boolean, floor: number, ids: number[], values: string[] }} Finding
 * @returns {Finding[]} the severe ones first, at most a hundred
 */
export function check(plan) {
  const severe = [];
  const odd = [];
  const note = (code, isSevere, floor, ids, ...values) => {
    const list = isSevere ? severe : odd;
    if (list.length < FINDINGS_MAX) list.push({ code, severe: isSevere, floor, ids, values });
  };
  if (!plan.name.trim()) note("noName", true, 0, []);
  if (!plan.sections.length && !plan.areas.length) note("nothing", true, 0, []);
  checkSeats(plan, note);
  checkNames(plan, note);
  for (let floor = 0; floor < floorCount(plan); floor += 1) checkOverlaps(plan, floor, note);
  checkAreas(plan, note);
  if (!plan.stage) note("noStage", false, 0, []);
  return [...severe, ...odd].slice(0, FINDINGS_MAX);
}

function checkSeats(plan, note) {
  const labels = new Map();
  eachSeat(plan, (seat, row, section) => {
    const label = seat.own ?? madeLabel(section.section, row.row, seat.number);
    if (!seat.number.trim()) note("noNumber", true, section.floor, [seat.id], section.section, row.row);
    else if (labels.has(label)) note("twice", true, section.floor, [labels.get(label), seat.id], label);
    else labels.set(label, seat.id);
    if (label.length > LABEL_MAX) note("longLabel", true, section.floor, [seat.id], label);
    if (!seat.priceLevel.trim()) note("noLevel", true, section.floor, [seat.id], label);
    if (section.shape && !isWithin(section.shape, seat.x, seat.y, plan.seatWidth / 2)) {
      note("outside", true, section.floor, [seat.id], label);
    }
  });
}

/** Names of sections, areas and rows: missing, or the same twice. */
function checkNames(plan, note) {
  const names = new Set();
  const named = [
    ...plan.sections.map((one) => ({ name: one.section, floor: one.floor, ids: seatIds(one) })),
    ...plan.areas.map((one) => ({ name: one.area, floor: one.floor, ids: [one.id] })),
  ];
  for (const { name, floor, ids } of named) {
    if (!name.trim()) note("noSection", true, floor, ids);
    else if (names.has(name)) note("sameName", true, floor, ids, name);
    names.add(name);
  }
  for (const { section, floor, rows } of plan.sections) {
    const known = new Set();
    for (const { row, seats } of rows) {
      const ids = seats.map(({ id }) => id);
      if (!row.trim() && rows.length > 1) note("noRow", false, floor, ids, section);
      else if (known.has(row)) note("sameRow", false, floor, ids, section, row);
      known.add(row);
    }
  }
}

function checkOverlaps(plan, floor, note) {
  const spots = new Spots(plan, floor);
  const near = plan.seatWidth * OVERLAP;
  for (const { seat, row, section } of spots.seats) {
    spots.around(seat.x, seat.y, near, ({ seat: other }) => {
      if (other.id <= seat.id) return;
      const away = Math.hypot(other.x - seat.x, other.y - seat.y);
      if (away < near) note("overlap", away === 0, floor, [seat.id, other.id], madeLabel(section.section, row.row, seat.number));
    });
  }
}

function checkAreas(plan, note) {
  for (const area of plan.areas) {
    if (!area.priceLevel.trim()) note("areaNoLevel", true, area.floor, [area.id], area.area);
    const around = boundsOf(area.shape);
    eachSeat(plan, (seat, row, section) => {
      if (section.floor !== area.floor || !around || seat.x < around.left || seat.x > around.right) return;
      if (isWithin(area.shape, seat.x, seat.y)) {
        note("seatInArea", false, area.floor, [seat.id, area.id], madeLabel(section.section, row.row, seat.number), area.area);
      }
    });
  }
}

/** The ids of what a path of the server's names, such as `sections[2].rows[1].seats[4].x`. */
export function idsAt(plan, path) {
  const index = (name) => Number(new RegExp(`${name}\\[(\\d+)\\]`).exec(path)?.[1] ?? -1);
  const section = plan.sections[index("sections")];
  const row = section?.rows[index("rows")];
  const seat = row?.seats[index("seats")];
  if (section) {
    const ids = seat ? [seat.id] : (row ? [row] : section.rows).flatMap(({ seats }) => seats.map(({ id }) => id));
    return { floor: section.floor, ids, values: [section.section, row?.row ?? "", seat?.number ?? ""] };
  }
  const thing = plan.areas[index("areas")] ?? plan.gates[index("gates")] ?? plan.texts[index("texts")]
    ?? (path.startsWith("stage") ? plan.stage : null);
  return { floor: thing?.floor ?? 0, ids: thing ? [thing.id] : [], values: [thing?.area ?? thing?.gate ?? thing?.text ?? ""] };
}
