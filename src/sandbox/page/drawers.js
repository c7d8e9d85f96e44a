/** On a narrow window the channels and the panel are drawers: one at a time, closed by Escape or a press beside them. */

const NARROW = { navigation: "(max-width: 760px)", panel: "(max-width: 1100px)" };

export class Drawers {
  constructor() {
    this.backdrop = document.getElementById("backdrop");
    for (const [id, query] of Object.entries(NARROW)) {
      const narrow = matchMedia(query);
      const drawer = { id, element: document.getElementById(id), toggle: document.querySelector(`[aria-controls="${id}"]`), narrow };
      drawer.toggle.addEventListener("click", () => this.toggle(drawer));
      narrow.addEventListener("change", () => this.close());
      (this.all ??= []).push(drawer);
    }
    this.backdrop.addEventListener("click", () => this.close());
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !this.open) return;
      const { toggle } = this.open;
      this.close();
      toggle.focus();
    });
    this.close();
  }

  toggle(drawer) {
    if (this.open === drawer) return this.close();
    this.close();
    this.open = drawer;
    this.apply();
    drawer.element.querySelector("[aria-current], input:checked, button, input")?.focus();
  }

  close() {
    this.open = null;
    this.apply();
  }

  /** What cannot be seen cannot be reached by the keyboard either. */
  apply() {
    for (const drawer of this.all) {
      const isOpen = this.open === drawer;
      drawer.element.classList.toggle("open", isOpen);
      drawer.element.inert = drawer.narrow.matches && !isOpen;
      drawer.toggle.setAttribute("aria-expanded", String(isOpen));
    }
    this.backdrop.hidden = !this.open;
  }
}
