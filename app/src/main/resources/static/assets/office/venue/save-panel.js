// The buttons that save and publish, what is said about it, and the question when somebody else was faster.

import { announce } from "../../announce.js";
import { fill, words } from "../../words.js";

const by = (id) => document.getElementById(id);

export class SavePanel {
  constructor(saving, checks) {
    Object.assign(this, { saving, checks });
    this.dialog = by("conflict");
    this.mine = () => {};
    by("save").addEventListener("click", () => this.save());
    by("publish").addEventListener("click", () => this.publish());
    by("conflict-mine").addEventListener("click", () => this.goOn());
    by("conflict-theirs").addEventListener("click", () => this.openTheirs());
    saving.addEventListener("state", () => this.show());
    addEventListener("beforeunload", (event) => saving.isDirty && event.preventDefault());
    this.show();
  }

  show() {
    const { isDirty, busy } = this.saving;
    by("publish").setAttribute("aria-busy", String(busy));
    by("unsaved").hidden = !isDirty;
  }

  async save() {
    const { done, refused, silent } = await this.saving.save();
    if (done) this.tell(words.saved);
    else if (refused) this.refuse(refused, () => this.save());
    else if (silent) this.tell(words.silent, true);
  }

  async publish() {
    if (this.checks.run()) {
      this.tell(words.faulty, true);
      return;
    }
    const { done, refused, silent } = await this.saving.publish();
    if (done) this.tell(fill(words.published, done.version, done.seats, done.places));
    else if (refused) this.refuse(refused, () => this.publish());
    else if (silent) this.tell(words.silent, true);
  }

  refuse(refusal, again) {
    const { errors } = refusal.problem;
    if (errors?.length) this.checks.tell(errors);
    this.tell(refusal.message, true);
    if (refusal.code !== "venue-draft-changed" && refusal.code !== "venue-changed") return;
    this.mine = async () => {
      await this.saving.overwrite(refusal);
      await again();
    };
    by("conflict-text").textContent = refusal.message;
    this.dialog.showModal();
  }

  goOn() {
    this.dialog.close();
    this.mine();
  }

  async openTheirs() {
    this.dialog.close();
    await this.saving.load();
    this.tell(words.opened);
  }

  tell(text, isFault = false) {
    const told = by("told");
    told.textContent = text;
    told.classList.toggle("venue-told--fault", isFault);
    announce(text, { urgent: isFault });
  }
}
