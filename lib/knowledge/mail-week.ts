import type { JobContext } from "../context";
import { composeMail } from "../mail/compose";
import { oneLine, shortened } from "../mail/one-line";
import { sendMail } from "../mail/transport";
import { firstName } from "../people/first-name";
import { stopToken } from "../people/stop-mail";
import { addDays, dateIn, startOfDay } from "../time/zone";
import * as store from "./week-store";

const MOST_LEARNINGS = 8;
const MOST_CHARACTERS = 280;
const MOST_SYSTEMS = 3;

/**
 * Job: mails a person what others learned near their systems in the week before `monday`. Nobody is mailed that there
 * was nothing. What became private meanwhile is not in it.
 * @throws {MailFailure} where the mail server did not take it
 */
export async function mailWeek(
  { db, config }: JobContext,
  { personId, monday }: { personId: string; monday: string },
): Promise<void> {
  const person = await store.personToMail(db, personId);
  if (!person) return;
  const window = {
    start: startOfDay(addDays(monday, -7), person.zone),
    end: startOfDay(monday, person.zone),
  };
  const learned = await store.learnedNear(db, personId, window);
  if (learned.length === 0) return;
  const names = systemNames(learned);
  const token = stopToken(personId, config.ENCRYPTION_KEY);
  const at = (path: string) => new URL(path, config.AUTH_URL).href;
  await sendMail(config, {
    to: person,
    id: `week-${personId}-${monday}`,
    stopAt: at(`/api/mail/stop/${token}`),
    ...composeMail({
      subject: `Learned last week: ${names}`,
      heading: "What was learned last week near your systems",
      paragraphs: [
        `From sessions on ${names}:`,
        ...learned.slice(0, MOST_LEARNINGS).map(learningWords),
        ...(learned.length > MOST_LEARNINGS ? [`And ${learned.length - MOST_LEARNINGS} more.`] : []),
      ],
      link: { label: "Read the notes", href: at(notesPath(learned, person.zone)) },
      footer:
        "You asked for this mail on Mondays. You choose what is mailed to you in Deskside, under Settings, Mail and feed.",
      stop: { label: "Stop this mail", href: at(`/stop-mail/${token}`) },
    }),
  });
}

const learningWords = ({ text, name, title }: store.LearnedNear): string =>
  `${firstName(name ?? "Somebody")}, after “${oneLine(title)}”:\n${shortened(oneLine(text), MOST_CHARACTERS)}`;

/** In the order of their names. */
function systemsOf(learned: readonly store.LearnedNear[]) {
  const systems = new Map(learned.flatMap((one) => one.systems).map((system) => [system.slug, system]));
  return [...systems.values()].sort((x, y) => x.name.localeCompare(y.name, "en"));
}

function systemNames(learned: readonly store.LearnedNear[]): string {
  const names = systemsOf(learned).map(({ name }) => name);
  const more = names.length - MOST_SYSTEMS;
  const shown = more > 1 ? [...names.slice(0, MOST_SYSTEMS), `${more} more`] : names;
  return new Intl.ListFormat("en").format(shown);
}

/** Notes since the earliest of these sessions; on one system, of that system alone. */
function notesPath(learned: readonly store.LearnedNear[], zone: string): string {
  const systems = systemsOf(learned);
  const query = new URLSearchParams({
    after: dateIn(Math.min(...learned.map(({ sessionAt }) => sessionAt)), zone),
    ...(systems.length === 1 && systems[0] ? { system: systems[0].slug } : {}),
  });
  return `/notes?${query}`;
}
