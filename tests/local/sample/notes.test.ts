import { describe, expect, test } from "vitest";
import { upcoming, waiting } from "@/local/sample/booked";
import { personOf } from "@/local/sample/diary";
import { familiarities } from "@/local/sample/familiarities";
import { pastSessions } from "@/local/sample/notes/all";
import { md } from "@/local/sample/notes/md";
import { type PersonKey, people } from "@/local/sample/people";
import { openRequests } from "@/local/sample/requests";
import { type SystemKey, systems } from "@/local/sample/systems";

const LEVELS = ["new", "follow", "do", "teach"] as const;

/** Every text of the sample with the session or request it belongs to. */
const texts = [
  ...pastSessions.flatMap((note) =>
    [
      note.title,
      note.body,
      note.understand,
      note.problem,
      note.process,
      note.solution,
      ...note.questions.flatMap(({ question, answer }) => [question, answer]),
      ...Object.values(note.learnings),
    ].map((text) => ({ of: note.title, text })),
  ),
  ...[...openRequests, ...upcoming, ...waiting].flatMap((request) =>
    [request.title, request.body, request.understand, request.bring].map((text) => ({
      of: request.title,
      text,
    })),
  ),
  ...waiting.flatMap(({ title, written }) =>
    Object.values(written ?? {}).map((text) => ({ of: title, text })),
  ),
  ...upcoming.map(({ title, hopesToLearn }) => ({ of: title, text: hopesToLearn })),
];

const sentencesOf = (text: string) =>
  text
    .split(/(?<=[.?!:;])\s+|\n+/)
    .map((sentence) =>
      sentence
        .toLowerCase()
        .replace(/[^\p{L}\p{N} ]/gu, "")
        .replace(/\s+/g, " ")
        .trim(),
    )
    .filter((sentence) => sentence.split(" ").length >= 3);

test("no sentence appears twice in all texts of the sample", () => {
  const first = new Map<string, string>();
  const repeated: string[] = [];
  for (const { of, text } of texts) {
    for (const sentence of sentencesOf(text)) {
      const before = first.get(sentence);
      if (before !== undefined && before !== of) repeated.push(`${before} / ${of}: ${sentence}`);
      first.set(sentence, of);
    }
  }
  expect(first.size).toBeGreaterThan(1000);
  expect(repeated).toEqual([]);
});

test("there are 40 notes, and no title is used twice", () => {
  expect(pastSessions).toHaveLength(40);
  const titles = [...pastSessions, ...openRequests, ...upcoming, ...waiting].map(({ title }) => title);
  expect(new Set(titles).size).toBe(titles.length);
});

test("every system has a note", () => {
  const noted = new Set<string>(pastSessions.flatMap((note) => note.systems));
  expect(systems.map(({ key }) => key).filter((key) => !noted.has(key))).toEqual([]);
});

describe.each(pastSessions.map((note) => [note.title, note] as const))("%s", (_title, note) => {
  test("its people come from different teams and both learned something", () => {
    expect(personOf(note.by).team).not.toBe(personOf(note.partner).team);
    expect(Object.keys(note.learnings).sort()).toEqual([note.by, note.partner].sort());
  });

  test("it has all three fields and one to four questions, asked by those who were there", () => {
    for (const text of [note.problem, note.process, note.solution]) expect(text.length).toBeGreaterThan(60);
    expect(note.questions.length).toBeGreaterThanOrEqual(1);
    expect(note.questions.length).toBeLessThanOrEqual(4);
    for (const { by } of note.questions) expect([note.by, note.partner]).toContain(by);
  });

  test("what was confirmed is what people can do today", () => {
    expect(note.confirmed.length).toBeGreaterThan(0);
    for (const { person, system, level } of note.confirmed) {
      expect([note.by, note.partner]).toContain(person);
      expect(note.systems).toContain(system);
      expect(`${person} ${system} ${levelOf(person, system)}`).toBe(`${person} ${system} ${level}`);
    }
  });
});

const levelOf = (person: PersonKey, system: SystemKey) => {
  const found = LEVELS.filter((level) => familiarities[system][level]?.includes(person)).at(-1) ?? "new";
  return found === "new" ? found : `can_${found}`;
};

test("nobody stands at two levels of one system", () => {
  for (const { key } of systems) {
    const known = LEVELS.flatMap((level) => familiarities[key][level] ?? []);
    expect(new Set(known).size, key).toBe(known.length);
  }
});

test("Puppet, DNS and the event bus hang on one person each, and nobody can run the release train", () => {
  const able = (key: SystemKey) => [...(familiarities[key].do ?? []), ...(familiarities[key].teach ?? [])];
  expect(able("puppet")).toEqual(["sam"]);
  expect(able("dns-zones")).toEqual(["hana"]);
  expect(able("event-bus")).toEqual(["otto"]);
  expect(able("mobile-release-train")).toEqual([]);
});

test("an address is the first name, and nobody shares one", () => {
  expect(new Set(people.map(({ email }) => email)).size).toBe(people.length);
  for (const { email } of people) expect(email).toMatch(/^[a-z]+@northlight\.example$/);
});

describe("markdown in the source", () => {
  test("lines of a paragraph or list item are joined; code keeps its lines", () => {
    const text = md`
      One line
      and the rest of it.

      - first
        goes on
      - second

      \`\`\`
      a
        b
      \`\`\`
    `;
    expect(text).toBe("One line and the rest of it.\n\n- first goes on\n- second\n\n```\na\n  b\n```");
  });
});
