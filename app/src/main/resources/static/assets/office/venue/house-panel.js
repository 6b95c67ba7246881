// The fields of the whole house, the switch of floors, the legend of price levels, and the lists that fields suggest.

import { floorCount } from "./plan.js";
import { fieldsOf } from "./forms.js";
import { fill, words } from "../../words.js";

const by = (id) => document.getElementById(id);

export class HousePanel {
  constructor(editor, colours, form) {
    Object.assign(this, { editor, colours, form });
    form.addEventListener("change", () => this.apply());
    form.addEventListener("submit", (event) => event.preventDefault());
    by("floor").addEventListener("change", ({ target }) => editor.showFloor(Number(target.value)));
    editor.addEventListener("plan", () => this.show());
    this.show();
  }

  apply() {
    const { name, seatWidth, floors } = fieldsOf(this.form);
    const named = floors.split("\n").map((floor) => floor.trim()).filter((floor) => floor);
    const { plan } = this.editor;
    this.editor.edit("changed", { ...plan, name, seatWidth, floors: named }, { cost: 1 });
  }

  show() {
    const { plan, floor } = this.editor;
    const { name, seatWidth, floors } = this.form.elements;
    name.value = plan.name;
    seatWidth.value = plan.seatWidth;
    floors.value = plan.floors.join("\n");
    by("floor").replaceChildren(...Array.from({ length: floorCount(plan) }, (_, i) => (
      new Option(plan.floors[i] ?? words.onlyFloor, String(i), false, i === floor))));
    this.legend();
    this.suggest("levels", [...this.colours.levels.keys()]);
    this.suggest("gates", plan.gates.map(({ gate }) => gate));
    this.suggest("sections", plan.sections.map(({ section }) => section));
  }

  suggest(id, names) {
    by(id).replaceChildren(...names.slice(0, 100).map((name) => new Option(name, name)));
  }

  legend() {
    by("legend").replaceChildren(...[...this.colours.levels.values()].map(({ name, letter, style, places }) => {
      const li = document.createElement("li");
      const sign = document.createElement("span");
      sign.className = "venue-sign";
      sign.dataset.style = style;
      sign.textContent = letter;
      const text = document.createElement("span");
      text.dir = "auto";
      text.textContent = fill(words.level, name || words.noLevel, places);
      li.append(sign, text);
      return li;
    }));
  }
}
