/** One person at the screen: what that person knows, the live line, and what was asked of the application. */

import { Api } from "./api.js";
import { Gateway } from "./gateway.js";
import { Kind, World } from "./world.js";

/** Kinds of interaction. */
const COMMAND = 2;
const COMPONENT = 3;
const AUTOCOMPLETE = 4;
const MODAL = 5;

const NO_ANSWER = "The application did not respond";
const LOST = "The connection was lost before the answer came";

/** As many messages are read at once; fewer mean that there are no earlier ones. */
const PAGE = 50;

/** Told by its events: `changed` (anything but messages), `messages` {channel}, `message` {message}, `modal` {modal}, `clock` {now, goes_to}, `line` {up}. */
export class Session extends EventTarget {
  /**
   * @param {{name: string, display: string, token: string, roles: string[]}} person
   * @param {(name: string) => Promise<string>} freshToken
   */
  constructor(person, freshToken) {
    super();
    this.person = person;
    this.world = new World();
    this.api = new Api(() => this.person.token);
    this.isUp = false;
    /** What was asked and is not answered: by nonce. */
    this.asked = new Map();
    this.gateway = new Gateway({
      token: async () => (this.person.token = await freshToken(person.name)),
      heard: (type, data) => this.heard(type, data),
      changed: (up) => {
        this.isUp = up;
        if (!up) for (const nonce of [...this.asked.keys()]) this.failed(nonce, LOST);
        this.tell("line", { up });
      },
    });
  }

  tell(name, detail = {}) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }

  heard(type, data) {
    switch (type) {
      case "INTERACTION_CREATE":
        return;
      case "SANDBOX_CLOCK_UPDATE":
        return this.tell("clock", data);
      case "INTERACTION_SUCCESS":
        return this.answered(data.nonce);
      case "INTERACTION_FAILURE":
        return this.failed(data.nonce, NO_ANSWER);
      case "INTERACTION_MODAL_CREATE":
        this.answered(data.nonce);
        return this.tell("modal", { modal: data });
      case "APPLICATION_COMMAND_AUTOCOMPLETE_RESPONSE":
        this.asked.get(data.nonce)?.choices?.(data.choices ?? []);
        this.asked.delete(data.nonce);
        return;
    }
    const channel = this.world.apply(type, data);
    if (channel) this.tell("messages", { channel });
    if (type === "MESSAGE_CREATE") {
      if (data.nonce) this.answered(data.nonce);
      this.tell("message", { message: data });
    }
    if (type !== "TYPING_START") this.tell("changed", { type });
  }

  /** Reads a channel's history once. */
  async read(channel) {
    if (this.world.read.has(channel)) return;
    const messages = await this.api.messages(channel, { limit: PAGE });
    this.world.history(channel, messages, messages.length < PAGE);
    this.tell("messages", { channel });
  }

  /** Reads what was before the oldest that is known. */
  async readEarlier(channel) {
    const known = this.world.messages.get(channel);
    const earlier = await this.api.messages(channel, { before: known[0].id, limit: PAGE });
    this.world.history(channel, [...known, ...earlier], earlier.length < PAGE);
  }

  /** The commands that this person can use in a channel, as they are registered now. */
  async commands(channel) {
    const isDirect = this.world.channels.get(channel)?.type === Kind.DIRECT;
    const index = isDirect ? this.api.commandsOfChannel(channel) : this.api.commandsOfGuild(this.world.guild.id);
    return (await index.catch(() => null))?.application_commands ?? [];
  }

  /** Sends a command; `data` is Discord's. */
  command(channel, applicationId, data, files = [], shown = `/${data.name}`) {
    return this.ask(COMMAND, channel, { application_id: applicationId, data }, { channel, shown }, files);
  }

  /** Presses a button or chooses from a menu of a message. */
  component(message, component, values) {
    const data = { component_type: component.type, custom_id: component.custom_id, ...(values && { values }) };
    const body = {
      application_id: message.application_id ?? message.author.id,
      message_id: message.id,
      message_flags: message.flags ?? 0,
      data,
    };
    const shown = { channel: message.channel_id, message: message.id, customId: component.custom_id };
    return this.ask(COMPONENT, message.channel_id, body, shown);
  }

  /** Sends a modal's fields. */
  modal(modal, components) {
    const data = { id: modal.id, custom_id: modal.custom_id, components };
    const body = { application_id: modal.application?.id ?? modal.application_id, data };
    return this.ask(MODAL, modal.channel_id, body, { channel: modal.channel_id, shown: modal.title });
  }

  /** The choices for what is being typed in an option. */
  choices(channel, applicationId, data) {
    return new Promise((choices) => {
      this.ask(AUTOCOMPLETE, channel, { application_id: applicationId, data }, { channel, choices }).catch(() => choices([]));
    });
  }

  async ask(type, channelId, body, asked, files = []) {
    const channel = this.world.channels.get(channelId);
    const guild = channel?.guild_id ?? (channel?.type === Kind.DIRECT ? undefined : this.world.guild?.id);
    const nonce = newNonce();
    this.asked.set(nonce, asked);
    this.tell("messages", { channel: channelId });
    const whole = { type, ...(guild && { guild_id: guild }), channel_id: channelId, session_id: this.world.sessionId, nonce, ...body };
    try {
      await this.api.interact(whole, files);
    } catch (refused) {
      this.failed(nonce, refused.message);
      if (type === AUTOCOMPLETE) throw refused;
    }
  }

  answered(nonce) {
    const asked = this.asked.get(nonce);
    if (!asked) return;
    this.asked.delete(nonce);
    this.tell("messages", { channel: asked.channel });
  }

  failed(nonce, why) {
    const asked = this.asked.get(nonce);
    if (!asked) return;
    if (asked.choices) {
      this.asked.delete(nonce);
      asked.choices([]);
      return;
    }
    asked.failed = why;
    this.tell("messages", { channel: asked.channel });
  }

  /** Takes away a failure, or a message that only this person sees. */
  dismissFailure(nonce) {
    this.answered(nonce);
  }

  dismiss(message) {
    this.world.messageDeleted(message.channel_id, message.id);
    this.tell("messages", { channel: message.channel_id });
  }
}

let last = 0n;

/** A number of the present instant that is never given twice, as Discord's clients make them. */
export function newNonce() {
  const now = BigInt(Date.now() - 1420070400000) << 22n;
  last = now > last ? now : last + 1n;
  return last.toString();
}
