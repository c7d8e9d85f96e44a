/** The page as a whole: who speaks, which channel is open, and what each part of the page then shows. */

import { drawChannels, iconOf } from "./channels.js";
import { Clock } from "./clock.js";
import { ON_MESSAGE, localized } from "./commands/read.js";
import { Composer, fitted } from "./composer.js";
import { openDialog } from "./dialog.js";
import { Drawers } from "./drawers.js";
import { forumView } from "./forum.js";
import { openMenu } from "./menu.js";
import { openModal } from "./modal.js";
import { examples, explain, judgement } from "./panel.js";
import { drawPeople, markPeople } from "./people.js";
import { h, icon } from "./render/dom.js";
import { refreshTimes } from "./render/markdown.js";
import { Session } from "./session.js";
import { Timeline } from "./timeline.js";
import { Kind, isEphemeral, isThread } from "./world.js";

const $ = (id) => document.getElementById(id);

/** Milliseconds between two looks at what changes with time alone. */
const TICK = 1000;
const WELCOMED = "welcomed";

let sessions = [];
let session = null;
let channel = null;
/** The open channel of each person. */
const places = new Map();

const drawers = new Drawers();
const acts = { openChannel, openMenu: messageMenu, used, dismiss: (one) => session.dismiss(one), dismissFailure: (nonce) => session.dismissFailure(nonce), goTo: (id) => timeline.goTo(id) };
const timeline = new Timeline({ scroller: $("conversation"), typing: $("typing"), live: $("live"), acts });
const clock = new Clock($("time"), $("steps"), { moved: clockMoved, failed: notice });
const composer = new Composer($("composer"), { now: () => ({ session, channel }), pasted, failed: notice });

start();

async function start() {
  welcome();
  clock.read();
  setInterval(tick, TICK);
  sessions = (await people()).map((person) => new Session(person, freshToken));
  for (const one of sessions) listen(one);
  for (const one of sessions) one.gateway.connect();
  choosePerson(sessions[0]);
  for (const example of await examples()) $("examples").append(exampleRow(example));
  $("examples-part").hidden = !$("examples").children.length;
  $("why-part").hidden = $("examples-part").hidden;
}

async function people() {
  const answer = await fetch("/sandbox/people");
  return answer.json();
}

/** The people's tokens are new after a restart; one question serves all who come back at the same time. */
let asked = null;
async function freshToken(name) {
  asked ??= people().finally(() => setTimeout(() => (asked = null), 0));
  return (await asked).find((person) => person.name === name).token;
}

function listen(one) {
  one.addEventListener("line", ({ detail: { up } }) => one === session && lineChanged(up));
  one.addEventListener("messages", ({ detail }) => one === session && detail.channel === channel && timeline.sync());
  one.addEventListener("message", ({ detail: { message } }) => heard(one, message));
  one.addEventListener("clock", ({ detail }) => one === session && clock.told(detail));
  one.addEventListener("modal", ({ detail: { modal } }) => one === session && openModal(modal, one));
  one.addEventListener("changed", ({ detail: { type } }) => changed(one, type));
}

function changed(one, type) {
  if (one !== session) return markPeople($("people"), sessions, session);
  if (type === "READY") {
    clock.read();
    return choosePerson(one);
  }
  if (channel && !one.world.channels.has(channel)) return openChannel(firstChannel());
  if (type === "MESSAGE_CREATE" && one.world.unread.has(channel)) one.world.seen(channel);
  drawNavigation();
  if (one.world.channels.get(channel)?.type === Kind.FORUM) drawForum();
}

function heard(one, message) {
  if (one === session && message.channel_id === channel && message.author.id !== one.world.user.id) timeline.announce(message);
}

function choosePerson(one) {
  const isOther = one !== session;
  session = one;
  if (isOther || !$("people").children.length || !one.named) drawPeople($("people"), { sessions, current: one, choose: choosePerson });
  one.named = Boolean(one.world.user);
  markPeople($("people"), sessions, one);
  lineChanged(one.isUp);
  const { channels } = one.world;
  const place = [channel, places.get(one)].find((id) => channels.has(id)) ?? firstChannel();
  if (place) openChannel(place);
  else drawNavigation();
}

/** Where a newcomer begins: the support channel, or the first with text. */
function firstChannel() {
  const text = [...session.world.channels.values()].filter(({ type }) => type === Kind.TEXT);
  const any = text.find(({ name }) => name === "support") ?? text[0] ?? [...session.world.channels.values()][0];
  return any?.id ?? null;
}

async function openChannel(id) {
  if (!session.world.channels.has(id)) return;
  const isSame = channel === id && places.get(session) === id && timeline.session === session && session.world.read.has(id);
  const shown = session.world.channels.get(id);
  channel = id;
  places.set(session, id);
  session.world.seen(id);
  drawers.close();
  drawNavigation();
  drawHeader(shown);
  const isForum = shown.type === Kind.FORUM;
  $("conversation").hidden = isForum;
  $("composer").hidden = isForum;
  $("forum").hidden = !isForum;
  if (isForum) return drawForum();
  if (!isSame) {
    composer.reset(`Write in ${shown.type === Kind.DIRECT ? "" : "#"}${session.world.channelName(id)} as ${session.world.userName(session.world.user.id)}`);
    timeline.show(session, id);
  }
  // On a touch screen the focus would bring up the keyboard.
  if (!matchMedia("(pointer: coarse)").matches && !$("people").contains(document.activeElement)) $("text").focus();
  try {
    await session.read(id);
  } catch (refused) {
    notice(refused.message);
  }
}

async function openDirect(user) {
  const { world, api } = session;
  try {
    const opened = await api.openDirectMessage(user.id);
    world.channels.set(opened.id, { ...world.channels.get(opened.id), ...opened });
    openChannel(opened.id);
  } catch (refused) {
    notice(refused.message);
  }
}

function drawNavigation() {
  drawChannels($("channels"), { world: session.world, current: channel, open: openChannel, openDirect });
}

function drawHeader(shown) {
  const parent = isThread(shown) && session.world.channels.get(shown.parent_id);
  const up = parent && h("button", { type: "button", class: "plain", on: { click: () => openChannel(parent.id) } }, parent.name);
  $("title").replaceChildren(...[icon(iconOf(shown)), up, up && " › ", session.world.channelName(shown.id)].filter(Boolean));
  $("topic").textContent = shown.topic ?? "";
  document.title = `${session.world.channelName(shown.id)} · Firstline sandbox`;
}

function drawForum() {
  $("forum").replaceChildren(...forumView({ session, forum: session.world.channels.get(channel), open: openChannel, pasted }));
}

/** What can be done with a message; the application's own commands come when they are known. */
async function messageMenu(message, anchor, owner) {
  const { world } = session;
  const isOwn = message.author.id === world.user.id;
  const isLasting = !isEphemeral(message);
  const canDelete = isOwn || canManage();
  const commands = isLasting ? (await session.commands(channel)).filter(({ type }) => type === ON_MESSAGE) : [];
  const items = [
    ...commands.map((command) => ({ label: localized(command, "name", world.user.locale), act: () => useOn(command, message) })),
    isLasting && { label: "Reply", act: () => composer.replyTo(message, world.userName(message.author.id, message.author)) },
    isLasting && !isThread(world.channels.get(channel)) && world.channels.get(channel).type !== Kind.DIRECT && { label: "Create a thread", act: () => newThread(message) },
    isOwn && !message.interaction_metadata && { label: "Edit", act: () => composer.edit(message) },
    { label: "Copy the text", act: () => navigator.clipboard.writeText(textOf(message)).catch(() => notice("The browser did not allow copying.")) },
    isLasting && canDelete && { label: "Delete", danger: true, act: () => attempt(() => session.api.delete(channel, message.id)) },
    !isLasting && { label: "Dismiss", act: () => session.dismiss(message) },
  ].filter(Boolean);
  openMenu(items, anchor, owner);
}

function textOf({ content, embeds = [] }) {
  const lines = embeds.flatMap(({ title, description, fields = [] }) => [title, description, ...fields.flatMap(({ name, value }) => [name, value])]);
  return [content, ...lines].filter(Boolean).join("\n");
}

/** Whether the person may delete what others wrote: administrators, and who manages messages. */
function canManage() {
  const mine = session.world.members.get(session.world.user.id)?.roles ?? [];
  const MAY = (1n << 3n) | (1n << 13n);
  return mine.some((role) => BigInt(session.world.roles.get(role)?.permissions ?? 0) & MAY);
}

function useOn(command, message) {
  if (!message.attachments?.length) pasted(message.content, []);
  const data = { id: command.id, name: command.name, type: ON_MESSAGE, version: command.version, target_id: message.id, options: [], attachments: [] };
  session.command(channel, command.application_id, data, [], command.name);
}

function used(message, component, values) {
  session.component(message, component, values);
}

function newThread(message) {
  openDialog({
    title: "New thread",
    submit: "Create",
    fields: [{ id: "name", label: "Name", kind: "line", isRequired: true, most: 100, value: message.content.split("\n")[0].slice(0, 60) }],
    send: async (values) => {
      const thread = await session.api.threadFrom(channel, message.id, values.get("name"));
      session.heard("THREAD_CREATE", thread);
      return () => openChannel(thread.id);
    },
  });
}

async function attempt(act) {
  try {
    await act();
  } catch (refused) {
    notice(refused.message);
  }
}

let pastes = 0;
/** A paste is on its way: the panel says how it is judged. */
async function pasted(content, files) {
  const turn = ++pastes;
  const judged = await explain(content, files).catch(() => null);
  if (turn !== pastes) return;
  // What was said of the paste before is not to be taken for this one's.
  const none = h("p", { class: "subtext" }, "This paste cannot be explained here.");
  $("judgement").replaceChildren(...(judged ? judgement(judged) : [none]));
}

function exampleRow({ title, text }) {
  const send = async () => {
    drawers.close();
    const { type } = session.world.channels.get(channel) ?? {};
    if (type !== Kind.TEXT || session.world.channelName(channel) === "on-call") await openChannel(firstChannel());
    const { content, files } = fitted(text);
    pasted(content, files);
    await attempt(() => session.api.post(channel, { content }, files));
  };
  return h("li", {}, h("button", { type: "button", class: "example", title: text, on: { click: send } }, h("b", {}, title), h("span", {}, text)));
}

function lineChanged(up) {
  const banner = $("line");
  const wasUp = banner.hidden;
  if (up || !session.wasUp) {
    banner.hidden = true;
    session.wasUp ||= up;
    if (up && !wasUp) notice("Connected again.");
    return;
  }
  banner.hidden = false;
}

let noticeEnds;
/** Says something for a few seconds. */
function notice(text) {
  $("notice").textContent = text;
  $("notice").hidden = false;
  clearTimeout(noticeEnds);
  noticeEnds = setTimeout(() => ($("notice").hidden = true), 6000);
}

function welcome() {
  const card = $("welcome");
  card.hidden = localStorage.getItem(WELCOMED) !== null;
  card.querySelector("button").addEventListener("click", () => {
    localStorage.setItem(WELCOMED, "yes");
    card.hidden = true;
    $("text").focus();
  });
}

/** What is told by the clock is told anew. */
function clockMoved() {
  refreshTimes(document.body);
}

let ticks = 0;
function tick() {
  clock.tick();
  if (timeline.session) timeline.syncTyping();
  ticks += 1;
  if (ticks % 20 === 0) refreshTimes(document.body);
}
