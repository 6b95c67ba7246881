// Reads the draft or the newest version, saves drafts and publishes them. The server refuses what somebody else has
// changed meanwhile.

import { call, Refusal } from "../call.js";
import { readPlan, writePlan } from "./plan.js";

export class Saving extends EventTarget {
  constructor(editor, venueId) {
    super();
    this.editor = editor;
    this.address = `/api/v1/operator/venues/${venueId}`;
    this.revision = 0;
    this.basedOn = null;
    this.kept = null;
    this.busy = false;
    editor.addEventListener("plan", () => this.dispatchEvent(new Event("state")));
  }

  async load() {
    const history = await call("GET", this.address);
    const newest = history.versions[0]?.version ?? null;
    if (history.draft) {
      const draft = await call("GET", `${this.address}/draft`);
      this.revision = draft.revision;
      this.basedOn = draft.basedOn ?? null;
      this.open(JSON.parse(draft.plan));
    } else {
      this.revision = 0;
      this.basedOn = newest;
      this.open(await call("GET", `${this.address}/versions/${newest}`));
    }
  }

  open(json) {
    const plan = readPlan(json);
    this.kept = plan;
    this.editor.open(plan);
  }

  get isDirty() {
    return this.kept !== this.editor.plan;
  }

  /** What came of a save or a publication: `{ done }`, or `{ refused }` with what the server says. */
  async run(step) {
    if (this.busy) return { waits: true };
    this.busy = true;
    this.dispatchEvent(new Event("state"));
    try {
      return { done: await step() };
    } catch (error) {
      if (!(error instanceof Refusal)) return { silent: true };
      return { refused: error };
    } finally {
      this.busy = false;
      this.dispatchEvent(new Event("state"));
    }
  }

  save() {
    return this.run(() => this.put());
  }

  async put() {
    const { plan } = this.editor;
    const { revision, basedOn } = this;
    const body = { revision, basedOn, plan: JSON.stringify(writePlan(plan)) };
    const draft = await call("PUT", `${this.address}/draft`, body);
    this.revision = draft.revision;
    this.kept = plan;
    return draft;
  }

  /** Makes the plan the venue's next version. */
  publish() {
    return this.run(async () => {
      if (this.isDirty || !this.revision) await this.put();
      const version = await call("POST", `${this.address}/draft/publication`, { revision: this.revision });
      this.revision = 0;
      this.basedOn = version.version;
      return version;
    });
  }

  /** Goes on with this plan although somebody else has changed the draft or entered a version. */
  async overwrite(refusal) {
    const { now, newest } = refusal.problem;
    if (newest) this.basedOn = newest;
    else {
      this.revision = now?.revision ?? 0;
      const history = await call("GET", this.address);
      this.basedOn = history.versions[0]?.version ?? null;
    }
  }
}
