import Link from "next/link";
import { firstName } from "@/components/people/first-name";
import { Markdown } from "@/components/ui/markdown";
import { Panel, PanelBody } from "@/components/ui/panel";
import type { SessionView } from "@/lib/sessions/schema";
import { nameOf } from "./session-words";

/** What it is about: what the requester wants to understand, what the others hope to learn. */
export function RequestPanel({ session }: { session: SessionView }) {
  const { request, seats, mine } = session;
  const requester = seats.find(({ role }) => role === "requester");
  const who = requester ? firstName(nameOf(requester)) : "The requester";
  const iAsk = mine?.role === "requester";
  const hopes = seats.filter(({ hopesToLearn, left }) => hopesToLearn !== "" && !left);
  return (
    <Panel
      title="The request"
      aside={
        <Link className="link" href={`/requests/${request.id}`}>
          Open
        </Link>
      }
    >
      <PanelBody className="grid gap-3.5">
        <Part
          title={iAsk ? "You want to understand" : `${who} wants to understand`}
          text={request.understand}
        />
        {hopes.map((seat) => (
          <Part
            key={seat.id}
            title={seat.id === mine?.id ? "You hope to learn" : `${firstName(nameOf(seat))} hopes to learn`}
            text={seat.hopesToLearn}
          />
        ))}
        <Part title={iAsk ? "You bring" : `${who} brings`} text={request.bring} />
        {request.body !== "" && (
          <details>
            <summary className="cursor-pointer font-medium">
              What {iAsk ? "you are" : `${who} is`} trying to do
            </summary>
            <Markdown text={request.body} className="mt-1.5 text-meta" />
          </details>
        )}
      </PanelBody>
    </Panel>
  );
}

function Part({ title, text }: { title: string; text: string }) {
  if (text === "") return null;
  return (
    <div>
      <h3 className="font-medium">{title}</h3>
      <Markdown text={text} className="text-meta text-ink-2" />
    </div>
  );
}
