/** What one person asks of the server: Discord's own REST paths, with that person's token. */

const ROOT = "/api/v10";

/** The server's no, as one sentence for the person at the screen. */
export class Refused extends Error {
  constructor(status, body) {
    super(sentence(status, body));
    this.status = status;
    this.code = body?.code ?? 0;
  }
}

/** The innermost message of Discord's nested `errors`, or its plain message. */
function sentence(status, body) {
  let level = body?.errors;
  let path = [];
  while (level && !level._errors) {
    const [key] = Object.keys(level);
    path.push(key);
    level = level[key];
  }
  const inner = level?._errors?.[0]?.message;
  if (inner) return `${path.join(".")}: ${inner}`;
  return body?.message ?? `The server answered with status ${status}.`;
}

export class Api {
  /** @param {() => string} token asked at every call, for it changes when the server restarts */
  constructor(token) {
    this.token = token;
  }

  /** One request. Files go along as Discord's multipart form: `payload_json` and `files[n]`. */
  async call(method, path, body, files = []) {
    const headers = { authorization: this.token() };
    let payload;
    if (files.length) {
      payload = new FormData();
      const attachments = files.map((file, id) => ({ id: String(id), filename: file.name }));
      payload.append("payload_json", JSON.stringify({ ...body, attachments }));
      files.forEach((file, id) => payload.append(`files[${id}]`, file, file.name));
    } else if (body !== undefined) {
      headers["content-type"] = "application/json";
      payload = JSON.stringify(body);
    }
    let answer;
    try {
      answer = await fetch(ROOT + path, { method, headers, body: payload });
    } catch {
      throw new Refused(0, { message: "The sandbox cannot be reached." });
    }
    const text = await answer.text();
    const json = read(text);
    if (!answer.ok) throw new Refused(answer.status, json);
    return json;
  }

  messages(channel, { before, limit }) {
    const older = before ? `&before=${before}` : "";
    return this.call("GET", `/channels/${channel}/messages?limit=${limit}${older}`);
  }

  post(channel, body, files) {
    return this.call("POST", `/channels/${channel}/messages`, body, files);
  }

  edit(channel, message, content) {
    return this.call("PATCH", `/channels/${channel}/messages/${message}`, { content });
  }

  delete(channel, message) {
    return this.call("DELETE", `/channels/${channel}/messages/${message}`);
  }

  /** A thread from a message. */
  threadFrom(channel, message, name) {
    return this.call("POST", `/channels/${channel}/messages/${message}/threads`, { name, auto_archive_duration: 1440 });
  }

  /** A post in a forum: a thread with its first message. */
  postInForum(forum, name, content, files) {
    const body = { name, auto_archive_duration: 1440, message: { content } };
    return this.call("POST", `/channels/${forum}/threads`, body, files);
  }

  openDirectMessage(user) {
    return this.call("POST", "/users/@me/channels", { recipients: [user] });
  }

  /** The commands that can be used in a guild, and in a direct message. */
  commandsOfGuild(guild) {
    return this.call("GET", `/guilds/${guild}/application-command-index`);
  }

  commandsOfChannel(channel) {
    return this.call("GET", `/channels/${channel}/application-command-index`);
  }

  interact(body, files) {
    return this.call("POST", "/interactions", body, files);
  }
}

function read(text) {
  try {
    return text ? JSON.parse(text) : null;
  } catch {
    return null;
  }
}
