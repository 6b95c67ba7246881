// Lists what is wrong with the plan: found here, or said by the server. A finding that is pressed is selected and shown.

import { isolated } from "../../site.js";
import { fill, words } from "../../words.js";
import { check, idsAt } from "./checks.js";

export class ChecksPanel {
  /** `show(ids)` brings what was found into view. */
  constructor(editor, root, show) {
    Object.assign(this, { editor, root, show });
    this.list = root.querySelector("ul");
    this.sum = root.querySelector("[data-sum]");
  }

  /** Checks the plan; returns how many faults would keep it from being published. */
  run() {
    const findings = check(this.editor.plan);
    this.put(findings.map((finding) => ({
      ...finding, text: fill(words.checks[finding.code], ...finding.values.map((value) => isolated(String(value)))) })));
    return findings.filter(({ severe }) => severe).length;
  }

  /** Shows what the server found: `{ field, message }`, each with the path of a field. */
  tell(errors) {
    this.put(errors.map(({ field, message }) => {
      const { floor, ids, values } = idsAt(this.editor.plan, field);
      const what = values.filter((value) => value).map((value) => isolated(value)).join(" · ");
      return { floor, ids, severe: true, text: [what, `${field}: ${message}`].filter((part) => part).join(" – ") };
    }));
  }

  put(findings) {
    this.root.open = true;
    this.sum.textContent = findings.length ? fill(words.checks.found, findings.length) : words.checks.none;
    this.list.replaceChildren(...findings.map((finding) => {
      const li = document.createElement("li");
      li.className = finding.severe ? "venue-finding venue-finding--severe" : "venue-finding";
      const kind = document.createElement("strong");
      kind.textContent = finding.severe ? words.checks.severe : words.checks.odd;
      li.append(kind, this.what(finding));
      return li;
    }));
  }

  what({ text, ids, floor }) {
    const what = document.createElement(ids.length ? "button" : "span");
    what.dir = "auto";
    what.textContent = text;
    if (ids.length) {
      what.type = "button";
      what.className = "venue-pick";
      what.addEventListener("click", () => {
        this.editor.showFloor(floor);
        this.editor.select(ids);
        this.show(this.editor.selected);
      });
    }
    return what;
  }
}
