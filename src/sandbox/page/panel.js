/** The panel beside the conversation: examples to try, and why the last paste was judged as it was. */

import { h } from "./render/dom.js";

/** Larger files are not sent to be explained: bytes. */
const MOST_BYTES = 8 * 1024 * 1024;

/** The judgement of a paste; null where this sandbox explains nothing. */
export async function explain(content, files) {
  const texts = await Promise.all(files.map(async (file) => ({ name: file.name, text: await textOf(file) })));
  const body = JSON.stringify({ content, files: texts.filter(({ text }) => text !== null) });
  const answer = await fetch("/explain", { method: "POST", headers: { "content-type": "application/json" }, body });
  return answer.ok ? answer.json() : null;
}

/** The examples; none where this sandbox has none. */
export async function examples() {
  const answer = await fetch("/examples");
  return answer.ok ? answer.json() : [];
}

/** A file's text by its byte order mark, else UTF-8; null for what is no text. */
async function textOf(file) {
  if (file.size > MOST_BYTES) return null;
  const bytes = new Uint8Array(await file.arrayBuffer());
  const mark = bytes[0] === 0xff && bytes[1] === 0xfe ? "utf-16le" : bytes[0] === 0xfe && bytes[1] === 0xff ? "utf-16be" : "utf-8";
  const text = new TextDecoder(mark).decode(bytes);
  return text.includes("\0") ? null : text;
}

const VERDICTS = {
  answer: ["Answered", "It is sure enough to answer by itself."],
  suggest: ["Suggested", "It is not sure enough to answer, and offers what is likely."],
  abstain: ["Silent", "It knows nothing that is likely enough, and says nothing."],
};

// A guess is never a certainty.
const percent = (share) => `${Math.min(99, Math.max(1, Math.round(share * 100)))} %`;
/** The same for a style sheet. */
const along = (share) => `${share * 100}%`;

/** @returns {HTMLElement[]} */
export function judgement({ verdict, answer_at: answerAt, suggest_at: suggestAt, candidates = [], sentences = [] }) {
  const [word, meaning] = VERDICTS[verdict] ?? [verdict, ""];
  return [
    h("p", { class: `verdict ${verdict}` }, h("b", {}, word), h("span", {}, meaning)),
    candidates.length > 0 && h("ol", { class: "candidates" }, candidates.map((one, at) => candidate(one, at, { answerAt, suggestAt }))),
    sentences.length > 0 && h("h3", {}, "How that was decided"),
    sentences.length > 0 && h("ul", { class: "sentences" }, sentences.map((sentence) => h("li", {}, sentence))),
    h("p", { class: "subtext" }, `It answers from ${percent(answerAt)} on, and suggests from ${percent(suggestAt)} on. Who writes, and where, counts too.`),
  ].filter(Boolean);
}

function candidate({ title, confidence, evidence = [] }, at, { answerAt, suggestAt }) {
  const bar = h("div", { class: "bar", role: "img", "aria-label": `Confidence ${percent(confidence)}` }, h("i", {}), h("s", {}), h("s", {}));
  bar.children[0].style.width = along(confidence);
  bar.children[1].style.left = along(suggestAt);
  bar.children[2].style.left = along(answerAt);
  const proof = evidence.length > 0 && h("ul", { class: "evidence" }, evidence.map(proven));
  const found = `${evidence.length} ${evidence.length === 1 ? "place" : "places"} in the paste`;
  return h(
    "li",
    {},
    h("p", { class: "candidate-title" }, title, h("b", {}, percent(confidence))),
    bar,
    proof && (at === 0 ? proof : h("details", {}, h("summary", {}, found), proof)),
  );
}

function proven({ file, line, text, signature, kind }) {
  const where = `${file ? `${file}, line` : "Line"} ${line}`;
  return h(
    "li",
    {},
    h("span", { class: "subtext" }, kind ? `${where} · ${kind}` : where),
    h("code", {}, text),
    signature && signature !== text && h("span", { class: "subtext" }, "recognised by ", h("code", {}, signature)),
  );
}
