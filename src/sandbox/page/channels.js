/** The list of channels: those with text, the forum and its posts, threads below their channel, and who one writes to alone. */

import { h, icon } from "./render/dom.js";
import { Kind } from "./world.js";

/** As many threads of one channel are listed, the newest first. */
const MOST_THREADS = 8;

/**
 * @param {HTMLElement} nav
 * @param {object} state
 * @param {object} state.world
 * @param {string} state.current the open channel
 * @param {(id: string) => void} state.open
 * @param {(user: object) => void} state.openDirect opens the conversation with someone, which may not exist yet
 */
export function drawChannels(nav, { world, current, open, openDirect }) {
  const focused = nav.contains(document.activeElement) ? document.activeElement.dataset.channel : null;
  const inOrder = [...world.channels.values()]
    .filter(({ type, guild_id: guild }) => guild && [Kind.TEXT, Kind.NEWS, Kind.FORUM].includes(type))
    .sort((a, b) => (a.position ?? 0) - (b.position ?? 0) || a.name.localeCompare(b.name));
  const entry = (channel, depth) => row({ channel, depth, world, current, open: () => open(channel.id) });
  const rows = inOrder.flatMap((channel) => {
    const threads = world.threadsOf(channel.id);
    const shown = threads.filter(({ id }, at) => at < MOST_THREADS || id === current);
    return [entry(channel, 0), ...shown.map((thread) => entry(thread, 1))];
  });
  const directs = world.directMessages();
  const bot = world.bot();
  const isKnown = directs.some(({ recipients }) => recipients?.[0]?.id === bot?.id);
  if (bot && !isKnown) directs.unshift({ id: "direct", type: Kind.DIRECT, recipients: [bot] });
  if (directs.length) rows.push(h("li", { class: "nav-title" }, directs.length > 1 ? "Direct messages" : "Direct message"));
  for (const direct of directs) {
    const isOpen = world.channels.has(direct.id);
    rows.push(row({ channel: direct, depth: 0, world, current, open: () => (isOpen ? open(direct.id) : openDirect(bot)) }));
  }
  nav.replaceChildren(h("ul", {}, h("li", { class: "nav-title" }, world.guild?.name ?? ""), rows));
  if (focused) [...nav.querySelectorAll("[data-channel]")].find(({ dataset }) => dataset.channel === focused)?.focus();
}

const ICONS = { [Kind.TEXT]: "hash", [Kind.NEWS]: "hash", [Kind.FORUM]: "forum", [Kind.DIRECT]: "person" };

export const iconOf = ({ type }) => ICONS[type] ?? "thread";

function row({ channel, depth, world, current, open }) {
  const isUnread = world.unread.has(channel.id);
  const isCalled = world.called.has(channel.id);
  const name = channel.type === Kind.DIRECT ? world.userName(channel.recipients?.[0]?.id, channel.recipients?.[0]) : channel.name;
  const attributes = {
    type: "button",
    class: ["channel", depth && "deep", isUnread && "unread"].filter(Boolean).join(" "),
    "aria-current": channel.id === current ? "page" : null,
    data: { channel: channel.id },
    on: { click: open },
  };
  const mark = isCalled ? h("span", { class: "called" }, h("span", { class: "unseen" }, "you were spoken to")) : isUnread && h("span", { class: "unseen" }, "something new");
  return h("li", {}, h("button", attributes, icon(iconOf(channel)), h("span", { class: "channel-name" }, name), mark));
}
