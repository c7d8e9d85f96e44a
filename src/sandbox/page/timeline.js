/** The conversation of one channel, as one person sees it: kept in step with what that person knows. */

import { h } from "./render/dom.js";
import { plainLine } from "./render/markdown.js";
import { dots, failed, message } from "./render/message.js";

/** Within this many milliseconds a message goes on from the one before, by the same author. */
const GOES_ON = 5 * 60 * 1000;
/** So near the end, in pixels, a reader is taken along to what is new. */
const NEAR_END = 80;

export class Timeline {
  /**
   * @param {HTMLElement} scroller what scrolls
   * @param {HTMLElement} typing the line that says who types
   * @param {HTMLElement} live where what is new is said to screen readers
   * @param {object} acts see `render/message.js`
   */
  constructor({ scroller, typing, live, acts }) {
    this.scroller = scroller;
    this.typing = typing;
    this.live = live;
    this.acts = acts;
    this.list = h("ol", { class: "messages", "aria-label": "Messages" });
    this.earlier = h("button", { type: "button", class: "button secondary earlier", hidden: true, on: { click: () => this.readEarlier() } }, "Show earlier messages");
    this.empty = h("p", { class: "empty", hidden: true });
    scroller.append(this.earlier, this.empty, this.list);
    this.drawn = new Map();
    this.list.addEventListener("keydown", (event) => this.walk(event));
    this.list.addEventListener("contextmenu", (event) => this.menuAsked(event));
    this.list.addEventListener("pointerdown", (event) => this.heldDown(event));
    for (const end of ["pointerup", "pointercancel", "pointermove"]) this.list.addEventListener(end, () => clearTimeout(this.held));
    this.isAtEnd = true;
    scroller.addEventListener("scroll", () => (this.isAtEnd = scroller.scrollTop > this.end() - NEAR_END), { passive: true });
    const follow = new ResizeObserver(() => this.isAtEnd && this.toEnd());
    follow.observe(scroller);
    follow.observe(this.list);
  }

  /** Turns to another channel or another person. */
  show(session, channel) {
    this.session = session;
    this.channel = channel;
    this.drawn.clear();
    this.list.replaceChildren();
    this.isAtEnd = true;
    this.earlier.hidden = true;
    this.empty.hidden = true;
    this.sync();
  }

  /** Where the end is read from: the last message's beginning, where it is longer than the window. */
  end() {
    const { scrollHeight, clientHeight } = this.scroller;
    const last = this.list.lastElementChild;
    const beginning = last ? last.offsetTop - this.scroller.offsetTop : 0;
    return last?.offsetHeight > clientHeight ? beginning : scrollHeight - clientHeight;
  }

  toEnd() {
    this.scroller.scrollTop = this.end();
  }

  /** Draws what changed, and only that. */
  sync() {
    const { world, asked } = this.session;
    const messages = world.messages.get(this.channel) ?? [];
    const waiting = [...asked].map(([nonce, one]) => ({ nonce, ...one })).filter(({ channel, choices }) => channel === this.channel && !choices);
    const rows = messages.map((one) => this.row(one, waiting.filter(({ message }) => message === one.id)));
    rows.push(...waiting.filter(({ message }) => !message).map((one) => this.waits(one)));
    this.place(rows);
    this.group(rows);
    this.syncTyping();
    const isRead = world.read.has(this.channel);
    this.earlier.hidden = !isRead || world.whole.has(this.channel);
    this.empty.hidden = !isRead || rows.length > 0;
    this.empty.textContent = "Nothing here yet.";
    if (this.isAtEnd) this.toEnd();
  }

  /** The row of a message: the one that stands, unless something about it changed. */
  row(shown, asked) {
    const state = asked.map(({ customId, failed }) => `${customId} ${failed ?? ""}`).join("\n") + (this.session.world.channels.get(shown.id)?.name ?? "");
    const before = this.drawn.get(shown.id);
    if (before?.shown === shown && before.state === state) return before.element;
    const element = message(shown, { world: this.session.world, asked, acts: this.acts });
    this.drawn.set(shown.id, { shown, state, element });
    if (before) takeOver(before.element, element);
    return element;
  }

  /** A command that was sent and is not answered yet, or never was. */
  waits({ nonce, shown, failed: why }) {
    const dismiss = () => this.acts.dismissFailure(nonce);
    return h("li", { class: "waiting", data: { nonce } }, h("span", {}, shown), why ? failed(why, dismiss) : dots());
  }

  /** Puts the rows in their order without touching those that stand right, so that focus and selection stay. */
  place(rows) {
    const wanted = new Set(rows);
    const gone = [...this.list.children].filter((child) => !wanted.has(child));
    const hadFocus = gone.some((child) => child.contains(document.activeElement));
    for (const child of gone) child.remove();
    rows.forEach((row, at) => {
      if (this.list.children[at] !== row) this.list.insertBefore(row, this.list.children[at] ?? null);
    });
    const known = new Set(rows.map(({ dataset }) => dataset.id));
    for (const id of this.drawn.keys()) if (!known.has(id)) this.drawn.delete(id);
    if (!this.list.querySelector("li[tabindex='0']")) rows.at(-1)?.setAttribute("tabindex", "0");
    if (hadFocus) rows.at(-1)?.focus();
  }

  group(rows) {
    rows.forEach((row, at) => {
      const before = rows[at - 1];
      const goesOn =
        before && row.dataset.author && before.dataset.author === row.dataset.author && row.dataset.at - before.dataset.at < GOES_ON && !row.querySelector(":scope > .above");
      row.classList.toggle("follows", Boolean(goesOn));
    });
  }

  syncTyping() {
    const names = this.session.world.typists(this.channel);
    const say = names.length ? `${names.join(" and ")} ${names.length > 1 ? "are" : "is"} typing` : "";
    if (this.typing.dataset.say === say) return;
    this.typing.dataset.say = say;
    this.typing.replaceChildren(...(say ? [say, dots()] : []));
  }

  async readEarlier() {
    const height = this.scroller.scrollHeight;
    await this.session.readEarlier(this.channel);
    this.isAtEnd = false;
    this.sync();
    this.scroller.scrollTop += this.scroller.scrollHeight - height;
  }

  /** Says a new message to who cannot see it. */
  announce(shown) {
    const { world } = this.session;
    const said = plainLine(shown.content ?? "", world) || shown.embeds?.map(({ title, description }) => title ?? description).join(". ") || "a message";
    this.live.textContent = `${world.userName(shown.author.id, shown.author)}: ${said.slice(0, 300)}`;
  }

  /** Brings a message before the reader. */
  goTo(id) {
    const row = this.drawn.get(id)?.element;
    if (!row) return;
    row.scrollIntoView({ block: "center" });
    this.focus(row);
  }

  focus(row) {
    this.list.querySelector("li[tabindex='0']")?.setAttribute("tabindex", "-1");
    row.setAttribute("tabindex", "0");
    row.focus();
  }

  /** The arrow keys go from message to message; the menu key opens what can be done with one. */
  walk(event) {
    const row = event.target.closest("li.message");
    if (!row) return;
    const isAsked = event.key === "ContextMenu" || (event.key === "F10" && event.shiftKey);
    if (isAsked || (event.key === "Enter" && event.target === row)) return this.menuAsked(event);
    if (event.target !== row) return;
    const to = { ArrowUp: row.previousElementSibling, ArrowDown: row.nextElementSibling, Home: this.list.firstElementChild, End: this.list.lastElementChild }[event.key];
    if (!to) return;
    event.preventDefault();
    this.focus(to);
  }

  menuAsked(event) {
    const row = event.target.closest("li.message");
    const isText = event.type === "contextmenu" && (event.target.closest("a") || String(getSelection()));
    if (!row || isText) return;
    event.preventDefault();
    const anchor = event.clientX ? { x: event.clientX, y: event.clientY } : row;
    this.acts.openMenu(this.drawn.get(row.dataset.id).shown, anchor, row);
  }

  /** Half a second's touch asks for the menu too. */
  heldDown(event) {
    if (event.pointerType !== "touch") return;
    this.held = setTimeout(() => this.menuAsked(event), 500);
  }
}

/** Lets a redrawn row keep the reader's place: the tab stop, and the focus on the same control. */
function takeOver(old, element) {
  if (old.getAttribute("tabindex") === "0") element.setAttribute("tabindex", "0");
  const focused = old.contains(document.activeElement) ? document.activeElement : null;
  old.replaceWith(element);
  if (!focused) return;
  const { customId } = focused.dataset;
  const same = customId && [...element.querySelectorAll("[data-custom-id]")].find((one) => one.dataset.customId === customId && !one.disabled);
  (same ?? element).focus();
}
