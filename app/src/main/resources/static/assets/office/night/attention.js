// What needs an operator now, before anything else. What is new is read aloud.

import { announce } from "../../announce.js";
import { el, fillWith } from "../dom.js";
import { fill, words } from "./texts.js";

/** From this share on, limits may refuse honest fans. */
const LIMITED_SHARE = 0.5;
const LIMITED_MIN = 60;

let before = new Set();

/** Shows the list of a frame, and what this page alone sees. */
export function showAttention(frame, record) {
  const list = [...frame.attention];
  const refused = record.last("refused") ?? 0;
  const limited = record.last("limited") ?? 0;
  if (limited >= LIMITED_MIN && limited > refused * LIMITED_SHARE) {
    list.push({ what: "limited", level: "warning", value: Math.round((100 * limited) / refused) });
  }
  const texts = list.map(({ what, value }) => fill(words.attention[what] ?? what, value));
  const fresh = texts.filter((text) => !before.has(text.replace(/\d+/g, "")));
  if (fresh.length) announce(fresh.join(" "));
  before = new Set(texts.map((text) => text.replace(/\d+/g, "")));
  const items = list.map(({ level }, i) => el("li", { class: `notice notice--${level}` }, el("span", {}, texts[i])));
  fillWith(document.getElementById("attention"),
    items.length ? items : el("li", { class: "notice notice--success" }, el("span", {}, words.well)));
}
