import { pageContext } from "@/app/_server/actor";
import { Feed } from "@/components/people/feed";
import { MailForm } from "@/components/people/mail-form";
import { Message } from "@/components/ui/message";
import { Panel, SectionHeading } from "@/components/ui/panel";
import { getMailSettings } from "@/lib/people/mail-settings";
import { feedOff, feedRenewal, mail } from "../actions";

export const metadata = { title: "Mail and feed" };

export default async function MailPage() {
  const { email, isOn, wanted, feedAddress } = await getMailSettings(await pageContext());
  return (
    <div className="grid max-w-2xl gap-8">
      <section>
        <SectionHeading aside={isOn ? <span className="wrap-anywhere">to {email}</span> : undefined}>
          Mail
        </SectionHeading>
        <Panel>
          {!isOn && (
            <Message title="Mail is off on this server." flush>
              You are told in Deskside, at the bell. What you choose here counts from the day it is on.
            </Message>
          )}
          <MailForm action={mail} wanted={wanted} />
        </Panel>
      </section>
      <section>
        <SectionHeading>Calendar feed</SectionHeading>
        <Panel>
          <Feed address={feedAddress} renew={feedRenewal} turnOff={feedOff} />
        </Panel>
      </section>
    </div>
  );
}
