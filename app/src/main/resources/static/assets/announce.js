// Makes screen readers read out a text. All scripts use this function; the layout's two live regions are the only ones,
// so that nothing is read out twice.

const waiting = { say: [], "say-urgently": [] };

/** An urgent text interrupts the screen reader. Texts of the same task are read out together. */
export function announce(text, { urgent = false } = {}) {
  const region = urgent ? "say-urgently" : "say";
  if (waiting[region].push(text) === 1) queueMicrotask(() => say(region));
}

function say(region) {
  document.getElementById(region).textContent = waiting[region].join(" ");
  waiting[region] = [];
}
