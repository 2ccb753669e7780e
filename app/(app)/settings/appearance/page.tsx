import { ThemeSwitch } from "@/components/shell/theme-switch";
import { Panel, PanelBody, SectionHeading } from "@/components/ui/panel";

export const metadata = { title: "Appearance" };

export default function AppearancePage() {
  return (
    <section className="max-w-2xl">
      <SectionHeading>Appearance</SectionHeading>
      <Panel>
        <PanelBody className="grid gap-3">
          <p className="text-ink-2">Light, dark, or as this device says. It is kept in this browser.</p>
          <ThemeSwitch className="max-w-sm" />
        </PanelBody>
      </Panel>
    </section>
  );
}
