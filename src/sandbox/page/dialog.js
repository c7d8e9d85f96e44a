/** A form over the page: an application's modal, a new post, a new thread. The browser's own dialog keeps the focus. */

import { h } from "./render/dom.js";

/**
 * @param {object} form
 * @param {string} form.title
 * @param {object[]} form.fields each with id, label, description, kind (`line`, `lines`, `choice`, `text`), isRequired, least, most, value, hint,
 *   options
 * @param {string} [form.submit] what the button says
 * @param {(values: Map<string, string>) => Promise<(() => void) | void>} form.send what it gives is done once the form is closed; a refusal's
 *   sentence is shown in the form
 */
export function openDialog({ title, fields, submit = "Send", send }) {
  const problem = h("p", { class: "failed", role: "alert" });
  const controls = new Map();
  const rows = fields.map((field) => row(field, controls));
  const dialog = h(
    "dialog",
    { "aria-labelledby": "dialog-title" },
    h(
      "form",
      { method: "dialog" },
      h("h2", { id: "dialog-title" }, title),
      rows,
      problem,
      h(
        "div",
        { class: "dialog-foot" },
        h("button", { type: "button", class: "button secondary", on: { click: () => dialog.close() } }, "Cancel"),
        h("button", { type: "submit", class: "button primary" }, submit),
      ),
    ),
  );
  dialog.addEventListener("close", () => dialog.remove());
  dialog.addEventListener("submit", async (event) => {
    event.preventDefault();
    const values = new Map([...controls].map(([id, control]) => [id, control.value]));
    try {
      const then = await send(values);
      dialog.close();
      then?.();
    } catch (refused) {
      problem.textContent = refused.message;
    }
  });
  document.body.append(dialog);
  dialog.showModal();
  [...controls.values()][0]?.focus();
}

function row(field, controls) {
  if (field.kind === "text") return h("p", {}, field.label);
  const control = makeControl(field);
  controls.set(field.id, control);
  return h(
    "label",
    { class: "form-field" },
    h("span", {}, field.label, !field.isRequired && h("span", { class: "subtext" }, " (optional)")),
    field.description && h("span", { class: "subtext" }, field.description),
    control,
  );
}

function makeControl({ kind, isRequired, least, most, value = "", hint, options = [] }) {
  const shared = { required: isRequired, minlength: least || null, maxlength: most, placeholder: hint };
  if (kind === "choice") {
    const choice = (one) => h("option", { value: one.value, selected: one.default }, one.label);
    return h("select", { class: "menu", required: isRequired }, h("option", { value: "" }, hint ?? "Choose one"), options.map(choice));
  }
  if (kind === "lines") return h("textarea", { ...shared, rows: "5" }, value);
  return h("input", { ...shared, type: "text", value, autocomplete: "off" });
}
