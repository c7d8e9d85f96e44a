/** Where one writes: text, files, replies, edits and commands. */

import { Completion } from "./commands/completion.js";
import { commandData } from "./commands/read.js";
import { carried, typed } from "./mentions.js";
import { h, icon, iconButton } from "./render/dom.js";
import { size } from "./render/time.js";

/** The most characters of a message; a longer paste becomes a file, as in Discord. */
const MOST_CHARACTERS = 2000;
const MOST_FILES = 10;

export class Composer {
  /**
   * @param {HTMLFormElement} form with a textarea, a file input, and places for the files, the note above and the offers
   * @param {object} acts
   * @param {() => {session: object, channel: string}} acts.now
   * @param {(text: string, files: File[]) => void} acts.pasted a paste is on its way
   * @param {(message: string) => void} acts.failed
   */
  constructor(form, { now, pasted, failed }) {
    Object.assign(this, { form, now, pasted, failed });
    this.input = form.querySelector("textarea");
    this.picker = form.querySelector("input[type='file']");
    this.tray = form.querySelector(".tray");
    this.note = form.querySelector(".composer-note");
    this.files = [];
    this.context = null;
    this.completion = new Completion({
      input: this.input,
      list: form.querySelector(".offers"),
      now: () => ({ ...now(), files: this.files.length }),
      chooseFile: () => this.picker.click(),
      changed: () => this.grow(),
    });
    form.addEventListener("submit", (event) => (event.preventDefault(), this.send()));
    this.input.addEventListener("input", () => (this.grow(), this.completion.typed()));
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.input.addEventListener("blur", () => this.completion.close());
    this.input.addEventListener("paste", (event) => this.clipboard(event));
    this.picker.addEventListener("change", () => {
      this.add([...this.picker.files]);
      this.picker.value = "";
    });
    form.querySelector(".attach").addEventListener("click", () => this.picker.click());
    this.drops();
    addEventListener("keydown", (event) => this.typedElsewhere(event));
  }

  /** Whoever begins to type beside any field means this one. */
  typedElsewhere({ key, ctrlKey, metaKey, altKey, target }) {
    const isText = key.length === 1 && key !== " " && !ctrlKey && !metaKey && !altKey;
    if (isText && !this.form.hidden && !target.closest?.("input, textarea, select, dialog, [role=menu]")) this.input.focus();
  }

  key(event) {
    if (event.isComposing || this.completion.key(event)) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      this.send();
    } else if (event.key === "Escape" && this.context) {
      this.setContext(null);
    } else if (event.key === "ArrowUp" && !this.input.value) {
      event.preventDefault();
      this.editLast();
    }
  }

  /** A file from the clipboard, or a text too long for a message, is attached. */
  clipboard(event) {
    const files = [...event.clipboardData.files];
    const text = event.clipboardData.getData("text/plain");
    if (files.length && !text) {
      event.preventDefault();
      this.add(files);
    } else if (this.input.value.length + text.length > MOST_CHARACTERS) {
      event.preventDefault();
      this.add([asFile(text)]);
    }
  }

  drops() {
    const carriesFiles = (event) => event.dataTransfer?.types.includes("Files");
    let depth = 0;
    const mark = (by) => {
      depth = Math.max(0, depth + by);
      document.body.classList.toggle("dropping", depth > 0);
    };
    addEventListener("dragenter", (event) => carriesFiles(event) && mark(1));
    addEventListener("dragleave", (event) => carriesFiles(event) && mark(-1));
    addEventListener("dragover", (event) => carriesFiles(event) && event.preventDefault());
    addEventListener("drop", (event) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      mark(-depth);
      if (!this.form.hidden) this.add([...event.dataTransfer.files]);
    });
  }

  add(files) {
    const fit = MOST_FILES - this.files.length;
    if (files.length > fit) this.failed(`A message carries at most ${MOST_FILES} files.`);
    this.files.push(...files.slice(0, fit));
    this.drawFiles();
    this.input.focus();
    this.completion.typed();
  }

  drawFiles() {
    const chip = (file, at) => {
      const remove = () => {
        this.files.splice(at, 1);
        this.drawFiles();
        this.input.focus();
      };
      return h(
        "li",
        { class: "file" },
        icon("file"),
        h("span", { class: "file-name" }, file.name),
        h("span", { class: "file-size" }, size(file.size)),
        iconButton("close", `Take away ${file.name}`, remove),
      );
    };
    this.tray.replaceChildren(...this.files.map(chip));
    this.tray.hidden = !this.files.length;
  }

  grow() {
    this.input.style.height = "auto";
    this.input.style.height = `${this.input.scrollHeight}px`;
  }

  /** What is said above the text: that it replies to a message, or edits one. */
  setContext(context) {
    this.context = context;
    this.note.hidden = !context;
    if (!context) return this.note.replaceChildren();
    const cancel = () => {
      if (context.edits) this.write("");
      this.setContext(null);
      this.input.focus();
    };
    this.note.replaceChildren(h("span", {}, context.says), iconButton("close", "Cancel", cancel));
    this.input.focus();
  }

  replyTo(message, name) {
    this.setContext({ repliesTo: message, says: `Replying to ${name}` });
  }

  edit(message) {
    this.write(typed(message.content, this.now().session.world));
    this.setContext({ edits: message, says: "Editing your message" });
  }

  editLast() {
    const { session, channel } = this.now();
    const own = (session.world.messages.get(channel) ?? []).filter(({ author, interaction_metadata: used }) => author.id === session.world.user.id && !used);
    if (own.length) this.edit(own.at(-1));
  }

  write(text) {
    this.input.value = text;
    this.grow();
  }

  /** Another channel or person: nothing of the former goes along. */
  reset(placeholder) {
    this.write("");
    this.files = [];
    this.drawFiles();
    this.setContextQuietly();
    this.completion.close();
    this.completion.all = null;
    this.input.placeholder = placeholder;
    this.input.setAttribute("aria-label", placeholder);
  }

  setContextQuietly() {
    this.context = null;
    this.note.hidden = true;
    this.note.replaceChildren();
  }

  async send() {
    const { session, channel } = this.now();
    const text = this.input.value.trim();
    const { files, context } = this;
    if (!text && !files.length) return;
    try {
      if (context?.edits) await this.sendEdit(session, context.edits, text);
      else if (!(await this.sendCommand(session, channel, text, files))) await this.sendMessage(session, channel, text, files, context);
    } catch (refused) {
      this.failed(refused.message);
      if (!this.input.value && !this.files.length) this.giveBack(text, files);
    }
  }

  /** What could not be sent is not lost. */
  giveBack(text, files) {
    this.write(text);
    this.files = files;
    this.drawFiles();
  }

  async sendEdit(session, message, text) {
    this.clear();
    this.pasted(text, []);
    await session.api.edit(message.channel_id, message.id, carried(text, session.world));
  }

  /** Sends a command, where the text is one. */
  async sendCommand(session, channel, text, files) {
    if (!text.startsWith("/")) return false;
    if (!this.completion.all) await this.completion.load();
    const reading = this.completion.reading();
    if (!reading) return false;
    const data = commandData(reading, { picked: this.completion.picked, files: files.length, world: session.world });
    const attachments = files.map((file, id) => ({ id: String(id), filename: file.name }));
    this.clear();
    if (files.length) this.pasted("", files);
    const { command, words } = reading.leaf;
    await session.command(channel, command.application_id, { ...data, attachments }, files, `/${words.join(" ")}`);
    return true;
  }

  async sendMessage(session, channel, text, files, context) {
    const { content, files: all } = fitted(carried(text, session.world), files);
    const to = context?.repliesTo;
    const reference = to && { message_reference: { message_id: to.id, channel_id: to.channel_id } };
    this.clear();
    this.pasted(content, all);
    await session.api.post(channel, { content, ...reference }, all);
  }

  clear() {
    this.write("");
    this.files = [];
    this.drawFiles();
    this.setContextQuietly();
    this.completion.close();
    this.completion.picked.clear();
  }
}

/** A text as a message can carry it: as its content, or as a file where it is too long. */
export function fitted(text, files = []) {
  return text.length > MOST_CHARACTERS ? { content: "", files: [...files, asFile(text)] } : { content: text, files };
}

function asFile(text) {
  return new File([text], "message.txt", { type: "text/plain" });
}
