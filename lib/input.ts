import * as z from "zod/mini";
import { DomainError } from "./errors";
import { isZone } from "./time/zone";

/**
 * Input checked against its schema.
 * @throws {DomainError} `invalid` with a sentence for each field, by its path: `hours.0.from`.
 */
export function parse<S extends z.ZodMiniType>(schema: S, input: unknown): z.output<S> {
  const result = z.safeParse(schema, input);
  if (result.success) return result.data;
  const fields: Record<string, string> = {};
  for (const issue of result.error.issues) {
    fields[issue.path.join(".")] ??= SENTENCE.test(issue.message)
      ? issue.message
      : "This is missing or not of the right kind.";
  }
  throw new DomainError("invalid", Object.values(fields)[0] ?? "This is not right.", { fields });
}

/** Our own messages end like a sentence; the library's do not, and are not for people. */
const SENTENCE = /[.?!]$/;

// Control characters other than tab and line feed, lone surrogates, and marks that reorder or hide text.
const NOT_TEXT = /(?![\t\n])\p{Cc}|\p{Surrogate}|[\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]/u;
const SOMETHING_VISIBLE = /[\p{L}\p{N}\p{P}\p{S}]/u;

const text = (label: string, max: number) =>
  z.pipe(
    z.pipe(
      z.string(`${label} is missing.`),
      z.transform((value) => value.replace(/\r\n?/g, "\n").normalize("NFC").trim()),
    ),
    z.string().check(
      z.maxLength(max, `${label} is longer than ${max.toLocaleString("en")} characters.`),
      z.refine(
        (value) => !NOT_TEXT.test(value),
        `${label} has a character that cannot be kept, such as a control character.`,
      ),
    ),
  );

/** One line that has to be there. */
export const line = (label: string, max = 120) =>
  text(label, max).check(
    z.refine((value) => SOMETHING_VISIBLE.test(value), `${label} is missing.`),
    z.refine((value) => !/[\n\t]/.test(value), `${label} has to be one line.`),
  );

/** One line that may be left out. */
export const optionalLine = (label: string, max = 120) =>
  z._default(
    text(label, max).check(z.refine((value) => !/[\n\t]/.test(value), `${label} has to be one line.`)),
    "",
  );

/** Markdown or plain paragraphs; may be empty. */
export const prose = (label: string, max = 10_000) => z._default(text(label, max), "");

export const id = (what: string) =>
  z
    .string(`Choose a ${what}.`)
    // A select with nothing chosen sends an empty text.
    .check(z.minLength(1, `Choose a ${what}.`), z.guid(`There is no such ${what}.`));

/** A checkbox or a JSON boolean. */
export const flag = z.pipe(
  z._default(z.union([z.boolean(), z.enum(["on", "true", "false", ""])]), false),
  z.transform((value) => value === true || value === "on" || value === "true"),
);

/** One value or several of the same name, as forms send them: always a list. */
export const list = <S extends z.ZodMiniType>(item: S, label: string, max: number) =>
  z.pipe(
    z.pipe(
      z._default(z.unknown(), []),
      z.transform((value) => (Array.isArray(value) ? value : value === "" || value === null ? [] : [value])),
    ),
    z.array(item).check(z.maxLength(max, `${label}: ${max} at most.`)),
  );

/** A whole number, also as the digits of a form field. */
export const wholeNumber = (
  label: string,
  { min, max, step = 1 }: { min: number; max: number; step?: number },
) => {
  const sentence = `${label} is a whole number from ${min} to ${max}${step > 1 ? `, in steps of ${step}` : ""}.`;
  return z.pipe(
    z.pipe(
      z.union([z.number(), z.string().check(z.regex(/^\d{1,9}$/, sentence))], sentence),
      z.transform((value) => Number(value)),
    ),
    z
      .number()
      .check(z.refine((n) => Number.isInteger(n) && n >= min && n <= max && n % step === 0, sentence)),
  );
};

/** `YYYY-MM-DD` of a day that exists, in the years a request can be about. */
export const calendarDate = (label: string) =>
  z
    .string(`${label} is missing.`)
    .check(z.refine((value) => isCalendarDate(value), `${label} is not a date that exists.`));

function isCalendarDate(value: string): boolean {
  const [, y, m, d] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(value) ?? [];
  if (!y || !m || !d || Number(y) < 2000 || Number(y) > 2200) return false;
  const at = new Date(`${value}T00:00:00Z`);
  return at.getUTCMonth() + 1 === Number(m) && at.getUTCDate() === Number(d);
}

/** An instant in epoch milliseconds. */
export const instant = (label: string) =>
  z
    .number(`${label} is missing.`)
    .check(
      z.refine((n) => Number.isSafeInteger(n) && n > 0 && n < 7_258_118_400_000, `${label} is not a time.`),
    );

export const zoneName = z
  .string("Choose a time zone.")
  .check(z.refine(isZone, "There is no such time zone."));

export const email = z.pipe(
  z.pipe(
    z.string("The address is missing."),
    z.transform((value) => value.trim().toLowerCase()),
  ),
  z
    .string()
    .check(
      z.maxLength(254, "That address is too long."),
      z.regex(
        /^[a-z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+$/,
        "That is not a mail address.",
      ),
    ),
);
