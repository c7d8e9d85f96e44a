/** One person's live line to the server: Discord's gateway, which comes back by itself after a loss. */

const DISPATCH = 0;
const HEARTBEAT = 1;
const IDENTIFY = 2;
const RECONNECT = 7;
const INVALID_SESSION = 9;
const HELLO = 10;

/** Milliseconds to wait before the next try: the first, and the longest. */
const FIRST_WAIT = 500;
const LONGEST_WAIT = 5000;

export class Gateway {
  /**
   * @param {object} line
   * @param {() => Promise<string>} line.token asked before every try, for it changes when the server restarts
   * @param {(type: string, data: object) => void} line.heard each event
   * @param {(up: boolean) => void} line.changed whether the line stands
   */
  constructor({ token, heard, changed }) {
    this.token = token;
    this.heard = heard;
    this.changed = changed;
    this.wait = FIRST_WAIT;
    this.sequence = null;
  }

  async connect() {
    try {
      this.key = await this.token();
      const answer = await fetch("/api/v10/gateway");
      const { url } = await answer.json();
      this.open(url);
    } catch {
      this.retry();
    }
  }

  /** The address names the server as it knows itself; only its path matters, the host is where this page is from. */
  open(url) {
    const { pathname } = new URL(url);
    const scheme = location.protocol === "https:" ? "wss" : "ws";
    this.socket = new WebSocket(`${scheme}://${location.host}${pathname}?v=10&encoding=json`);
    this.socket.addEventListener("message", ({ data }) => this.received(JSON.parse(data)));
    this.socket.addEventListener("close", () => this.lost());
  }

  received({ op, d, s, t }) {
    if (s) this.sequence = s;
    if (op === HELLO) this.greeted(d.heartbeat_interval);
    else if (op === HEARTBEAT) this.beat();
    else if (op === RECONNECT || op === INVALID_SESSION) this.socket.close(4000);
    else if (op === DISPATCH) {
      if (t === "READY") {
        this.wait = FIRST_WAIT;
        this.changed(true);
      }
      this.heard(t, d);
    }
  }

  greeted(interval) {
    clearInterval(this.pulse);
    this.pulse = setInterval(() => this.beat(), interval);
    this.send(IDENTIFY, {
      token: this.key,
      properties: { os: "web", browser: "sandbox", device: "" },
      presence: { status: "online", since: 0, activities: [], afk: false },
      compress: false,
    });
  }

  beat() {
    this.send(HEARTBEAT, this.sequence);
  }

  send(op, d) {
    if (this.socket.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify({ op, d }));
  }

  lost() {
    clearInterval(this.pulse);
    this.sequence = null;
    this.changed(false);
    this.retry();
  }

  retry() {
    setTimeout(() => this.connect(), this.wait);
    this.wait = Math.min(this.wait * 2, LONGEST_WAIT);
  }
}
