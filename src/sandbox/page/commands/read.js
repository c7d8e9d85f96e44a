/** A typed line read as one of the application's commands. No page and no network here. */

/** Kinds of option. */
export const Option = { SUB: 1, GROUP: 2, TEXT: 3, INTEGER: 4, BOOLEAN: 5, USER: 6, CHANNEL: 7, ROLE: 8, MENTIONABLE: 9, NUMBER: 10, FILE: 11 };

export const SLASH = 1;
export const ON_USER = 2;
export const ON_MESSAGE = 3;

/** A name or description in the reader's language, where the application gives it. */
export function localized(one, what, locale) {
  const all = one[`${what}_localizations`];
  return one[`${what}_localized`] ?? all?.[locale] ?? all?.[locale?.split("-")[0]] ?? one[what];
}

/**
 * All that can be typed after the slash: each command, or each of its sub-commands.
 *
 * @returns {{command: object, path: object[], words: string[], description: string, options: object[]}[]}
 */
export function leaves(commands, locale) {
  const walk = (command, path) => {
    const here = path.at(-1);
    const below = (here.options ?? []).filter(({ type }) => type === Option.SUB || type === Option.GROUP);
    if (below.length) return below.flatMap((one) => walk(command, [...path, one]));
    const words = path.map((one) => localized(one, "name", locale));
    const options = (here.options ?? []).map((one) => ({ ...one, shown: localized(one, "name", locale) }));
    return [{ command, path, words, description: localized(here, "description", locale), options }];
  };
  return commands.filter(({ type }) => (type ?? SLASH) === SLASH).flatMap((command) => walk(command, [command]));
}

/** What could be meant by a beginning, best first. */
export function begunBy(typed, all) {
  const wanted = typed.slice(1).toLowerCase();
  const rank = ({ words }) => {
    const name = words.join(" ").toLowerCase();
    return name.startsWith(wanted) ? 0 : name.includes(wanted) ? 1 : 2;
  };
  return all.filter((leaf) => rank(leaf) < 2).sort((a, b) => rank(a) - rank(b));
}

/**
 * Reads a whole line. An option is written `name:value` and goes on to the next option's name; text before any belongs to
 * the first option that takes text.
 *
 * @returns {{leaf: object, given: {option: object, text: string, isLast: boolean}[]} | null} null where it is no command
 */
export function readCommand(line, all) {
  const fits = ({ words }) => {
    const begin = `/${words.join(" ")}`;
    return line === begin || line.startsWith(`${begin} `);
  };
  const [leaf] = all.filter(fits).sort((a, b) => b.words.length - a.words.length);
  if (!leaf) return null;
  const rest = line.slice(1 + leaf.words.join(" ").length);
  const marks = leaf.options
    .map((option) => ({ option, at: startOf(option, rest) }))
    .filter(({ at }) => at >= 0)
    .sort((a, b) => a.at - b.at);
  const free = rest.slice(0, marks[0]?.at ?? rest.length).trim();
  const given = marks.map(({ option, at }, index) => {
    const text = rest.slice(at + option.shown.length + 2, marks[index + 1]?.at ?? rest.length).trim();
    return { option, text, isLast: index === marks.length - 1 };
  });
  const taker = leaf.options.find((option) => option.type === Option.TEXT && !marks.some((mark) => mark.option === option));
  if (free && taker) given.unshift({ option: taker, text: free, isLast: !marks.length });
  return { leaf, given };
}

/** Where ` name:` stands. */
function startOf({ shown }, rest) {
  return rest.search(new RegExp(`\\s${shown.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&")}:`, "u"));
}

/**
 * Discord's `data` for a command.
 *
 * @param {{leaf: object, given: object[]}} reading
 * @param {object} help
 * @param {Map<string, {shown: string, value: unknown}>} help.picked choices that were picked, by option
 * @param {number} help.files how many files go along
 * @param {object} help.world who and what is called how
 * @param {string} [help.focused] the option being completed; then nothing is checked
 * @throws {Error} with a sentence, where an option is missing or cannot be read
 */
export function commandData({ leaf, given }, { picked, files, world, focused }) {
  const options = [];
  let file = 0;
  for (const option of leaf.options) {
    const found = given.find((one) => one.option === option);
    if (option.type === Option.FILE) {
      if (file < files) options.push({ type: option.type, name: option.name, value: file++ });
      else if (option.required && !focused) throw new Error(`${option.shown}: attach a file.`);
      continue;
    }
    if (!found || (!found.text && option.name !== focused)) {
      if (option.required && !focused) throw new Error(`${option.shown}: this is needed.`);
      continue;
    }
    const isFocused = option.name === focused;
    const value = isFocused ? found.text : valueOf(option, found.text, picked.get(option.name), world);
    options.push({ type: option.type, name: option.name, value, ...(isFocused && { focused: true }) });
  }
  const { command, path } = leaf;
  const nested = path.slice(1).reduceRight((inner, { type, name }) => [{ type, name, options: inner }], options);
  return { id: command.id, name: command.name, type: SLASH, version: command.version, options: nested, attachments: [] };
}

function valueOf(option, text, pick, world) {
  if (pick?.shown === text) return pick.value;
  const choice = option.choices?.find((one) => one.name === text || String(one.value) === text);
  if (choice) return choice.value;
  if (option.choices?.length) throw new Error(`${option.shown}: choose one of ${option.choices.map(({ name }) => name).join(", ")}.`);
  const wanted = text.replace(/^[@#]/, "").toLowerCase();
  const byName = (list, name) => list.find((one) => name(one)?.toLowerCase() === wanted)?.id;
  switch (option.type) {
    case Option.INTEGER:
    case Option.NUMBER: {
      const number = Number(text);
      if (Number.isNaN(number) || (option.type === Option.INTEGER && !Number.isInteger(number))) throw new Error(`${option.shown}: “${text}” is no number.`);
      return number;
    }
    case Option.BOOLEAN:
      if (!/^(true|false)$/i.test(text)) throw new Error(`${option.shown}: say true or false.`);
      return /true/i.test(text);
    case Option.USER:
    case Option.CHANNEL:
    case Option.ROLE:
    case Option.MENTIONABLE: {
      const id = byName(named(option, world), ({ name }) => name);
      if (!id) throw new Error(`${option.shown}: nothing here is called “${text}”.`);
      return id;
    }
    default:
      return text;
  }
}

/** The people, channels or roles that an option can name. */
export function named({ type, channel_types: kinds }, world) {
  const people = () => [...world.members.values()].map(({ user }) => ({ id: user.id, name: user.username }));
  const roles = () => [...world.roles.values()].map(({ id, name }) => ({ id, name }));
  const channels = () => [...world.channels.values()].filter((one) => one.name && (!kinds?.length || kinds.includes(one.type))).map(({ id, name }) => ({ id, name }));
  if (type === Option.USER) return people();
  if (type === Option.ROLE) return roles();
  if (type === Option.CHANNEL) return channels();
  return type === Option.MENTIONABLE ? [...people(), ...roles()] : [];
}
