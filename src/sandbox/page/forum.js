/** A forum: its posts, and the form for a new one. */

import { openDialog } from "./dialog.js";
import { h, icon } from "./render/dom.js";
import { stamp } from "./render/time.js";

/** When a snowflake was made. */
const madeAt = (id) => new Date(Number(BigInt(id) >> 22n) + 1420070400000);

/** @returns {HTMLElement[]} */
export function forumView({ session, forum, open, pasted }) {
  const { world } = session;
  const posts = world.threadsOf(forum.id);
  const ask = () => newPost({ session, forum, open, pasted });
  const start = h("button", { type: "button", class: "button primary", on: { click: ask } }, "New post");
  const row = (post) => {
    const count = post.message_count ?? 0;
    const facts = [world.userName(post.owner_id), stamp(madeAt(post.id)), count ? `${count} ${count === 1 ? "answer" : "answers"}` : "no answer yet"];
    return h(
      "li",
      {},
      h(
        "button",
        { type: "button", class: "post", on: { click: () => open(post.id) } },
        icon("thread"),
        h("span", { class: "post-title" }, post.name),
        h("span", { class: "subtext" }, facts.join(" · ")),
      ),
    );
  };
  const list = posts.length ? h("ul", { class: "posts", "aria-label": "Posts" }, posts.map(row)) : h("p", { class: "empty" }, "No post yet. Ask something.");
  return [h("div", { class: "forum-head" }, start), list];
}

function newPost({ session, forum, open, pasted }) {
  openDialog({
    title: `New post in ${forum.name}`,
    submit: "Post",
    fields: [
      { id: "title", label: "Title", kind: "line", isRequired: true, most: 100 },
      { id: "text", label: "What happens?", kind: "lines", isRequired: true, most: 2000, hint: "Paste the error here." },
    ],
    send: async (values) => {
      const post = await session.api.postInForum(forum.id, values.get("title"), values.get("text"));
      session.heard("THREAD_CREATE", post);
      pasted(values.get("text"), []);
      return () => open(post.id);
    },
  });
}
