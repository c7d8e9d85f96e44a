/** What one person knows of the server, kept true by the events that person hears. No network and no page here. */

/** The kinds of channel that are shown. */
export const Kind = { TEXT: 0, DIRECT: 1, CATEGORY: 4, NEWS: 5, PUBLIC_THREAD: 11, PRIVATE_THREAD: 12, FORUM: 15 };

export const EPHEMERAL = 1 << 6;
export const LOADING = 1 << 7;

/** The most messages of one channel that are kept. */
const MOST_MESSAGES = 300;
/** How long someone counts as typing, unless they write: milliseconds. */
const TYPING_LASTS = 9000;

/** Ids are snowflakes: longer is later, and of one length the greater text is later. */
export function isBefore(a, b) {
  return a.length === b.length ? a < b : a.length < b.length;
}

export const isThread = (channel) => channel?.type === Kind.PUBLIC_THREAD || channel?.type === Kind.PRIVATE_THREAD;
export const isEphemeral = (message) => Boolean(message.flags & EPHEMERAL);

export class World {
  constructor() {
    this.user = null;
    this.guild = null;
    this.sessionId = null;
    this.channels = new Map();
    this.members = new Map();
    this.roles = new Map();
    /** Messages by channel, oldest first; only of channels that were read. */
    this.messages = new Map();
    /** Channels whose history was read since the line stands. */
    this.read = new Set();
    /** Of these, the ones of which the first message is known. */
    this.whole = new Set();
    /** Who types, by channel: user id to the instant at which it ends. */
    this.typing = new Map();
    /** Channels with something new. */
    this.unread = new Set();
    /** Channels in which this person was spoken to. */
    this.called = new Set();
  }

  /** Takes one event in and says which channel's messages it changed, if any. */
  apply(type, data) {
    switch (type) {
      case "READY":
        return this.ready(data);
      case "GUILD_CREATE":
        return this.guildCreated(data);
      case "CHANNEL_CREATE":
      case "CHANNEL_UPDATE":
      case "THREAD_CREATE":
      case "THREAD_UPDATE":
        return this.channelTold(data);
      case "CHANNEL_DELETE":
      case "THREAD_DELETE":
        return this.channelGone(data.id);
      case "GUILD_DELETE":
        return this.guildLeft(data.id);
      case "GUILD_MEMBER_REMOVE":
        this.members.delete(data.user.id);
        return null;
      case "GUILD_ROLE_CREATE":
      case "GUILD_ROLE_UPDATE":
        this.roles.set(data.role.id, data.role);
        return null;
      case "GUILD_ROLE_DELETE":
        this.roles.delete(data.role_id);
        return null;
      case "GUILD_MEMBER_ADD":
      case "GUILD_MEMBER_UPDATE":
        this.members.set(data.user.id, { ...this.members.get(data.user.id), ...data });
        return null;
      case "MESSAGE_CREATE":
        return this.messageCreated(data);
      case "MESSAGE_UPDATE":
        return this.messageUpdated(data);
      case "MESSAGE_DELETE":
        return this.messageDeleted(data.channel_id, data.id);
      case "TYPING_START":
        return this.typingStarted(data);
      default:
        return null;
    }
  }

  /** A thread can be told again, by the answer to who opened it, after its first answers were counted here. */
  channelTold(data) {
    const known = this.channels.get(data.id);
    const count = Math.max(known?.message_count ?? 0, data.message_count ?? 0);
    this.channels.set(data.id, { ...known, ...data, ...(isThread(data) && { message_count: count }) });
    return null;
  }

  /** A channel goes with its threads. */
  channelGone(id) {
    const gone = [id, ...this.threadsOf(id).map((thread) => thread.id)];
    for (const one of gone) for (const known of [this.channels, this.messages, this.read, this.whole, this.unread, this.called]) known.delete(one);
    return null;
  }

  /** This person is no longer in the server; what was said to them alone stays. */
  guildLeft(id) {
    if (this.guild?.id !== id) return null;
    for (const channel of [...this.channels.values()]) if (channel.guild_id === id) this.channelGone(channel.id);
    this.guild = null;
    return null;
  }

  ready({ user, guilds, private_channels: direct = [], session_id: sessionId }) {
    this.user = user;
    this.sessionId = sessionId;
    this.channels.clear();
    this.read.clear();
    this.whole.clear();
    for (const channel of direct) this.channels.set(channel.id, channel);
    for (const guild of guilds) if (!guild.unavailable) this.guildCreated(guild);
    for (const id of this.messages.keys()) if (!this.channels.has(id)) this.messages.delete(id);
    return null;
  }

  /** The first server is the one shown. */
  guildCreated(guild) {
    if (this.guild && this.guild.id !== guild.id && this.channels.size) return null;
    this.guild = guild;
    for (const channel of [...guild.channels, ...(guild.threads ?? [])]) this.channels.set(channel.id, channel);
    for (const role of guild.roles) this.roles.set(role.id, role);
    for (const member of guild.members ?? []) this.members.set(member.user.id, member);
    return null;
  }

  /** What was read from the server, and what was only for this person's eyes and is in no history; `isWhole` where nothing is before it. */
  history(channel, messages, isWhole) {
    const known = new Set(messages.map(({ id }) => id));
    const kept = (this.messages.get(channel) ?? []).filter((one) => isEphemeral(one) && !known.has(one.id));
    const all = [...messages, ...kept];
    this.read.add(channel);
    if (isWhole) this.whole.add(channel);
    this.messages.set(channel, all.sort((a, b) => (isBefore(a.id, b.id) ? -1 : 1)));
  }

  messageCreated(message) {
    const channel = message.channel_id;
    const list = this.messages.get(channel) ?? (isEphemeral(message) ? this.start(channel) : null);
    this.typing.get(channel)?.delete(message.author.id);
    // As in Discord's clients: a thread's own count is told once, and counted on from there. Its first message has its id.
    const thread = this.channels.get(channel);
    if (isThread(thread) && message.id !== channel) thread.message_count = (thread.message_count ?? 0) + 1;
    if (message.author.id !== this.user?.id) {
      this.unread.add(channel);
      if (this.isCalled(message)) this.called.add(channel);
    }
    if (!list || list.some(({ id }) => id === message.id)) return channel;
    let at = list.length;
    while (at > 0 && isBefore(message.id, list[at - 1].id)) at -= 1;
    list.splice(at, 0, message);
    if (list.length > MOST_MESSAGES) {
      list.shift();
      this.whole.delete(channel);
    }
    return channel;
  }

  /** A channel that was not read yet, but in which something is shown to this person alone. */
  start(channel) {
    const list = [];
    this.messages.set(channel, list);
    return list;
  }

  isCalled(message) {
    if (isEphemeral(message) || this.channels.get(message.channel_id)?.type === Kind.DIRECT) return true;
    if (message.mentions?.some(({ id }) => id === this.user?.id)) return true;
    const roles = this.members.get(this.user?.id)?.roles ?? [];
    return Boolean(message.mention_roles?.some((role) => roles.includes(role)));
  }

  messageUpdated(message) {
    const list = this.messages.get(message.channel_id);
    const at = list?.findIndex(({ id }) => id === message.id) ?? -1;
    if (at >= 0) list[at] = { ...list[at], ...message };
    else if (isEphemeral(message) && message.author) return this.messageCreated(message);
    return message.channel_id;
  }

  messageDeleted(channel, message) {
    const list = this.messages.get(channel);
    if (list) this.messages.set(channel, list.filter(({ id }) => id !== message));
    return channel;
  }

  typingStarted({ channel_id: channel, user_id: user, member }) {
    if (member?.user) this.members.set(user, member);
    if (!this.typing.has(channel)) this.typing.set(channel, new Map());
    this.typing.get(channel).set(user, Date.now() + TYPING_LASTS);
    return channel;
  }

  /** The names of those who type in a channel at this instant. */
  typists(channel, now = Date.now()) {
    const here = [...(this.typing.get(channel) ?? [])];
    return here.filter(([user, until]) => until > now && user !== this.user?.id).map(([user]) => this.userName(user));
  }

  seen(channel) {
    this.unread.delete(channel);
    this.called.delete(channel);
  }

  /** How a member is called here. */
  userName(id, user) {
    const member = this.members.get(id);
    const known = user ?? member?.user;
    return member?.nick ?? known?.global_name ?? known?.username ?? "someone";
  }

  roleName(id) {
    return this.roles.get(id)?.name ?? "a role";
  }

  channelName(id) {
    const channel = this.channels.get(id);
    if (channel?.type === Kind.DIRECT) return this.userName(channel.recipients?.[0]?.id, channel.recipients?.[0]);
    return channel?.name ?? "a channel";
  }

  /** The application's own user among the members. */
  bot() {
    return [...this.members.values()].map(({ user }) => user).find(({ bot }) => bot);
  }

  threadsOf(parent) {
    const threads = [...this.channels.values()].filter((one) => isThread(one) && one.parent_id === parent);
    return threads.sort((a, b) => (isBefore(a.id, b.id) ? 1 : -1));
  }

  /** Who is written to alone, the latest first. */
  directMessages() {
    const directs = [...this.channels.values()].filter(({ type }) => type === Kind.DIRECT);
    return directs.sort((a, b) => (isBefore(a.id, b.id) ? 1 : -1));
  }
}
