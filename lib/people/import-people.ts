import { CsvError, parse as parseCsv } from "csv-parse/sync";
import * as z from "zod/mini";
import type { Context } from "../context";
import { DomainError } from "../errors";
import { email, line, parse, zoneName } from "../input";
import { audit } from "./audit";
import * as directory from "./directory-store";
import { IMPORT_COLUMNS, ImportInput, type ImportReport, MOST_IMPORTED } from "./schema";
import { requireAdmin } from "./sign-in";

const ImportedPerson = z.object({ name: line("The name", 80), email, zone: zoneName });
type Good = { name: string; email: string; zone: string; teamId: string | null };

/**
 * People from CSV with the columns `name, email, team, zone` in any order; team and zone may be empty or left out.
 * Each bad line is reported; nothing is stored unless all are good, or only the good ones are asked for.
 * @throws {DomainError} `forbidden`, `invalid` when the file as a whole cannot be read
 */
export async function importPeople(context: Context, input: unknown): Promise<ImportReport> {
  const { db, actor, config } = context;
  requireAdmin(actor);
  const { csv, onlyGood } = parse(ImportInput, input);
  const teamIds = await directory.selectTeamIdsByName(db);
  const { good, bad } = checked(recordsOf(csv), teamIds, {
    zone: actor.zone,
    domains: config.ALLOWED_DOMAINS,
  });
  const done = good.length > 0 && (bad.length === 0 || onlyGood);
  const store = () =>
    db.transaction(async (tx) => {
      await audit(tx, context, "people_imported");
      return directory.upsertPeople(tx, good);
    });
  const stored = done ? await store() : { added: 0, changed: 0 };
  return { done, ...stored, good: good.length, bad };
}

type Line = { line: number; record: Record<string, string> };

function recordsOf(csv: string): Line[] {
  try {
    const records = parseCsv(csv, {
      bom: true,
      columns: (names: string[]) => names.map((name) => name.trim().toLowerCase()),
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
      delimiter: [",", ";", "\t"],
    }) as unknown as { info: { lines: number }; record: Record<string, string> }[];
    const first = records[0]?.record;
    if (!first) throw refused("There is no line after the first, which names the columns.");
    const missing = IMPORT_COLUMNS.filter(
      (name) => (name === "name" || name === "email") && !(name in first),
    );
    if (missing.length > 0)
      throw refused(`The first line has to name the columns; ${missing.join(" and ")} is missing.`);
    if (records.length > MOST_IMPORTED)
      throw refused(`That is more than ${MOST_IMPORTED.toLocaleString("en")} people. Split the file.`);
    return records.map(({ info, record }) => ({ line: info.lines, record }));
  } catch (error) {
    if (error instanceof CsvError)
      throw refused("This is not CSV: a quote is opened and not closed, or stands where none may be.");
    throw error;
  }
}

const refused = (sentence: string) => new DomainError("invalid", sentence, { fields: { csv: sentence } });

function checked(
  lines: readonly Line[],
  teamIds: ReadonlyMap<string, string>,
  { zone, domains }: { zone: string; domains: string[] },
) {
  const good: Good[] = [];
  const bad: ImportReport["bad"] = [];
  const seen = new Map<string, number>();
  for (const { line: number, record } of lines) {
    const person = checkedPerson(record, zone);
    const problem = typeof person === "string" ? person : problemOf(person, record.team ?? "");
    if (problem === undefined && typeof person !== "string") {
      seen.set(person.email, number);
      good.push({ ...person, teamId: teamIds.get((record.team ?? "").toLowerCase()) ?? null });
    } else {
      bad.push({
        line: number,
        text: Object.values(record).join(", ").slice(0, 120),
        problem: problem ?? "",
      });
    }
  }
  return { good, bad };

  function problemOf(person: z.output<typeof ImportedPerson>, team: string): string | undefined {
    const before = seen.get(person.email);
    if (before !== undefined) return `${person.email} stands on line ${before} already.`;
    if (!domains.includes(person.email.split("@")[1] ?? ""))
      return `${person.email} is not at ${domains.join(" or ")}.`;
    return team === "" || teamIds.has(team.toLowerCase()) ? undefined : `There is no team called ${team}.`;
  }
}

function checkedPerson(
  record: Record<string, string>,
  zone: string,
): z.output<typeof ImportedPerson> | string {
  try {
    return parse(ImportedPerson, { ...record, zone: record.zone || zone });
  } catch (error) {
    if (error instanceof DomainError) return Object.values(error.fields).join(" ");
    throw error;
  }
}
