/** What is offered while a command is typed, and how it is picked. */

import { begunName } from "../mentions.js";
import { h } from "../render/dom.js";
import { Option, begunBy, commandData, leaves, localized, named, readCommand } from "./read.js";

/** Milliseconds of quiet before the application is asked for choices. */
const QUIET = 120;
/** The most rows that are offered. */
const MOST = 25;

export class Completion {
  /**
   * @param {HTMLTextAreaElement} input
   * @param {HTMLElement} list where the rows stand
   * @param {object} ask
   * @param {() => {session: object, channel: string, files: number}} ask.now
   * @param {() => void} ask.chooseFile
   * @param {() => void} ask.changed the text was changed by a pick
   */
  constructor({ input, list, now, chooseFile, changed }) {
    Object.assign(this, { input, list, now, chooseFile, changed });
    this.rows = [];
    this.at = -1;
    this.picked = new Map();
    this.asking = 0;
    input.setAttribute("aria-controls", list.id);
  }

  get isOpen() {
    return !this.list.hidden;
  }

  /** The commands as they are now: read again each time a slash begins a line. */
  async load() {
    const { session, channel } = this.now();
    if (!session.world.guild) return;
    this.all = leaves(await session.commands(channel), session.world.user?.locale);
  }

  reading() {
    return this.all ? readCommand(this.input.value.trimEnd(), this.all) : null;
  }

  /** After every change of the text. */
  async typed() {
    const text = this.input.value;
    if (!text.startsWith("/") || text.includes("\n")) {
      this.picked.clear();
      return this.offerNames();
    }
    if (text === "/" || !this.all) await this.load();
    if (this.input.value === text) this.offer(text);
  }

  /** The people, roles and channels that a begun `@` or `#` could mean. */
  offerNames() {
    const before = this.input.value.slice(0, this.input.selectionStart);
    const begun = begunName(before, this.now().session.world);
    if (!begun?.names.length) return this.close();
    const after = this.input.value.slice(before.length);
    const row = (name) => ({ label: name, detail: "", pick: () => this.write(`${before.slice(0, begun.from)}${name} ${after}`) });
    this.show(begun.names.map(row), { title: "Names", first: true });
  }

  offer(text) {
    const reading = readCommand(text, this.all ?? []);
    const isNamed = reading && (text.length > `/${reading.leaf.words.join(" ")}`.length || !reading.leaf.options.length);
    if (!isNamed) {
      const rows = begunBy(text, this.all ?? []).slice(0, MOST).map((leaf) => this.commandRow(leaf));
      return this.show(rows, { title: "Commands", first: true });
    }
    const current = text.endsWith(" ") && !reading.given.some(({ isLast, text }) => isLast && !text) ? null : reading.given.find(({ isLast }) => isLast);
    const missing = reading.leaf.options.filter((option) => !reading.given.some((one) => one.option === option));
    const more = missing.map((option) => this.optionRow(option));
    if (!current) {
      const last = reading.given.find(({ isLast }) => isLast);
      if (last?.option.autocomplete && this.picked.get(last.option.name)?.shown !== last.text) return this.offerChoices(reading, last, more);
      return this.show(more, { title: reading.leaf.description });
    }
    return this.offerChoices(reading, current, more);
  }

  offerChoices(reading, { option, text }, more) {
    const title = `${option.shown}: ${localized(option, "description", this.now().session.world.user?.locale)}`;
    if (option.type === Option.FILE) return this.show([this.fileRow(), ...more], { title });
    if (option.autocomplete) return this.askChoices(reading, option, title, more);
    const fixed = this.fixedChoices(option).filter(({ name }) => name.toLowerCase().includes(text.toLowerCase()));
    const isWhole = fixed.some(({ name }) => name === text);
    const rows = isWhole ? [] : fixed.slice(0, MOST).map((choice) => this.choiceRow(option, choice));
    return this.show([...rows, ...more], { title, first: rows.length > 0 });
  }

  fixedChoices(option) {
    if (option.type === Option.BOOLEAN) return [true, false].map((value) => ({ name: String(value), value }));
    if (option.choices) return option.choices;
    return named(option, this.now().session.world).map(({ id, name }) => ({ name, value: id }));
  }

  /** Asks the application; an answer that comes after the text changed is dropped. */
  askChoices(reading, option, title, more) {
    const turn = ++this.asking;
    // Choices for the same option stay until the new ones come; anything else goes at once.
    if (this.title !== title) this.show(more, { title });
    setTimeout(async () => {
      if (turn !== this.asking) return;
      const { session, channel, files } = this.now();
      const data = commandData(reading, { picked: this.picked, files, world: session.world, focused: option.name });
      const choices = await session.choices(channel, reading.leaf.command.application_id, data);
      if (turn !== this.asking) return;
      const rows = choices.slice(0, MOST).map((choice) => this.choiceRow(option, choice));
      this.show([...rows, ...more], { title });
    }, QUIET);
  }

  commandRow(leaf) {
    const first = leaf.options.find(({ required }) => required) ?? (leaf.options.length === 1 ? leaf.options[0] : null);
    const text = `/${leaf.words.join(" ")} ${first ? `${first.shown}:` : ""}`;
    return { label: `/${leaf.words.join(" ")}`, detail: leaf.description, pick: () => this.write(text) };
  }

  optionRow(option) {
    const label = `${option.shown}:${option.required ? "" : " (optional)"}`;
    const detail = localized(option, "description", this.now().session.world.user?.locale);
    return { label, detail, pick: () => this.write(`${this.input.value.trimEnd()} ${option.shown}:`) };
  }

  choiceRow(option, choice) {
    const name = localized(choice, "name", this.now().session.world.user?.locale);
    const pick = () => {
      this.picked.set(option.name, { shown: name, value: choice.value });
      const reading = this.reading();
      const given = reading.given.filter((one) => one.option !== option).map((one) => `${one.option.shown}:${one.text}`);
      this.write(`/${[reading.leaf.words.join(" "), ...given, `${option.shown}:${name}`].join(" ")} `);
    };
    return { label: name, detail: "", pick };
  }

  fileRow() {
    const { files } = this.now();
    const label = files ? "Choose another file…" : "Choose a file…";
    return { label, detail: files ? "One is attached." : "Or drop it anywhere on the page.", pick: () => this.chooseFile() };
  }

  write(text) {
    this.input.value = text;
    this.input.setSelectionRange(text.length, text.length);
    this.input.focus();
    this.changed();
    this.typed();
  }

  show(rows, { title, first = false }) {
    this.rows = rows;
    this.title = title;
    this.list.hidden = !rows.length && !this.reading();
    const made = rows.map(({ label, detail }, at) =>
      h(
        "li",
        { role: "option", id: `offer-${at}`, "aria-selected": "false", on: { pointerdown: (event) => (event.preventDefault(), this.pick(at)) } },
        h("b", {}, label),
        detail && h("span", {}, detail),
      ),
    );
    this.list.replaceChildren(h("li", { class: "offer-title", role: "presentation" }, title), ...made);
    this.input.setAttribute("aria-expanded", String(this.isOpen));
    this.mark(first && rows.length ? 0 : -1);
  }

  mark(at) {
    this.at = at;
    [...this.list.querySelectorAll("[role='option']")].forEach((row, index) => {
      row.setAttribute("aria-selected", String(index === at));
      if (index === at) row.scrollIntoView({ block: "nearest" });
    });
    if (at < 0) this.input.removeAttribute("aria-activedescendant");
    else this.input.setAttribute("aria-activedescendant", `offer-${at}`);
  }

  pick(at) {
    this.asking += 1;
    this.rows[at].pick();
  }

  close() {
    this.asking += 1;
    this.rows = [];
    this.title = null;
    this.list.hidden = true;
    this.mark(-1);
    this.input.setAttribute("aria-expanded", "false");
  }

  /** Whether a key was for the offers. */
  key(event) {
    if (!this.isOpen) return false;
    const count = this.rows.length;
    if (event.key === "ArrowDown" && count) this.mark((this.at + 1) % count);
    else if (event.key === "ArrowUp" && count) this.mark((this.at <= 0 ? count : this.at) - 1);
    else if (event.key === "Tab" && !event.shiftKey && count) this.pick(Math.max(this.at, 0));
    else if (event.key === "Enter" && this.at >= 0) this.pick(this.at);
    else if (event.key === "Escape") this.close();
    else return false;
    event.preventDefault();
    return true;
  }
}
