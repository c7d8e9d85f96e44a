/** One message as it stands in the conversation. */

import { EPHEMERAL, LOADING } from "../world.js";
import { component } from "./components.js";
import { avatar, h, icon, iconButton } from "./dom.js";
import { attachment, embed } from "./embed.js";
import { markdown, plainLine } from "./markdown.js";
import { absolute, stamp } from "./time.js";

const THREAD_CREATED = 18;
const REPLY = 19;
const THREAD_STARTER = 21;

/**
 * @param {object} message as Discord has it
 * @param {object} context
 * @param {object} context.world what the person at the screen knows
 * @param {object[]} context.asked what waits for an answer of this message's buttons and menus, or failed
 * @param {object} context.acts what can be done: openChannel, openMenu, used, dismiss, dismissFailure, goTo
 */
export function message(message, { world, asked, acts }) {
  const at = new Date(message.timestamp);
  const name = world.userName(message.author.id, message.author);
  const isOwn = message.author.id === world.user?.id;
  const ephemeral = Boolean(message.flags & EPHEMERAL);
  const attributes = {
    class: ["message", ephemeral && "ephemeral", calls(message, world) && "calls"].filter(Boolean).join(" "),
    id: `message-${message.id}`,
    tabindex: "-1",
    "aria-label": `${name}, ${absolute(at, "t")}`,
    data: { id: message.id, author: message.author.id, at: String(at.getTime()) },
  };
  return h(
    "li",
    attributes,
    above(message, world, acts),
    h("div", { class: "gutter" }, avatar(name, message.author.bot), h("time", { class: "quiet-time" }, absolute(at, "t"))),
    h(
      "div",
      { class: "said" },
      h(
        "p",
        { class: "head" },
        h("span", { class: `author ${isOwn ? "own" : ""}` }, name),
        message.author.bot && h("span", { class: "badge" }, "app"),
        h("time", { datetime: at.toISOString(), title: absolute(at, "F") }, stamp(at)),
      ),
      body(message, world, acts),
      below(message, { world, asked, acts }),
    ),
    iconButton("more", `What to do with the message of ${name}`, (event) => acts.openMenu(message, event.currentTarget), {
      class: "icon-button more",
      "aria-haspopup": "menu",
      // By keyboard the menu is opened from the message itself, which saves a stop at each.
      tabindex: "-1",
    }),
  );
}

/** Whether a message speaks to the person at the screen. */
function calls(message, world) {
  return !(message.flags & EPHEMERAL) && message.author.id !== world.user?.id && message.mentions?.some(({ id }) => id === world.user?.id);
}

/** The line above: what is replied to, or the command that was used. */
function above(message, world, acts) {
  const used = message.interaction_metadata ?? message.interaction;
  const command = message.interaction?.name ?? used?.name;
  if (message.type === REPLY) {
    const to = message.referenced_message;
    if (!to) return h("p", { class: "above" }, icon("reply"), "a message that is gone");
    const text = plainLine(to.content, world) || (to.attachments?.length ? "a file" : "a message");
    const name = world.userName(to.author.id, to.author);
    const jump = h("button", { type: "button", class: "plain", on: { click: () => acts.goTo(to.id) } }, h("b", {}, name), " ", text.slice(0, 120));
    return h("p", { class: "above" }, icon("reply"), h("span", { class: "unseen" }, "replying to"), jump);
  }
  if (used && command) {
    const sign = message.type === 23 ? "" : "/";
    return h("p", { class: "above" }, icon("reply"), h("span", {}, h("b", {}, world.userName(used.user?.id, used.user)), " used ", h("b", {}, sign + command)));
  }
  return null;
}

function body(message, world, acts) {
  if (message.flags & LOADING) return h("p", { class: "thinking" }, `${world.userName(message.author.id, message.author)} is thinking`, dots());
  if (message.type === THREAD_CREATED) return h("p", { class: "subtext" }, `started a thread: ${message.content}`);
  if (message.type === THREAD_STARTER) return started(message, world, acts);
  if (!message.content) return null;
  const edited = message.edited_timestamp && h("span", { class: "edited", title: absolute(new Date(message.edited_timestamp), "F") }, "(edited)");
  const text = h("div", { class: "markdown" }, markdown(message.content, world, acts.openChannel));
  if (edited) (text.lastElementChild?.tagName === "P" ? text.lastElementChild : text).append(" ", edited);
  return text;
}

/** The first message of a thread stands for the one that it was opened from, which has the thread's own id. */
function started(message, world, acts) {
  const { id, parent_id: parent } = world.channels.get(message.channel_id) ?? {};
  const from = message.referenced_message ?? world.messages.get(parent)?.find((one) => one.id === id);
  return from?.content ? body(from, world, acts) : h("p", { class: "subtext" }, "The thread begins here.");
}

/** The moving mark of something under way. */
export function dots() {
  return h("span", { class: "dots", "aria-hidden": "true" }, h("i", {}), h("i", {}), h("i", {}));
}

function below(message, { world, asked, acts }) {
  const openChannel = acts.openChannel;
  const busy = new Set(asked.filter(({ failed }) => !failed).map(({ customId }) => customId));
  const context = { world, openChannel, busy, used: (one, values) => acts.used(message, one, values) };
  const failure = asked.find(({ failed }) => failed);
  const thread = message.thread ?? world.channels.get(message.id);
  return [
    message.attachments?.length && h("div", { class: "files" }, message.attachments.map(attachment)),
    (message.embeds ?? []).map((one) => embed(one, { world, openChannel })),
    (message.components ?? []).map((one) => component(one, context)),
    failure && failed(failure.failed, () => acts.dismissFailure(failure.nonce)),
    thread && h("button", { type: "button", class: "thread-link", on: { click: () => openChannel(thread.id) } }, icon("thread"), thread.name),
    message.flags & EPHEMERAL &&
      h(
        "p",
        { class: "only-you" },
        icon("eye"),
        "Only you can see this · ",
        h("button", { type: "button", class: "plain", on: { click: () => acts.dismiss(message) } }, "Dismiss"),
      ),
  ].map((part) => part || null);
}

/** A failure, and a way to put it aside. */
export function failed(why, dismissed) {
  return h("p", { class: "failed", role: "alert" }, why, " · ", h("button", { type: "button", class: "plain", on: { click: dismissed } }, "Dismiss"));
}
