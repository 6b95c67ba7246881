// A chart with what belongs to it: a sentence, a legend with the last figures, and the same as a table.

import uPlot from "../../1.6.30/dist/uPlot.esm.js";
import { el, fillWith } from "../dom.js";
import { number, time, words } from "./texts.js";

const DASHES = [[], [8, 5], [2, 4], []];
const COLOURS = ["--level-2", "--level-1", "--accent", "--level-3"];
const WIDTHS = [2, 2, 2, 4];
const ROWS_MAX = 30;
const ROW_S = 60;

const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const by = (id) => document.getElementById(id);

const axis = (more) => ({
  stroke: () => css("--ink-soft"), grid: { stroke: () => css("--line"), width: 1 }, ticks: { show: false },
  font: '12px system-ui, "Noto Sans KR", sans-serif', ...more,
});

export class Chart {
  #id;
  #keys;
  #format;
  #plot;
  #record;

  /** `keys` are those of the record's series, at most four; `format` writes a value. */
  constructor(id, keys, record, format = number) {
    this.#id = id;
    this.#keys = keys;
    this.#record = record;
    this.#format = format;
    const box = by(`chart-${id}`);
    this.#plot = new uPlot(this.#options(box), this.#data(), box);
    new ResizeObserver(() => this.#plot.setSize(sizeOf(box))).observe(box);
    by(`twin-${id}`).addEventListener("toggle", () => this.#tell());
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.#plot.redraw());
  }

  #options(box) {
    return {
      ...sizeOf(box),
      legend: { show: false },
      cursor: { show: false },
      scales: { y: { range: (_, low, high) => [0, Math.max(1, (high ?? 0) * 1.08)] } },
      axes: [
        axis({ values: (_, at) => at.map(time), space: 60, size: 28 }),
        axis({ values: (_, values) => values.map(this.#format), size: 64 }),
      ],
      series: [{}, ...this.#keys.map((_, i) => ({
        stroke: () => css(COLOURS[i]), width: WIDTHS[i], dash: DASHES[i], spanGaps: true, points: { show: false },
      }))],
    };
  }

  #data() {
    return [this.#record.at, ...this.#keys.map((key) => this.#record.series[key])];
  }

  /** Shows what the record has by now. */
  show(sentence) {
    this.#plot.setData(this.#data());
    by(`sentence-${this.#id}`).textContent = sentence;
    fillWith(by(`legend-${this.#id}`), this.#keys.map((key) => el("li", {},
      el("i"), words.names[key], el("b", {}, this.#format(this.#record.last(key))))));
    this.#tell();
  }

  /** The table has a row a minute, the latest first. It is written only while it is open. */
  #tell() {
    const twin = by(`twin-${this.#id}`);
    if (!twin.open) return;
    const table = twin.querySelector("table");
    const head = el("thead", {}, el("tr", {}, [words.time, ...this.#keys.map((key) => words.names[key])]
      .map((name) => el("th", { scope: "col" }, name))));
    fillWith(table, head, el("tbody", {}, this.#rows().map((i) => el("tr", {},
      el("th", { scope: "row" }, time(this.#record.at[i])),
      this.#keys.map((key) => el("td", {}, this.#format(this.#record.series[key][i])))))));
  }

  #rows() {
    const rows = [];
    let before = Infinity;
    for (let i = this.#record.at.length - 1; i >= 0 && rows.length < ROWS_MAX; i -= 1) {
      const minute = Math.floor(this.#record.at[i] / ROW_S);
      if (minute < before) rows.push(i);
      before = minute;
    }
    return rows;
  }
}

const sizeOf = (box) => ({ width: Math.max(200, box.clientWidth), height: Math.max(120, box.clientHeight) });
