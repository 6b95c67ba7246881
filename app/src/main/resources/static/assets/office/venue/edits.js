// Edits of plans. Each returns another plan, and shares what it leaves alone.

import { isWithin } from "./shapes.js";
import { eachSeat, newId } from "./plan.js";

/** Changes a list's elements; the very list if none changed. */
function mapped(list, change) {
  let changed = false;
  const after = list.map((one) => {
    const other = change(one);
    changed ||= other !== one;
    return other;
  });
  return changed ? after : list;
}

/** A shape that a seat stands outside of does not fit any more; the server makes another one then. */
function fitted(section, seatWidth) {
  if (!section.shape) return section;
  const fits = section.rows.every(({ seats }) => seats.every(({ x, y }) => isWithin(section.shape, x, y, seatWidth / 2)));
  return fits ? section : { ...section, shape: null, label: null };
}

/** Changes seats by `change(seat)`. */
export function changeSeats(plan, ids, change) {
  const sections = mapped(plan.sections, (section) => {
    const rows = mapped(section.rows, (row) => {
      const seats = mapped(row.seats, (seat) => (ids.has(seat.id) ? change(seat) : seat));
      return seats === row.seats ? row : { ...row, seats };
    });
    return rows === section.rows ? section : { ...section, rows };
  });
  return sections === plan.sections ? plan : { ...plan, sections };
}

function rounded([x, y]) {
  return [Math.round(x), Math.round(y)];
}

function movedThing(thing, to, degrees) {
  if (thing.shape) {
    return { ...thing, shape: thing.shape.map((point) => rounded(to(...point))), ...movedLabel(thing, to) };
  }
  const [x, y] = rounded(to(thing.x, thing.y));
  const rotation = thing.rotation === undefined ? {} : { rotation: wrapped(thing.rotation + degrees) };
  return { ...thing, x, y, ...rotation };
}

/** Degrees from -180 to 180. */
function wrapped(degrees) {
  return Math.round(((((degrees + 180) % 360) + 360) % 360) - 180);
}

function movedLabel({ label }, to) {
  return label ? { label: rounded(to(...label)) } : {};
}

/** Moves all that has these ids by `to(x, y)`. The shape of a section goes along if all of its seats do. */
export function move(plan, ids, to, degrees = 0) {
  const place = (thing) => (ids.has(thing.id) ? movedThing(thing, to, degrees) : thing);
  const seats = changeSeats(plan, ids, (seat) => {
    const [x, y] = rounded(to(seat.x, seat.y));
    return { ...seat, x, y };
  });
  const sections = seats.sections.map((section, i) => {
    if (section === plan.sections[i]) return section;
    const whole = section.rows.every((row) => row.seats.every(({ id }) => ids.has(id)));
    return fitted(whole && section.shape ? movedThing(section, to, 0) : section, plan.seatWidth);
  });
  return {
    ...seats,
    sections,
    stage: plan.stage && place(plan.stage),
    gates: mapped(plan.gates, place),
    areas: mapped(plan.areas, place),
    texts: mapped(plan.texts, place),
  };
}

/** Without all that has these ids, and without rows and sections that are empty then. */
export function remove(plan, ids) {
  const keep = ({ id }) => !ids.has(id);
  const sections = mapped(plan.sections, (section) => {
    const rows = mapped(section.rows, (row) => (row.seats.every(keep) ? row : { ...row, seats: row.seats.filter(keep) }));
    return rows === section.rows ? section : { ...section, rows: rows.filter(({ seats }) => seats.length) };
  }).filter(({ rows }) => rows.length);
  return {
    ...plan,
    sections,
    stage: plan.stage && keep(plan.stage) ? plan.stage : null,
    gates: plan.gates.filter(keep),
    areas: plan.areas.filter(keep),
    texts: plan.texts.filter(keep),
  };
}

/** Adds rows to the section of this name and floor, or to a new one. */
export function addRows(plan, name, floor, rows) {
  const i = plan.sections.findIndex((one) => one.section === name && one.floor === floor);
  if (i >= 0) {
    const grown = { ...plan.sections[i], rows: [...plan.sections[i].rows, ...rows] };
    return { ...plan, sections: plan.sections.with(i, fitted(grown, plan.seatWidth)) };
  }
  const section = { id: newId(), section: name, floor, shape: null, label: null, gate: "", rows };
  return { ...plan, sections: [...plan.sections, section] };
}

/** Adds an area, a gate or a text to the list of this name; the stage replaces the one before. */
export function addThing(plan, list, fields) {
  const thing = { id: newId(), ...fields };
  return list === "stage" ? { ...plan, stage: thing } : { ...plan, [list]: [...plan[list], thing] };
}

/** Changes fields of areas, gates, texts or the stage. */
export function changeThings(plan, ids, fields) {
  const change = (thing) => (ids.has(thing.id) ? { ...thing, ...fields } : thing);
  return {
    ...plan,
    stage: plan.stage && change(plan.stage),
    gates: mapped(plan.gates, change),
    areas: mapped(plan.areas, change),
    texts: mapped(plan.texts, change),
  };
}

export function changeSection(plan, id, fields) {
  return { ...plan, sections: mapped(plan.sections, (section) => (section.id === id ? { ...section, ...fields } : section)) };
}

export function changeRow(plan, id, fields) {
  const sections = mapped(plan.sections, (section) => {
    const rows = mapped(section.rows, (row) => (row.id === id ? { ...row, ...fields } : row));
    return rows === section.rows ? section : { ...section, rows };
  });
  return { ...plan, sections };
}

/** Gives the seats of each row new numbers, from left to right. */
export function numberSeats(plan, ids, numbersOf) {
  const numbers = new Map();
  for (const { rows } of plan.sections) {
    for (const { seats } of rows) {
      const chosen = seats.filter(({ id }) => ids.has(id)).sort((a, b) => a.x - b.x || a.y - b.y);
      const given = numbersOf(chosen.length);
      chosen.forEach(({ id }, i) => numbers.set(id, given[i]));
    }
  }
  return changeSeats(plan, ids, (seat) => ({ ...seat, own: null, number: numbers.get(seat.id) }));
}

/** Adds or removes an attribute. */
export function markSeats(plan, ids, attribute, has) {
  return changeSeats(plan, ids, (seat) => {
    if (seat.attributes.includes(attribute) === has) return seat;
    const others = seat.attributes.filter((one) => one !== attribute);
    return { ...seat, attributes: has ? [...others, attribute] : others };
  });
}

/** Moves seats into a section of their floor; their rows keep their names. */
export function changeSectionOf(plan, ids, name) {
  const seats = new Set();
  eachSeat(plan, ({ id }) => ids.has(id) && seats.add(id));
  let after = remove(plan, seats);
  for (const { floor, rows } of plan.sections) {
    const moving = rows
      .map((row) => ({ ...row, id: newId(), seats: row.seats.filter(({ id }) => ids.has(id)) }))
      .filter(({ seats }) => seats.length);
    if (moving.length) after = addRows(after, name, floor, moving);
  }
  return after;
}
