/** An application's modal: its components as the fields of a form, and the form's values as Discord wants them back. */

import { openDialog } from "./dialog.js";
import { optionsOf } from "./render/components.js";

const ROW = 1;
const TEXT_INPUT = 4;
const TEXT = 10;
const LABEL = 18;
const PARAGRAPH = 2;

export function openModal(modal, session) {
  const fields = modal.components.flatMap((one) => fieldsOf(one, session.world));
  openDialog({
    title: modal.title,
    fields,
    submit: "Submit",
    send: async (values) => void session.modal(modal, modal.components.flatMap((one) => submitted(one, values))),
  });
}

function fieldsOf(one, world) {
  if (one.type === TEXT) return [{ kind: "text", label: one.content }];
  if (one.type === LABEL) return [{ ...field(one.component, world), label: one.label, description: one.description }];
  return one.type === ROW ? one.components.map((inner) => field(inner, world)) : [];
}

function field(input, world) {
  const shared = { id: input.custom_id, label: input.label, isRequired: input.required ?? true, hint: input.placeholder };
  if (input.type !== TEXT_INPUT) return { ...shared, kind: "choice", options: optionsOf(input, world) };
  const kind = input.style === PARAGRAPH ? "lines" : "line";
  return { ...shared, kind, least: input.min_length, most: input.max_length ?? 4000, value: input.value };
}

function submitted(one, values) {
  if (one.type === ROW) return [{ type: ROW, components: one.components.map((inner) => answer(inner, values)) }];
  return one.type === LABEL ? [{ type: LABEL, component: answer(one.component, values) }] : [];
}

function answer({ type, custom_id: id }, values) {
  const value = values.get(id);
  return type === TEXT_INPUT ? { type, custom_id: id, value } : { type, custom_id: id, values: value ? [value] : [] };
}
