/**
 * Discord's Markdown: first read into a plain tree (`read`), then built as nodes (`markdown`). What is read was written by
 * anyone, so every rule ends and the nesting is bounded.
 */

import { h, link } from "./dom.js";
import { absolute, present, relative } from "./time.js";

/** Styles within styles beyond this stay as they were typed. */
const DEEPEST = 8;

const URL_TEXT = String.raw`https?:\/\/[^\s<>]+`;
/** An address within brackets may itself hold brackets, in pairs. */
const BRACKETED_URL = String.raw`https?:\/\/(?:[^\s<>()]|\([^\s<>()]*\))+`;

/** Inline rules, tried in this order where a text may begin one. `make` gets the match and a reader for what is inside. */
const INLINE = [
  [/\\([^0-9A-Za-z\s])/y, ([, kept]) => ({ kind: "text", text: kept })],
  [/(`+)([^`]|[^`][\s\S]*?[^`])\1(?!`)/y, ([, , text]) => ({ kind: "code", text: text.trim() || text })],
  [/<t:(-?\d{1,13})(?::([tTdDfFsSR]))?>/y, ([, at, style]) => ({ kind: "time", at: Number(at), style: style ?? "f" })],
  [/<@!?(\d{1,20})>/y, ([, id]) => ({ kind: "user", id })],
  [/<@&(\d{1,20})>/y, ([, id]) => ({ kind: "role", id })],
  [/<#(\d{1,20})>/y, ([, id]) => ({ kind: "channel", id })],
  [/<\/([^:<>\n]{1,100}):\d{1,20}>/y, ([, name]) => ({ kind: "command", name })],
  [/<a?:(\w{2,32}):\d{1,20}>/y, ([, name]) => ({ kind: "text", text: `:${name}:` })],
  [/@(?:everyone|here)/y, ([text]) => ({ kind: "everyone", text })],
  [
    new RegExp(String.raw`\[((?:\\.|[^\[\]\\\n]){1,1000})\]\(<?(${BRACKETED_URL})>?(?:[ \t]+"[^"\n]*")?\)`, "y"),
    ([, label, href], inside) => ({ kind: "link", href, children: inside(label, { links: false }) }),
  ],
  [new RegExp(`<(${URL_TEXT})>`, "y"), ([, href]) => ({ kind: "link", href, children: [{ kind: "text", text: href }] })],
  [
    new RegExp(String.raw`${URL_TEXT}`, "y"),
    ([whole]) => {
      const href = bare(whole);
      return { kind: "link", href, children: [{ kind: "text", text: href }], length: href.length };
    },
  ],
  [/\|\|([\s\S]+?)\|\|/y, ([, text], inside) => ({ kind: "spoiler", children: inside(text) })],
  [/\*\*((?:\\[\s\S]|[^\\])+?)\*\*(?!\*)/y, ([, text], inside) => ({ kind: "strong", children: inside(text) })],
  [/__((?:\\[\s\S]|[^\\])+?)__(?!_)/y, ([, text], inside) => ({ kind: "under", children: inside(text) })],
  [/~~([\s\S]+?)~~(?!~)/y, ([, text], inside) => ({ kind: "strike", children: inside(text) })],
  [/\*(?=\S)((?:\\[\s\S]|\*\*|[^\\*])+?)\*(?!\*)/y, ([, text], inside) => ({ kind: "em", children: inside(text) })],
  [/_((?:\\[\s\S]|__|[^\\_])+?)_(?![\p{L}\p{N}_])/uy, ([, text], inside) => ({ kind: "em", children: inside(text) })],
];

/** Where a rule may begin. */
const STARTS = /[\\`<@[|*_~]|https?:\/\//g;

/** A bare address without the sentence's own punctuation, and without a bracket that it did not open. */
function bare(whole) {
  let end = whole.length;
  for (;;) {
    const last = whole[end - 1];
    if (/[.,:;!?"'\]*_~|]/.test(last)) end -= 1;
    else if (last === ")" && !whole.slice(0, end).includes("(")) end -= 1;
    else return whole.slice(0, end);
  }
}

/** A text within one block, as a list of parts. */
export function readInline(text, { depth = 0, links = true } = {}) {
  const parts = [];
  const plain = (piece) => {
    if (!piece) return;
    const before = parts.at(-1);
    if (before?.kind === "text") before.text += piece;
    else parts.push({ kind: "text", text: piece });
  };
  const inside = (inner, more = {}) =>
    depth < DEEPEST ? readInline(inner, { depth: depth + 1, links, ...more }) : [{ kind: "text", text: inner }];
  let at = 0;
  while (at < text.length) {
    STARTS.lastIndex = at;
    const start = STARTS.exec(text)?.index ?? text.length;
    plain(text.slice(at, start));
    at = start;
    if (at === text.length) break;
    const found = startsAt(text, at, links);
    if (!found) {
      plain(text[at]);
      at += 1;
      continue;
    }
    const [match, make] = found;
    const { length = match[0].length, ...part } = make(match, inside);
    if (part.kind === "text") plain(part.text);
    else parts.push(part);
    at += length;
  }
  return parts;
}

function startsAt(text, at, links) {
  for (const [rule, make] of INLINE) {
    // A lone underscore within a word is part of a name.
    if (text[at] === "_" && text[at + 1] !== "_" && /[\p{L}\p{N}]/u.test(text[at - 1] ?? " ")) return null;
    rule.lastIndex = at;
    const match = rule.exec(text);
    if (match && (links || !/^(?:\[|<?https?:)/.test(match[0]))) return [match, make];
  }
  return null;
}

/** A whole text, as a list of blocks. */
export function read(text, depth = 0) {
  const blocks = [];
  const fence = /```(?:([\w+#.-]{1,30})\n)?\n?([\s\S]*?)\n?```/g;
  let at = 0;
  for (const match of text.matchAll(fence)) {
    if (!match[2].trim()) continue;
    blocks.push(...readLines(text.slice(at, match.index).replace(/\n$/, ""), depth));
    blocks.push({ kind: "fence", language: match[1] ?? "", text: match[2] });
    at = match.index + match[0].length;
    if (text[at] === "\n") at += 1;
  }
  blocks.push(...readLines(text.slice(at), depth));
  return blocks;
}

const LINES = [
  [/^(#{1,3})[ \t]+(.+)$/, ([, marks, text]) => ({ kind: "heading", level: marks.length, children: readInline(text) })],
  [/^-#[ \t]+(.+)$/, ([, text]) => ({ kind: "subtext", children: readInline(text) })],
];
const QUOTE = /^>[ \t](.*)$/;
const ITEM = /^([ \t]*)(?:([-*])|(\d{1,9})\.)[ \t]+(.+)$/;

function readLines(text, depth) {
  if (!text) return [];
  const blocks = [];
  const lines = text.split("\n");
  let open = [];
  const close = () => {
    const piece = open.join("\n");
    if (piece.trim()) blocks.push({ kind: "paragraph", children: readInline(piece) });
    open = [];
  };
  const run = (rule, from) => {
    let to = from;
    while (to < lines.length && rule.test(lines[to])) to += 1;
    return to;
  };
  for (let at = 0; at < lines.length; ) {
    const line = lines[at];
    const single = LINES.map(([rule, make]) => [rule.exec(line), make]).find(([match]) => match);
    if (depth < 2 && line.startsWith(">>> ")) {
      close();
      blocks.push({ kind: "quote", children: read([line.slice(4), ...lines.slice(at + 1)].join("\n"), depth + 1) });
      return blocks;
    }
    if (depth < 2 && QUOTE.test(line)) {
      close();
      const to = run(QUOTE, at);
      const inner = lines.slice(at, to).map((quoted) => QUOTE.exec(quoted)[1]);
      blocks.push({ kind: "quote", children: read(inner.join("\n"), depth + 1) });
      at = to;
    } else if (ITEM.test(line)) {
      close();
      const items = lines.slice(at, run(ITEM, at)).map((item) => ITEM.exec(item));
      const another = items.findIndex((item) => !item[1] && isOrdered(item) !== isOrdered(items[0]));
      const one = another < 0 ? items : items.slice(0, another);
      blocks.push(list(one));
      at += one.length;
    } else {
      if (single) {
        close();
        blocks.push(single[1](single[0]));
      } else open.push(line);
      at += 1;
    }
  }
  close();
  return blocks;
}

/** Whether an item has a number rather than a bullet. */
const isOrdered = (item) => item[3] !== undefined;

/** A list, with one deeper level for what is indented. */
function list(items) {
  const [first] = items;
  const made = { kind: "list", ordered: isOrdered(first), start: Number(first[3] ?? 1), items: [] };
  for (let at = 0; at < items.length; ) {
    const [, , , , text] = items[at];
    let to = at + 1;
    while (to < items.length && items[to][1].length > first[1].length) to += 1;
    const item = { children: readInline(text), inner: null };
    if (to > at + 1) item.inner = list(items.slice(at + 1, to).map((deep) => [deep[0], "", ...deep.slice(2)]));
    made.items.push(item);
    at = to;
  }
  return made;
}

/** A whole text in one plain line, for where there is no room for more. */
export function plainLine(text, names = NOBODY) {
  const plain = (part) => {
    if (part.kind === "user") return `@${names.userName(part.id)}`;
    if (part.kind === "role") return `@${names.roleName(part.id)}`;
    if (part.kind === "channel") return `#${names.channelName(part.id)}`;
    if (part.kind === "command") return `/${part.name}`;
    if (part.kind === "time") return readableTime(part);
    if (part.kind === "spoiler") return "…";
    return part.text ?? [...(part.children ?? []), ...(part.items ?? [])].map(plain).join(part.items ? " " : "");
  };
  return read(text).map(plain).join(" ").replace(/\s+/g, " ");
}

/** Names for ids, when nobody knows any. */
const NOBODY = { userName: () => "someone", roleName: () => "a role", channelName: () => "a channel" };

/** A text as nodes. `names` says what ids are called; `openChannel` is called where a channel's name is pressed. */
export function markdown(text, names = NOBODY, openChannel = null) {
  return read(text).map((block) => buildBlock(block, { names, openChannel }));
}

/** A single line, with styles but without blocks: an embed's title, a field's name. */
export function markdownLine(text, names = NOBODY, openChannel = null) {
  return readInline(text).map((part) => buildInline(part, { names, openChannel }));
}

function buildBlock(block, context) {
  const inline = (parts) => parts.map((part) => buildInline(part, context));
  switch (block.kind) {
    case "fence":
      return h("pre", { data: block.language ? { language: block.language } : {}, tabindex: "0" }, h("code", {}, block.text));
    case "quote":
      return h("blockquote", {}, block.children.map((child) => buildBlock(child, context)));
    case "heading":
      return h("p", { class: `heading-${block.level}`, role: "heading", "aria-level": String(block.level + 3) }, inline(block.children));
    case "subtext":
      return h("p", { class: "subtext" }, inline(block.children));
    case "list":
      return buildList(block, context);
    default:
      return h("p", {}, inline(block.children));
  }
}

function buildList({ ordered, start, items }, context) {
  const rows = items.map(({ children, inner }) =>
    h("li", {}, children.map((part) => buildInline(part, context)), inner && buildList(inner, context)),
  );
  return h(ordered ? "ol" : "ul", { start: ordered && start !== 1 ? String(start) : null }, rows);
}

const STYLED = { strong: "strong", em: "em", under: "u", strike: "s" };

function buildInline(part, context) {
  const inside = () => part.children.map((child) => buildInline(child, context));
  const { names, openChannel } = context;
  switch (part.kind) {
    case "text":
      return part.text;
    case "code":
      return h("code", {}, part.text);
    case "time":
      return buildTime(part);
    case "user":
      return h("span", { class: "mention" }, `@${names.userName(part.id)}`);
    case "role":
      return h("span", { class: "mention" }, `@${names.roleName(part.id)}`);
    case "everyone":
      return h("span", { class: "mention" }, part.text);
    case "command":
      return h("span", { class: "mention" }, `/${part.name}`);
    case "channel": {
      const name = `#${names.channelName(part.id)}`;
      if (!openChannel) return h("span", { class: "mention" }, name);
      return h("button", { type: "button", class: "mention", on: { click: () => openChannel(part.id) } }, name);
    }
    case "link":
      return link(part.href, inside());
    case "spoiler":
      return buildSpoiler(inside());
    default:
      return h(STYLED[part.kind], {}, inside());
  }
}

function readableTime({ at, style }) {
  const instant = new Date(at * 1000);
  if (Number.isNaN(instant.getTime())) return "an unknown time";
  return style === "R" ? relative(instant) : absolute(instant, style);
}

function buildTime(part) {
  const text = readableTime(part);
  const instant = new Date(part.at * 1000);
  if (Number.isNaN(instant.getTime())) return text;
  const attributes = { datetime: instant.toISOString(), title: absolute(instant, "F") };
  return h("time", { ...attributes, data: part.style === "R" ? { relative: "" } : {} }, text);
}

function buildSpoiler(children) {
  const cover = h("button", { type: "button", class: "spoiler", "aria-label": "Spoiler, press to show" }, children);
  cover.addEventListener("click", () => cover.replaceWith(h("span", { class: "spoiler-shown" }, children)), { once: true });
  return cover;
}

/** Keeps the relative instants of a page true. */
export function refreshTimes(root, now = present()) {
  for (const time of root.querySelectorAll("time[data-relative]")) {
    time.textContent = relative(new Date(time.dateTime), now);
  }
}
