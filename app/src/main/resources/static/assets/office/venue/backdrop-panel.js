// The picture to trace: chosen, placed and taken away.

import { announce } from "../../announce.js";
import { words } from "../../words.js";
import { Backdrop, readPicture } from "./backdrop.js";
import { fieldsOf } from "./forms.js";

export class BackdropPanel {
  constructor(painting, form) {
    Object.assign(this, { painting, form });
    form.addEventListener("submit", (event) => event.preventDefault());
    form.elements.file.addEventListener("change", () => this.choose());
    form.addEventListener("input", ({ target }) => target.type !== "file" && this.place());
    form.querySelector("[data-clear]").addEventListener("click", () => this.clear());
  }

  async choose() {
    const file = this.form.elements.file.files[0];
    if (!file) return;
    const { image, refused } = await readPicture(file);
    this.tell(refused ? words.picture[refused] : words.picture.shown);
    if (refused) {
      this.form.elements.file.value = "";
      return;
    }
    this.painting.backdrop = new Backdrop(image);
    this.place();
  }

  place() {
    const { x, y, metres, opacity } = fieldsOf(this.form);
    this.painting.backdrop?.place(x, y, Math.max(1, metres), Math.min(100, Math.max(5, Number(opacity))) / 100);
    this.painting.request();
  }

  clear() {
    this.painting.backdrop = null;
    this.form.elements.file.value = "";
    this.painting.request();
    this.tell(words.picture.gone);
  }

  tell(text) {
    this.form.querySelector("[data-told]").textContent = text;
    announce(text);
  }
}
