import { expect, test } from "vitest";
import { SlotsFileSchema, sentenceOf } from "@/lib/availability/schema";

const person = (more: object = {}) => ({
  id: "p1",
  zone: "America/St_Johns",
  weekly: [{ days: [1, 2, 3, 4, 5], from: "09:00", to: "12:00" }],
  overrides: [{ date: "2027-03-18", hours: [{ from: "10:00", to: "14:00" }] }],
  busy: [[1804430000000, 1804433600000]],
  ...more,
});

const file = (more: object = {}) => ({
  from: 1804427820000,
  to: 1806847020000,
  gridMin: 15,
  lengthMin: 50,
  bufferMin: 10,
  requester: person({ id: "r" }),
  people: [person()],
  ...more,
});

const weekly = (from: unknown, to: unknown, days: unknown = [1]) =>
  file({ people: [person({ weekly: [{ days, from, to }] })] });

test("a good file is let through unchanged", () => {
  for (const good of [
    file(),
    file({ requester: null, people: [] }),
    file({ requester: person() }),
    file({ people: [person({ bufferMin: 0 })] }),
    weekly("00:00", "24:00"),
    weekly("22:00", "00:00"),
    weekly("22:00", "06:00"),
    file({ people: [person({ busy: [[5, 5]] })] }),
    file({ people: [person({ busy: [[-8.64e15, Number.MAX_SAFE_INTEGER]] })] }),
  ]) {
    expect(SlotsFileSchema.parse(good)).toEqual(good);
  }
});

test.each([
  ["two people with one id", file({ people: [person(), person()] }), "people[1].id: Each person"],
  [
    "two overrides with one date",
    file({
      people: [
        person({
          overrides: [
            { date: "2027-03-18", hours: [] },
            { date: "2027-03-18", hours: [] },
          ],
        }),
      ],
    }),
    "people[0].overrides[1].date: Each date",
  ],
  ["an unknown zone", file({ people: [person({ zone: "Mars/Olympus" })] }), "people[0].zone: This is not"],
  ["an offset for a zone", file({ requester: person({ zone: "+05:30" }) }), "requester.zone: This is not"],
  ["a length of 0", file({ lengthMin: 0 }), "lengthMin: A length"],
  ["a negative length", file({ lengthMin: -5 }), "lengthMin: A length"],
  ["half a minute of grid", file({ gridMin: 0.5 }), "gridMin: A length"],
  ["a length in words", file({ lengthMin: "50" }), "lengthMin: A length"],
  ["a negative buffer", file({ bufferMin: -1 }), "bufferMin: A buffer"],
  [
    "a busy time that ends before it starts",
    file({ people: [person({ busy: [[2, 1]] })] }),
    "people[0].busy[0]: A busy",
  ],
  ["a busy time without an end", file({ people: [person({ busy: [[2]] })] }), "people[0].busy[0]"],
  [
    "half a millisecond",
    file({ people: [person({ busy: [[1, 2.5]] })] }),
    "people[0].busy[0][1]: A busy time has",
  ],
  ["equal ends", weekly("09:00", "09:00"), "people[0].weekly[0]: A range cannot"],
  ["24:00 as a start", weekly("24:00", "06:00"), "people[0].weekly[0].from: A range starts"],
  ["a wall time that is none", weekly("09:00", "17:60"), "people[0].weekly[0].to: A range ends"],
  ["a weekday 0", weekly("09:00", "17:00", [0]), "people[0].weekly[0].days[0]: A weekday"],
  [
    "a date that is none",
    file({ people: [person({ overrides: [{ date: "2027-02-29", hours: [] }] })] }),
    "A date is",
  ],
  ["no people", file({ people: undefined }), "people: This is missing"],
  ["no requester", file({ requester: undefined }), "requester"],
  ["no instant", file({ from: "2027-03-08" }), "from: An instant"],
  ["a window of a century", file({ from: 0, to: 3_155_760_000_000 }), "A window is at most"],
  ["a list", [], "This is missing or is not of the type object."],
  ["nothing", null, "This is missing or is not of the type object."],
])("%s is refused with one sentence", (_, input, sentence) => {
  const result = SlotsFileSchema.safeParse(input);
  if (result.success) expect.fail("let through");
  else {
    const says = sentenceOf(result.error);
    expect(says).toContain(sentence);
    expect(says).toMatch(/^[^\n]+\.$/);
  }
});
