/** The sandbox's clock: what time it is there, and the buttons that set it ahead for everyone at once. */

import { h } from "./render/dom.js";
import { absolute, present, setPresent } from "./render/time.js";

const ADDRESS = "/sandbox/clock";

/** The steps that are always there: seconds, what the button shows, and what it says. */
const STEPS = [
  [300, "+5 min", "Set the time ahead by 5 minutes"],
  [3600, "+1 h", "Set the time ahead by 1 hour"],
];

export class Clock {
  /**
   * @param {HTMLElement} time where the time stands
   * @param {HTMLElement} steps where the buttons stand
   * @param {object} acts
   * @param {() => void} acts.moved the time was set ahead
   * @param {(sentence: string) => void} acts.failed
   */
  constructor(time, steps, { moved, failed }) {
    Object.assign(this, { time, steps, moved, failed });
    const always = STEPS.map(([seconds, shown, says]) => this.button(shown, says, { by_seconds: seconds }));
    steps.replaceChildren(...always);
    this.marks = new Map();
  }

  /** Reads it anew. */
  async read() {
    const answer = await fetch(ADDRESS).catch(() => null);
    if (answer?.ok) this.told(await answer.json());
  }

  /** Takes in what the server tells: the time, and the times that can be gone to. */
  told({ now, goes_to: marks }) {
    setPresent(new Date(now));
    for (const mark of marks) this.mark(mark);
    this.tick();
    this.moved();
  }

  mark({ name, at }) {
    const shown = name.charAt(0).toUpperCase() + name.slice(1);
    if (!this.marks.has(name)) {
      const button = this.button(shown, "", { to: name });
      this.marks.set(name, button);
      this.steps.append(button);
    }
    const button = this.marks.get(name);
    button.disabled = at === null;
    button.title = at === null ? `There is no ${name} to come` : `Set the time ahead to ${absolute(new Date(at), "f")}`;
  }

  button(shown, says, step) {
    return h("button", { type: "button", class: "button secondary", title: says, on: { click: () => this.step(step) } }, shown);
  }

  async step(step) {
    const asked = { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(step) };
    const answer = await fetch(ADDRESS, asked).catch(() => null);
    const told = await answer?.json().catch(() => null);
    if (answer?.ok) return this.told(told);
    this.failed(told?.message ?? "The sandbox cannot be reached.");
  }

  /** Shows the time as it passes. */
  tick() {
    const now = present();
    const shown = new Intl.DateTimeFormat("en-GB", { weekday: "short", hour: "2-digit", minute: "2-digit" }).format(now);
    if (this.time.textContent === shown) return;
    this.time.textContent = shown;
    this.time.dateTime = now.toISOString();
    this.time.title = absolute(now, "F");
  }
}
