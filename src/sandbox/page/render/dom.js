/** Building the page out of nodes. Text is only ever text: nothing here reads markup. */

const SVG = "http://www.w3.org/2000/svg";

/** The drawings, each a path on a 24 by 24 grid. */
const ICONS = {
  hash: "M9 4 7 20M17 4l-2 16M4 9h16M4 15h16",
  forum: "M4 5h16v10H10l-4 4v-4H4z",
  thread: "M6 4v7a3 3 0 0 0 3 3h9M14 10l4 4-4 4",
  person: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM5 20c.6-4 3.4-6 7-6s6.4 2 7 6",
  list: "M4 7h16M4 12h16M4 17h16",
  why: "M9 18h6M10 21h4M8 14.5A6 6 0 1 1 16 14.5c-.8.7-1 1.5-1 2.5H9c0-1-.2-1.8-1-2.5z",
  plus: "M12 5v14M5 12h14",
  send: "M4 12 20 4l-5 16-3.5-6.5zM11.5 13.5 20 4",
  more: "M5 12h.01M12 12h.01M19 12h.01",
  close: "M6 6l12 12M18 6 6 18",
  reply: "M10 8 5 13l5 5M5 13h9a5 5 0 0 1 5 5",
  file: "M7 3h7l5 5v13H7zM14 3v5h5",
  eye: "M2.5 12S6 6 12 6s9.5 6 9.5 6-3.5 6-9.5 6-9.5-6-9.5-6zM12 14.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z",
};

/**
 * An element. An attribute that is null, undefined or false is left out, true stands for an empty one; `on` holds
 * listeners, `data` the data attributes. Children may be nested lists, texts or nodes; empty ones are left out.
 */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "on") for (const [event, listener] of Object.entries(value)) element.addEventListener(event, listener);
    else if (name === "data") Object.assign(element.dataset, value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}

/** A button that shows an icon and says its name. */
export function iconButton(name, label, pressed, attributes = {}) {
  return h("button", { type: "button", class: "icon-button", "aria-label": label, title: label, on: { click: pressed }, ...attributes }, icon(name));
}

/** A person's mark: two letters on one of seven colours. */
export function avatar(name, isBot = false) {
  const hue = isBot ? "bot" : name.toUpperCase().charCodeAt(0) % 7;
  return h("span", { class: `avatar hue-${hue}`, "aria-hidden": "true" }, [...name].slice(0, 2).join(""));
}

/** An address that may be followed: the web only. */
export function safeUrl(text) {
  try {
    const url = new URL(text, location.href);
    return url.protocol === "http:" || url.protocol === "https:" ? url.href : null;
  } catch {
    return null;
  }
}

/** A link that leaves the page. */
export function link(url, ...children) {
  const href = safeUrl(url);
  if (!href) return h("span", {}, ...children);
  return h("a", { href, target: "_blank", rel: "noopener noreferrer", title: href }, ...children);
}

/** The path of a file that this server keeps; null for any other place, from which nothing is loaded. */
export function ownFile(text) {
  const href = safeUrl(text);
  const url = href && new URL(href);
  const isOwn = url && (url.host === location.host || /^(127\.0\.0\.1|localhost|\[::1\])$/.test(url.hostname)) && url.port === location.port;
  return isOwn ? url.pathname + url.search : null;
}
