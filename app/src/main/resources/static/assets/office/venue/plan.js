// The plan in the editor's memory. A plan is never changed: an edit makes another one, which shares all that stayed as
// it was. So an undo is a step back to an older plan. Everything that can be selected has an id, which no plan keeps.

let last = 0;

export const newId = () => (last += 1);

export const ATTRIBUTES = ["ACCESSIBLE", "COMPANION", "RESTRICTED_VIEW", "AISLE"];

/** The label that the server gives to a seat without one. */
export function madeLabel(section, row, number) {
  return [section, row, number].filter((part) => part).join("-");
}

/** A label that follows from names is left out, so that it follows when they change. */
function readSeat(seat, section, row) {
  const number = seat.number ?? seat.seat ?? "";
  const made = madeLabel(section, row, number);
  const own = seat.seat && seat.seat !== made ? seat.seat : null;
  const { x = 0, y = 0, priceLevel = "", attributes } = seat;
  return { id: newId(), own, number, x, y, priceLevel, attributes: attributes ?? [] };
}

function readSection({ section = "", floor, shape, label, gate, rows }) {
  return {
    id: newId(),
    section,
    floor: floor ?? 0,
    shape: shape ?? null,
    label: label ?? null,
    gate: gate ?? "",
    rows: (rows ?? []).map(({ row, seats }) => ({
      id: newId(),
      row: row ?? "",
      seats: (seats ?? []).map((seat) => readSeat(seat, section, row ?? "")),
    })),
  };
}

function readArea({ area, floor, shape, label, gate, capacity, priceLevel, entryNumbers }) {
  return {
    id: newId(),
    area: area ?? "",
    floor: floor ?? 0,
    shape: shape ?? [],
    label: label ?? null,
    gate: gate ?? "",
    capacity: capacity ?? 1,
    priceLevel: priceLevel ?? "",
    entryNumbers: Boolean(entryNumbers),
  };
}

/** Makes a plan of one in our JSON format, finished or not. */
export function readPlan(json) {
  const { stage } = json;
  return {
    name: json.name ?? "",
    seatWidth: json.seatWidth ?? 50,
    floors: json.floors ?? [],
    stage: stage ? { id: newId(), shape: stage.shape ?? [], floor: stage.floor ?? 0 } : null,
    gates: (json.gates ?? []).map((one) => ({ id: newId(), gate: "", x: 0, y: 0, ...one, floor: one.floor ?? 0 })),
    sections: (json.sections ?? []).map(readSection),
    areas: (json.areas ?? []).map(readArea),
    texts: (json.texts ?? []).map((one) => (
      { id: newId(), text: "", x: 0, y: 0, size: 50, ...one, rotation: one.rotation ?? 0, floor: one.floor ?? 0 })),
  };
}

/** Leaves out what is missing, because a list or a name cannot be empty. */
function given(fields) {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null && value !== ""));
}

function writeSeat({ own, number, x, y, priceLevel, attributes }) {
  return given({ seat: own, number, x, y, priceLevel, attributes: attributes.length ? attributes : null });
}

function writeSection({ section, floor, shape, label, gate, rows }) {
  return {
    ...given({ section, floor, shape, label, gate }),
    rows: rows.map(({ row, seats }) => ({ ...given({ row }), seats: seats.map(writeSeat) })),
  };
}

function writeArea({ id, ...area }) {
  return given(area);
}

function withoutId({ id, ...rest }) {
  return rest;
}

/** The plan in our JSON format. */
export function writePlan({ name, seatWidth, floors, stage, gates, sections, areas, texts }) {
  return {
    ...given({ name, seatWidth, stage: stage && withoutId(stage) }),
    floors,
    gates: gates.map(withoutId),
    sections: sections.map(writeSection),
    areas: areas.map(writeArea),
    texts: texts.map(withoutId),
  };
}

/** Calls `each(seat, row, section)` for all seats, in the plan's order. */
export function eachSeat(plan, each) {
  for (const section of plan.sections) {
    for (const row of section.rows) {
      for (const seat of row.seats) each(seat, row, section);
    }
  }
}

export function seatCount(plan) {
  return plan.sections.reduce((sum, { rows }) => sum + rows.reduce((all, { seats }) => all + seats.length, 0), 0);
}

export function floorCount(plan) {
  return Math.max(1, plan.floors.length);
}

/** Areas, stage, gates and texts: all that is no seat, each with its kind. */
export function things(plan) {
  return [
    ...(plan.stage ? [{ kind: "stage", thing: plan.stage }] : []),
    ...plan.areas.map((thing) => ({ kind: "area", thing })),
    ...plan.gates.map((thing) => ({ kind: "gate", thing })),
    ...plan.texts.map((thing) => ({ kind: "text", thing })),
  ];
}

/** The ids of everything on a floor. */
export function idsOnFloor(plan, floor) {
  const ids = new Set();
  eachSeat(plan, (seat, _, section) => section.floor === floor && ids.add(seat.id));
  for (const { thing } of things(plan)) if (thing.floor === floor) ids.add(thing.id);
  return ids;
}

/** The ids of a section's seats. */
export function seatIds({ rows }) {
  return rows.flatMap(({ seats }) => seats.map(({ id }) => id));
}
