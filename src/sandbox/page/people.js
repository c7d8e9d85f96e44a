/** Whom to speak as: one of the people, chosen as one chooses a station on a radio. */

import { avatar, h } from "./render/dom.js";

/**
 * @param {HTMLElement} group
 * @param {object} state
 * @param {object[]} state.sessions one a person
 * @param {object} state.current
 * @param {(session: object) => void} state.choose
 */
export function drawPeople(group, { sessions, current, choose }) {
  const row = (session) => {
    const { name, display, roles } = session.person;
    const attributes = { type: "radio", name: "person", value: name, checked: session === current, on: { change: () => choose(session) } };
    const shown = session.world.userName(session.world.user?.id, session.world.user ?? { username: display });
    return h(
      "label",
      { class: "person" },
      h("input", attributes),
      avatar(shown),
      h("span", { class: "person-name" }, shown),
      h("span", { class: "person-hint" }, roles.join(", ") || "Customer"),
      h("span", { class: "called", hidden: true }, h("span", { class: "unseen" }, "was spoken to")),
    );
  };
  group.replaceChildren(...sessions.map(row));
}

/** Marks who was spoken to elsewhere, without touching the rest. */
export function markPeople(group, sessions, current) {
  [...group.querySelectorAll(".person")].forEach((row, at) => {
    row.querySelector(".called").hidden = sessions[at] === current || !sessions[at].world.called.size;
  });
}
