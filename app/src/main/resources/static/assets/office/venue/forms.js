// The forms of the tools: what they draw is set there, and they draw it by keyboard too, at the numbers that are typed.

import { addRows, addThing } from "./edits.js";
import { makeBlock, makeRow } from "./making.js";
import { nextName, readList } from "./numbering.js";
import { bowed, rectangle } from "./shapes.js";

/** A form's fields: whole numbers where the field is one. */
export function fieldsOf(form) {
  const fields = {};
  for (const input of form.elements) {
    if (!input.name) continue;
    fields[input.name] = input.type === "checkbox" ? input.checked : input.value.trim();
    if (input.type === "number") fields[input.name] = Math.round(Number(input.value)) || 0;
  }
  return fields;
}

export function numberingOf({ start, step, side, skip }) {
  return { start, step, skip: readList(skip), fromRight: side === "right" };
}

/** Writes into a field of a form. */
function put(form, name, value) {
  form.elements[name].value = value;
}

function idsOf(rows) {
  return rows.flatMap(({ seats }) => seats.map(({ id }) => id));
}

export class Forms {
  /** `form(name)` is the form of a tool. */
  constructor(editor, form) {
    this.editor = editor;
    this.form = form;
    const draws = { row: this.typedRow, block: this.typedBlock, area: this.typedArea, stage: this.typedStage,
      gate: this.typedGate, text: this.typedText };
    for (const [name, draw] of Object.entries(draws)) {
      form(name).addEventListener("submit", (event) => {
        event.preventDefault();
        draw.call(this, fieldsOf(form(name)));
      });
    }
  }

  // The browser tells what is wrong at the field itself, and moves the focus there.
  valid(name) {
    return this.form(name).reportValidity();
  }

  row(from, to, over) {
    if (!this.valid("row")) return;
    const fields = fieldsOf(this.form("row"));
    const bend = over ?? (fields.bow ? bowed(from, to, fields.bow) : null);
    const row = makeRow({ from, to, over: bend, seats: fields.seats, name: fields.row, numbering: numberingOf(fields),
      priceLevel: fields.level });
    const { editor } = this;
    editor.edit("rowAdded", addRows(editor.plan, fields.section, editor.floor, [row]), {
      select: idsOf([row]), cost: fields.seats, values: [fields.seats, fields.row, fields.section] });
    put(this.form("row"), "row", nextName(fields.row || "0"));
  }

  typedRow({ x, y, x2, y2, depth }) {
    this.row([x, y], [x2, y2], null);
    put(this.form("row"), "y", y + depth);
    put(this.form("row"), "y2", y2 + depth);
  }

  /** `size` is as wide and deep as the block is to be; null: as its form says. */
  block(at, size = null) {
    if (!this.valid("block")) return null;
    const fields = fieldsOf(this.form("block"));
    const { pitch, depth, section } = fields;
    const seats = size ? Math.floor(size[0] / pitch) + 1 : fields.seats;
    const count = size ? Math.floor(size[1] / depth) + 1 : fields.rows;
    const rows = makeBlock({ at, rows: count, seats, pitch, depth, bow: fields.bow, priceLevel: fields.level,
      rowNaming: { start: fields.rowStart, skip: readList(fields.rowSkip) }, numbering: numberingOf(fields) });
    const { editor } = this;
    editor.edit("blockAdded", addRows(editor.plan, section, editor.floor, rows), {
      select: idsOf(rows), cost: seats * count, values: [section, count, seats] });
    put(this.form("block"), "section", nextName(section));
    return seats;
  }

  /** The next block stands to the right, behind an aisle of two seats. */
  typedBlock({ x, y, pitch }) {
    const seats = this.block([x, y]);
    if (seats) put(this.form("block"), "x", x + (seats + 2) * pitch);
  }

  thing(name, list, fields, said) {
    const { editor } = this;
    const after = addThing(editor.plan, list, { ...fields, floor: editor.floor });
    const added = list === "stage" ? after.stage : after[list].at(-1);
    editor.edit(`${name}Added`, after, { select: [added.id], cost: 1, values: [said] });
  }

  area(shape) {
    if (!this.valid("area")) return;
    const { name, level, capacity, entryNumbers } = fieldsOf(this.form("area"));
    this.thing("area", "areas", { area: name, shape, label: null, gate: "", capacity, priceLevel: level, entryNumbers }, name);
    put(this.form("area"), "name", nextName(name));
  }

  typedArea({ x, y, width, height }) {
    this.area(rectangle(x, y, x + width, y + height));
  }

  stage(shape) {
    this.thing("stage", "stage", { shape }, "");
  }

  typedStage({ x, y, width, height }) {
    if (this.valid("stage")) this.stage(rectangle(x, y, x + width, y + height));
  }

  gate([x, y]) {
    if (!this.valid("gate")) return;
    const { name } = fieldsOf(this.form("gate"));
    this.thing("gate", "gates", { gate: name, x, y }, name);
    put(this.form("gate"), "name", nextName(name));
  }

  typedGate({ x, y }) {
    this.gate([x, y]);
  }

  text([x, y]) {
    if (!this.valid("text")) return;
    const { text, size, rotation } = fieldsOf(this.form("text"));
    this.thing("text", "texts", { text, x, y, size, rotation }, text);
  }

  typedText({ x, y }) {
    this.text([x, y]);
  }
}
