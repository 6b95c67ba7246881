// The fields of what is selected: of one thing, one seat, a whole row or a whole section.

import { changeRow, changeSeats, changeSection, changeThings } from "./edits.js";
import { readPoints, writePoints } from "./shapes.js";
import { words } from "../../words.js";

const NAME_MAX = 40;

function input(name, value, { type = "text", max = NAME_MAX, list } = {}) {
  const label = document.createElement("label");
  label.className = "venue-field";
  const title = document.createElement("span");
  title.textContent = words.fields[name];
  const field = document.createElement("input");
  field.name = name;
  field.type = type;
  if (type === "checkbox") field.checked = value;
  else field.value = value;
  if (type === "text") field.maxLength = max;
  if (list) field.setAttribute("list", list);
  label.append(title, field);
  return label;
}

const number = (name, value) => input(name, value, { type: "number" });
const SHAPE = { max: 4_000 };
const GATES = { list: "gates" };
const LEVELS = { list: "levels" };

/** Inputs of things by their kind, and what is made of what was typed. */
const THINGS = {
  stage: ({ shape, floor }) => [input("shape", writePoints(shape), SHAPE), number("floor", floor)],
  area: (area) => [
    input("area", area.area), input("priceLevel", area.priceLevel, LEVELS), number("capacity", area.capacity),
    input("entryNumbers", area.entryNumbers, { type: "checkbox" }), input("gate", area.gate, GATES), number("floor", area.floor),
    input("shape", writePoints(area.shape), SHAPE)],
  gate: ({ gate, x, y, floor }) => [input("gate", gate), number("x", x), number("y", y), number("floor", floor)],
  text: (one) => [
    input("text", one.text, { max: 200 }), number("size", one.size), number("rotation", one.rotation), number("x", one.x),
    number("y", one.y), number("floor", one.floor)],
};

export class Properties {
  constructor(editor, form) {
    this.editor = editor;
    this.form = form;
    this.fields = form.querySelector("[data-fields]");
    editor.addEventListener("selection", () => this.show());
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.apply();
    });
    this.show();
  }

  show() {
    this.of = this.subject();
    this.form.hidden = !this.of;
    if (!this.of) return;
    this.form.querySelector("[data-what]").textContent = words.kinds[this.of.kind];
    this.fields.replaceChildren(...this.of.inputs);
  }

  subject() {
    const { editor } = this;
    const seats = editor.selectedSeats;
    const others = editor.selectedThings;
    if (!seats.length && others.length === 1) {
      const [{ kind, thing }] = others;
      return { kind, thing, inputs: THINGS[kind](thing) };
    }
    if (!seats.length || others.length) return null;
    const { section } = seats[0];
    if (seats.some((entry) => entry.section !== section)) return null;
    return this.ofSeats(seats, section);
  }

  ofSeats(seats, section) {
    const { row } = seats[0];
    const whole = section.rows.reduce((sum, { seats: all }) => sum + all.length, 0);
    if (seats.length === 1) {
      const { seat } = seats[0];
      const inputs = [input("number", seat.number), input("own", seat.own ?? ""), number("x", seat.x), number("y", seat.y)];
      return { kind: "seat", thing: seat, inputs };
    }
    if (seats.length === whole) {
      const inputs = [input("section", section.section), input("gate", section.gate, GATES), number("floor", section.floor)];
      return { kind: "section", thing: section, inputs };
    }
    const isRow = seats.length === row.seats.length && seats.every((entry) => entry.row === row);
    return isRow ? { kind: "row", thing: row, inputs: [input("row", row.row)] } : null;
  }

  apply() {
    const { kind, thing } = this.of;
    const typed = {};
    for (const field of this.fields.querySelectorAll("input")) {
      if (field.type === "checkbox") typed[field.name] = field.checked;
      else typed[field.name] = field.type === "number" ? Math.round(Number(field.value)) || 0 : field.value.trim();
    }
    if (typed.shape !== undefined) typed.shape = readPoints(typed.shape) ?? thing.shape;
    if (typed.shape && kind === "area") typed.label = null;
    this.editor.edit("changed", this.changed(kind, thing, typed), { cost: 1 });
  }

  changed(kind, thing, typed) {
    const { plan } = this.editor;
    const ids = new Set([thing.id]);
    if (kind === "section") return changeSection(plan, thing.id, typed);
    if (kind === "row") return changeRow(plan, thing.id, typed);
    if (kind === "seat") return changeSeats(plan, ids, (seat) => ({ ...seat, ...typed, own: typed.own || null }));
    return changeThings(plan, ids, typed);
  }
}
