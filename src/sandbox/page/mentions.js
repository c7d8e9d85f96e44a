/** Names between how they are typed (`@ada`, `#support`) and how a message carries them (`<@1>`, `<#2>`). No page here. */

/** Code, in which a name is just text. */
const CODE = /(```[\s\S]*?```|`[^`\n]*`)/;

/** The most names that are offered. */
const MOST = 8;

/** All that can be named: what is typed, and what it stands for. */
function names(world) {
  const people = [...world.members.values()].flatMap(({ user }) => {
    const all = new Set([world.userName(user.id), user.username]);
    return [...all].map((name) => ({ typed: `@${name}`, means: `<@${user.id}>` }));
  });
  const roles = [...world.roles.values()]
    .filter(({ mentionable, name }) => mentionable && !name.startsWith("@"))
    .map(({ id, name }) => ({ typed: `@${name}`, means: `<@&${id}>` }));
  const channels = [...world.channels.values()].filter(({ name }) => name).map(({ id, name }) => ({ typed: `#${name}`, means: `<#${id}>` }));
  // "@On call" before "@On".
  return [...people, ...roles, ...channels].sort((a, b) => b.typed.length - a.typed.length);
}

/** A typed text as a message carries it. */
export function carried(text, world) {
  if (!/[@#]/.test(text)) return text;
  const known = names(world);
  return text.split(CODE).map((piece, at) => (at % 2 ? piece : convert(piece, known))).join("");
}

function convert(piece, known) {
  let text = "";
  for (let at = 0; at < piece.length; ) {
    const mayBegin = /[@#]/.test(piece[at]) && /[\s(]/.test(piece[at - 1] ?? " ");
    const named = mayBegin && known.find(({ typed }) => standsAt(piece, at, typed));
    text += named ? named.means : piece[at];
    at += named ? named.typed.length : 1;
  }
  return text;
}

/** Whether a name stands here, whole, in whatever case. */
function standsAt(piece, at, name) {
  const end = at + name.length;
  return piece.slice(at, end).toLowerCase() === name.toLowerCase() && !/[\p{L}\p{N}_-]/u.test(piece[end] ?? " ");
}

/** A message's text as its author typed it. */
export function typed(content, world) {
  return content
    .replace(/<@!?(\d+)>/g, (_, id) => `@${world.userName(id)}`)
    .replace(/<@&(\d+)>/g, (_, id) => `@${world.roleName(id)}`)
    .replace(/<#(\d+)>/g, (_, id) => `#${world.channelName(id)}`);
}

/** The names that a begun one could become: `from` is where it begins, null where none is begun. */
export function begunName(before, world) {
  const match = /(?:^|[\s(])([@#][^\s@#]{0,32})$/.exec(before);
  if (!match) return null;
  const begun = match[1].toLowerCase();
  const fit = names(world).filter(({ typed }) => typed.toLowerCase().startsWith(begun));
  const once = new Map(fit.map((one) => [one.means, one.typed]));
  return { from: before.length - begun.length, names: [...once.values()].sort().slice(0, MOST) };
}
