// Makes elements. Texts become text nodes, so what people typed is never markup.

/**
 * An element with attributes and children: `el("td", { class: "num", onclick: go }, "12")`. Children are texts or
 * elements; null and false are left out. Attributes that are null or false are left out, true has no value.
 */
export function el(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") element[key] = value;
    else element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** Replaces all that an element has. */
export function fillWith(element, ...children) {
  element.replaceChildren(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
}
