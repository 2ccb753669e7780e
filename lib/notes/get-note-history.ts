import type { Context } from "../context";
import { parse } from "../input";
import { diffTexts } from "./diff-texts";
import { accessOrRefuse } from "./get-note";
import * as store from "./history-store";
import {
  type NoteChange,
  type NoteHistory,
  NoteOf,
  type NoteTexts,
  TEXT_PARTS,
  type TextPart,
} from "./schema";

/** Older ones are not shown. */
const MOST_CHANGES = 100;

/**
 * Who changed what in a note, and when, for everybody who may read it.
 * @throws {DomainError} `not_found`
 */
export async function getNoteHistory({ db, actor }: Context, input: unknown): Promise<NoteHistory> {
  const { id } = parse(NoteOf, input);
  await accessOrRefuse(db, id, actor.personId);
  const [title, rows] = await Promise.all([store.titleOf(db, id), store.changesOf(db, id, MOST_CHANGES)]);
  // What was typed and taken back within one entry is none.
  const changes = rows.map(changeView).filter(({ kind, parts }) => kind !== "written" || parts.length > 0);
  return { title, changes };
}

type Row = Awaited<ReturnType<typeof store.changesOf>>[number];

const changeView = ({ parts, discipline, ...row }: Row): NoteChange => ({
  ...row,
  discipline: discipline ?? "",
  parts: TEXT_PARTS.flatMap((part) => {
    const changed = parts[part];
    const [from, to] = [changed?.from ?? "", changed?.to ?? ""].map(written);
    return from === to ? [] : [{ part: partOf(part), pieces: diffTexts(from ?? "", to ?? "") }];
  }),
});

const partOf = (part: TextPart) => (part === "learning" ? "learnings" : part);

const written = (text: NoteTexts[TextPart]): string =>
  typeof text === "string"
    ? text
    : text.map(({ question, answer }) => [question, answer].filter(Boolean).join("\n")).join("\n\n");
