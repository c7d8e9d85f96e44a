/** A small menu at a place: arrow keys, Enter, Escape. */

import { h } from "./render/dom.js";

let close = null;

/**
 * @param {{label: string, act: () => void, danger?: boolean}[]} items
 * @param {HTMLElement | {x: number, y: number}} anchor
 * @param {HTMLElement} [owner] gets the focus back; the anchor by default
 */
export function openMenu(items, anchor, owner = anchor) {
  close?.();
  const choose = (act) => {
    shut();
    act();
  };
  const buttons = items.map(({ label, act, danger }) =>
    h("button", { type: "button", role: "menuitem", tabindex: "-1", class: danger ? "danger" : null, on: { click: () => choose(act) } }, label),
  );
  const menu = h("div", { class: "popup menu-popup", role: "menu", "aria-label": "What to do" }, buttons);
  const outside = (event) => menu.contains(event.target) || shut(false);
  const shut = (refocus = true) => {
    close = null;
    menu.remove();
    document.removeEventListener("pointerdown", outside, true);
    if (refocus) owner.focus?.();
  };
  close = shut;
  menu.addEventListener("keydown", (event) => {
    const at = buttons.indexOf(document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
    if (to !== undefined) buttons.at(to % buttons.length).focus();
    else if (event.key === "Escape" || event.key === "Tab") shut();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  document.addEventListener("pointerdown", outside, true);
  document.body.append(menu);
  place(menu, anchor);
  buttons[0]?.focus();
}

/** At the anchor, and within the window. */
export function place(popup, anchor) {
  const box = anchor.getBoundingClientRect?.() ?? { left: anchor.x, right: anchor.x, top: anchor.y, bottom: anchor.y };
  const { offsetWidth: width, offsetHeight: height } = popup;
  const left = anchor.getBoundingClientRect ? box.right - width : box.left;
  const top = box.bottom + height + 8 > innerHeight ? box.top - height : box.bottom;
  popup.style.left = `${Math.max(8, Math.min(left, innerWidth - width - 8))}px`;
  popup.style.top = `${Math.max(8, Math.min(top, innerHeight - height - 8))}px`;
}
