import { firstName } from "@/components/people/first-name";
import { EmptyState } from "@/components/ui/empty-state";
import { Markdown } from "@/components/ui/markdown";
import { Panel, PanelBody } from "@/components/ui/panel";
import type { RequestView } from "@/lib/requests/schema";

/** What the requester wrote. */
export function RequestText({ request, mine }: { request: RequestView; mine: boolean }) {
  const { body, understand, bring, requester } = request;
  const name = firstName(requester.name);
  const parts = [
    { title: mine ? "You want to understand" : `${name} wants to understand`, text: understand },
    { title: mine ? "You bring" : `${name} brings`, text: bring },
  ].filter(({ text }) => text !== "");
  return (
    <Panel title={mine ? "What you posted" : `What ${name} posted`}>
      {body === "" && parts.length === 0 ? (
        <EmptyState title={mine ? "The title says it all so far." : "Nothing beyond the title."}>
          {mine && "A few sentences help a partner to come prepared: use Edit to add them."}
        </EmptyState>
      ) : (
        <PanelBody className="max-w-[76ch]">
          {body !== "" && <Markdown text={body} />}
          {parts.length > 0 && (
            <div className="mt-4 grid gap-x-8 gap-y-4 first:mt-0 sm:grid-cols-2">
              {parts.map(({ title, text }) => (
                <section key={title} className="min-w-0">
                  <h3 className="mb-0.5 font-medium">{title}</h3>
                  <Markdown text={text} className="text-ink-2" />
                </section>
              ))}
            </div>
          )}
        </PanelBody>
      )}
    </Panel>
  );
}
