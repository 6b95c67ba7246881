// The colours and the font of the map, from the style sheet's tokens; light or dark.

const dark = matchMedia("(prefers-color-scheme: dark)");

export class MapColours {
  constructor(levels) {
    this.levels = levels;
    this.read();
  }

  read() {
    const style = getComputedStyle(document.documentElement);
    const token = (name) => style.getPropertyValue(name).trim();
    this.ink = token("--ink");
    this.soft = token("--ink-soft");
    this.line = token("--line");
    this.taken = token("--line-strong");
    this.surface = token("--surface");
    this.accent = token("--accent");
    this.onAccent = token("--on-accent");
    this.danger = token("--danger");
    this.focus = token("--focus");
    this.night = token("--night");
    this.onNight = token("--on-night");
    this.onLevel = token("--on-level");
    this.styles = [1, 2, 3, 4, 5, 6].map((n) => token(`--level-${n}`));
    this.font = token("--font");
  }

  ofLevel(level) {
    return this.styles[this.levels[level].style - 1];
  }

  /** Calls `changed` when the colour scheme changes. */
  follow(changed) {
    dark.addEventListener("change", () => {
      this.read();
      changed();
    });
  }
}
