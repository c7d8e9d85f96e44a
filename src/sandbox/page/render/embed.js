/** Embeds and attachments: what a message carries beside its text. */

import { h, icon, link, ownFile } from "./dom.js";
import { markdown, markdownLine } from "./markdown.js";
import { size, stamp } from "./time.js";

export function embed(shown, { world, openChannel }) {
  const line = (text) => markdownLine(text, world, openChannel);
  const box = h(
    "div",
    { class: "embed" },
    shown.author?.name && h("p", { class: "embed-author" }, shown.author.url ? link(shown.author.url, shown.author.name) : shown.author.name),
    shown.title && h("p", { class: "embed-title", role: "heading", "aria-level": "4" }, shown.url ? link(shown.url, line(shown.title)) : line(shown.title)),
    shown.description && h("div", { class: "markdown" }, markdown(shown.description, world, openChannel)),
    shown.fields?.length > 0 && fields(shown.fields, { world, openChannel }),
    picture(shown.image ?? shown.thumbnail, shown.title ?? "Picture"),
    foot(shown),
  );
  if (typeof shown.color === "number") box.style.setProperty("--bar", `#${shown.color.toString(16).padStart(6, "0")}`);
  return box;
}

function fields(list, { world, openChannel }) {
  const one = ({ name, value, inline }) =>
    h(
      "div",
      { class: inline ? "field inline" : "field" },
      h("p", { class: "field-name" }, markdownLine(name, world, openChannel)),
      h("div", { class: "markdown" }, markdown(value, world, openChannel)),
    );
  return h("div", { class: "fields" }, list.map(one));
}

function foot({ footer, timestamp }) {
  const parts = [footer?.text, timestamp && stamp(new Date(timestamp))].filter(Boolean);
  return parts.length ? h("p", { class: "embed-foot" }, parts.join(" · ")) : null;
}

/** Only pictures that this server keeps are shown; another place's is a link, for nothing is loaded from outside. */
function picture(media, name) {
  if (!media?.url) return null;
  const src = ownFile(media.url);
  if (!src) return h("p", {}, link(media.url, `Picture at ${URL.canParse(media.url) ? new URL(media.url).host : "an unknown place"}`));
  return h("img", { src, alt: name, width: media.width, height: media.height, loading: "lazy" });
}

export function attachment(file) {
  const src = ownFile(file.url);
  const name = file.title ?? file.filename;
  if (src && file.content_type?.startsWith("image/") && !file.content_type.includes("svg")) {
    const alt = file.description ?? name;
    return h("a", { href: src, target: "_blank", rel: "noopener", class: "picture" }, h("img", { src, alt, width: file.width, height: file.height, loading: "lazy" }));
  }
  const label = [icon("file"), h("span", { class: "file-name" }, name), h("span", { class: "file-size" }, size(file.size))];
  return src ? h("a", { href: src, download: file.filename, class: "file" }, label) : h("span", { class: "file" }, label);
}
