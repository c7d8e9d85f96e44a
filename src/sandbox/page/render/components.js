/** Buttons and menus below a message, and the newer boxes that hold them with text. */

import { h, link, safeUrl } from "./dom.js";
import { markdown } from "./markdown.js";

const ROW = 1;
const BUTTON = 2;
const STRING_SELECT = 3;
const USER_SELECT = 5;
const ROLE_SELECT = 6;
const MENTIONABLE_SELECT = 7;
const CHANNEL_SELECT = 8;
const SECTION = 9;
const TEXT = 10;
const SEPARATOR = 14;
const CONTAINER = 17;

const STYLES = { 1: "primary", 2: "secondary", 3: "success", 4: "danger", 5: "link" };

/**
 * One component as nodes.
 *
 * @param {object} component as Discord has it
 * @param {{world: object, openChannel: Function, busy: Set<string>, used: (component: object, values?: string[]) => void}} context
 *   `busy` has the custom ids that wait for an answer
 */
export function component(one, context) {
  const inside = () => (one.components ?? []).map((child) => component(child, context));
  switch (one.type) {
    case ROW:
      return h("div", { class: "row" }, inside());
    case BUTTON:
      return button(one, context);
    case STRING_SELECT:
    case USER_SELECT:
    case ROLE_SELECT:
    case MENTIONABLE_SELECT:
    case CHANNEL_SELECT:
      return menu(one, context);
    case SECTION:
      return h("div", { class: "section" }, h("div", {}, inside()), one.accessory && component(one.accessory, context));
    case TEXT:
      return h("div", { class: "markdown" }, markdown(one.content, context.world, context.openChannel));
    case SEPARATOR:
      return h("hr", {});
    case CONTAINER: {
      const box = h("div", { class: "embed" }, inside());
      if (typeof one.accent_color === "number") box.style.setProperty("--bar", `#${one.accent_color.toString(16).padStart(6, "0")}`);
      return box;
    }
    default:
      return h("p", { class: "subtext" }, "Something that this page cannot show.");
  }
}

function button(one, { busy, used }) {
  const label = [one.emoji?.name && h("span", { "aria-hidden": "true" }, one.emoji.name), one.label].filter(Boolean);
  if (one.style === 5) {
    if (one.disabled || !safeUrl(one.url)) return h("button", { type: "button", class: "button link", disabled: true }, label);
    const leave = link(one.url, label, h("span", { class: "leaves", "aria-hidden": "true" }, "↗"));
    leave.className = "button link";
    return leave;
  }
  const waits = busy.has(one.custom_id);
  const attributes = {
    type: "button",
    class: `button ${STYLES[one.style] ?? "secondary"}`,
    disabled: one.disabled,
    "aria-busy": waits ? "true" : null,
    "aria-label": one.label ? null : (one.emoji?.name ?? "Button"),
    data: { customId: one.custom_id },
    on: { click: () => !waits && used(one) },
  };
  return h("button", attributes, label);
}

/** What a menu offers: its own options, or the server's people, roles or channels. */
export function optionsOf(one, world) {
  const people = () => [...world.members.values()].map(({ user }) => ({ value: user.id, label: world.userName(user.id) }));
  const roles = () => [...world.roles.values()].map(({ id, name }) => ({ value: id, label: name }));
  switch (one.type) {
    case USER_SELECT:
      return people();
    case ROLE_SELECT:
      return roles();
    case MENTIONABLE_SELECT:
      return [...people(), ...roles()];
    case CHANNEL_SELECT: {
      const kinds = one.channel_types?.length ? one.channel_types : [0, 5, 15];
      return [...world.channels.values()].filter(({ type }) => kinds.includes(type)).map(({ id, name }) => ({ value: id, label: `#${name}` }));
    }
    default:
      return one.options ?? [];
  }
}

function menu(one, context) {
  const options = optionsOf(one, context.world);
  const chosen = new Set((one.default_values ?? []).map(({ id }) => id));
  for (const option of options) if (option.default) chosen.add(option.value);
  return (one.max_values ?? 1) > 1 ? many(one, options, chosen, context) : single(one, options, chosen, context);
}

/** One choice is the browser's own menu: it works by keyboard, on phones and for screen readers as people know it. */
function single(one, options, chosen, { busy, used }) {
  const waits = busy.has(one.custom_id);
  const prompt = one.placeholder ?? "Choose one";
  const text = ({ label, description }) => (description ? `${label} – ${description}` : label);
  const select = h(
    "select",
    { class: "menu", "aria-label": prompt, disabled: one.disabled || waits, "aria-busy": waits ? "true" : null, data: { customId: one.custom_id } },
    h("option", { value: "", selected: !chosen.size, disabled: true }, prompt),
    options.map((option) => h("option", { value: option.value, selected: chosen.has(option.value) }, text(option))),
  );
  select.addEventListener("change", () => select.value && used(one, [select.value]));
  return select;
}

/** Several choices are boxes to tick, sent by a button. */
function many(one, options, chosen, { busy, used }) {
  const waits = busy.has(one.custom_id);
  const least = one.min_values ?? 1;
  const box = ({ value, label, description }) =>
    h(
      "label",
      { class: "tick" },
      h("input", { type: "checkbox", value, checked: chosen.has(value), disabled: one.disabled }),
      h("span", {}, label, description && h("span", { class: "subtext" }, description)),
    );
  const boxes = options.map(box);
  const ticked = () => boxes.map((label) => label.firstChild).filter(({ checked }) => checked).map(({ value }) => value);
  const send = h("button", { type: "button", class: "button secondary", disabled: one.disabled || waits, on: { click: () => used(one, ticked()) } }, "Choose");
  const judge = () => {
    const count = ticked().length;
    send.disabled = one.disabled || waits || count < least || count > one.max_values;
  };
  const group = h("fieldset", { class: "ticks", data: { customId: one.custom_id }, on: { change: judge } }, h("legend", {}, one.placeholder ?? "Choose"), boxes, send);
  judge();
  return group;
}
