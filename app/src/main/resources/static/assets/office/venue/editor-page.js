// The editor of a venue: puts its parts together.

import { announce } from "../../announce.js";
import { fill, words } from "../../words.js";
import { mark, mirror, paintLevel, putIntoSection, removeSelected, renumber, turn } from "./actions.js";
import { BackdropPanel } from "./backdrop-panel.js";
import { ChecksPanel } from "./checks-panel.js";
import { Colours } from "./colours.js";
import { BlockTool, PaintTool, RowTool, ShapeTool, SpotTool } from "./draw-tools.js";
import { Editor } from "./editor.js";
import { fieldsOf, Forms, numberingOf } from "./forms.js";
import { HousePanel } from "./house-panel.js";
import { Keys } from "./keys.js";
import { Painting } from "./painting.js";
import { readPlan } from "./plan.js";
import { Pointer } from "./pointer.js";
import { Properties } from "./properties.js";
import { SavePanel } from "./save-panel.js";
import { Saving } from "./saving.js";
import { moveSelected, SelectTool } from "./select-tool.js";
import { Tree } from "./tree.js";
import { PlanView } from "./view.js";

const by = (id) => document.getElementById(id);
const form = (name) => by(`tool-${name}`);

class EditorPage {
  constructor() {
    this.editor = new Editor(readPlan({}));
    this.view = new PlanView(by("canvas"));
    this.colours = new Colours();
    this.painting = new Painting(this.editor, this.view, this.colours, words);
    this.forms = new Forms(this.editor, form);
    this.tools = this.makeTools();
    this.pointer = new Pointer(this.view, () => this.tool);
    this.makePanels();
    this.useTool("select");
    this.listen();
  }

  makeTools() {
    const { editor, view, painting, forms } = this;
    const all = [editor, view, painting];
    return {
      select: new SelectTool(...all),
      hand: { pans: true },
      row: new RowTool(...all, {
        curved: () => fieldsOf(form("row")).curved, make: (from, to, over) => forms.row(from, to, over) }),
      block: new BlockTool(...all, { make: (at, size) => forms.block(at, size) }),
      area: new ShapeTool(...all, { make: (shape) => forms.area(shape) }),
      stage: new ShapeTool(...all, { make: (shape) => forms.stage(shape) }),
      gate: new SpotTool(...all, { make: (at) => forms.gate(at) }),
      text: new SpotTool(...all, { make: (at) => forms.text(at) }),
      paint: new PaintTool(...all, { make: (ids) => this.paint(ids) }),
    };
  }

  makePanels() {
    const { editor } = this;
    const show = (ids) => this.show(ids);
    this.saving = new Saving(editor, by("main").dataset.venue);
    const checks = new ChecksPanel(editor, by("checks"), show);
    this.savePanel = new SavePanel(this.saving, checks);
    by("check").addEventListener("click", () => announce(checks.run() ? words.faulty : words.checks.none));
    new HousePanel(editor, this.colours, by("house"));
    new Properties(editor, by("properties"));
    new Tree(editor, by("tree"), show);
    new BackdropPanel(this.painting, by("backdrop"));
    new Keys(editor, this.view, this);
  }

  listen() {
    const { editor } = this;
    document.querySelectorAll("[data-tool]").forEach((button) => (
      button.addEventListener("click", () => this.useTool(button.dataset.tool))));
    const does = {
      undo: () => this.undo(), redo: () => this.redo(),
      "zoom-in": () => this.view.zoom(1.4), "zoom-out": () => this.view.zoom(1 / 1.4),
      "zoom-fit": () => this.view.fit(editor.floorBounds()),
      "select-all": () => editor.selectAll(), "select-none": () => editor.select([]),
      remove: () => removeSelected(editor),
      "mirror-sides": () => mirror(editor, "sides"), "mirror-depth": () => mirror(editor, "depth"),
    };
    for (const [id, act] of Object.entries(does)) by(id).addEventListener("click", act);
    editor.addEventListener("plan", ({ detail }) => this.said(detail));
    editor.addEventListener("selection", () => this.selected());
    this.listenToForms();
  }

  listenToForms() {
    const { editor } = this;
    const does = {
      turn: ({ degrees }) => turn(editor, degrees),
      shift: ({ dx, dy }) => moveSelected(editor, dx, dy),
      number: (fields) => renumber(editor, numberingOf(fields)),
      section: ({ section }) => putIntoSection(editor, section),
    };
    for (const [name, act] of Object.entries(does)) {
      by(`with-${name}`).addEventListener("submit", (event) => {
        event.preventDefault();
        act(fieldsOf(event.target));
      });
    }
    form("paint").addEventListener("submit", (event) => {
      event.preventDefault();
      this.paint(editor.selected);
    });
    by("grid").addEventListener("input", () => {
      const { on, gridStep } = fieldsOf(by("grid"));
      editor.grid = { on, step: Math.min(1_000, Math.max(1, gridStep)) };
      this.painting.refresh();
    });
  }

  /** Gives seats the level, or the mark, that the brush's form says. */
  paint(ids) {
    const { what, level } = fieldsOf(form("paint"));
    if (!ids.size) return;
    if (what === "level") {
      if (form("paint").reportValidity() && level) paintLevel(this.editor, ids, level);
      return;
    }
    mark(this.editor, ids, what.replace("no-", ""), !what.startsWith("no-"));
  }

  get tool() {
    return this.tools[this.toolName];
  }

  useTool(name) {
    this.tools[this.toolName]?.cancel?.();
    this.toolName = name;
    document.querySelectorAll("[data-tool]").forEach((button) => (
      button.setAttribute("aria-pressed", String(button.dataset.tool === name))));
    document.querySelectorAll("form[id^='tool-']").forEach((one) => {
      one.hidden = one.id !== `tool-${name}`;
    });
    by("canvas").dataset.uses = name;
    by("tool-help").textContent = words.help[name];
  }

  undo() {
    if (!this.editor.undo()) announce(words.nothingToUndo);
  }

  redo() {
    if (!this.editor.redo()) announce(words.nothingToUndo);
  }

  save() {
    this.savePanel.save();
  }

  /** Brings these into view. */
  show(ids) {
    const bounds = this.editor.bounds(ids);
    if (bounds && !this.view.shows(bounds)) this.view.fit(bounds);
  }

  said({ name, values }) {
    by("undo").disabled = !this.editor.history.canUndo;
    by("redo").disabled = !this.editor.history.canRedo;
    if (name === "opened" || name === "floor") this.view.fit(this.editor.floorBounds());
    if (words.done[name]) announce(fill(words.done[name], ...values));
  }

  selected() {
    const { size } = this.editor.selected;
    by("count").textContent = size ? fill(words.selected, size) : words.selectedNone;
    by("canvas").dataset.selected = size;
    by("with-selection").disabled = !size;
  }
}

/** For tests, which compare plans. */
export const page = new EditorPage();
await page.saving.load().catch((error) => page.savePanel.tell(error.message || words.silent, true));
by("main").dataset.ready = "yes";
