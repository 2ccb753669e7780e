import type { PersonKey } from "./people";
import type { TeamKey } from "./teams";

/** Who leads a team, and the ISO weekday on which it meets (15:00 in Berlin, so that Bengaluru and New York can). */
export const LEADS: Record<TeamKey, { lead: PersonKey; meetsOn: number }> = {
  backend: { lead: "elif", meetsOn: 3 },
  web: { lead: "ines", meetsOn: 1 },
  mobile: { lead: "tessa", meetsOn: 4 },
  platform: { lead: "hana", meetsOn: 1 },
  sre: { lead: "marta", meetsOn: 3 },
  data: { lead: "amara", meetsOn: 4 },
  security: { lead: "ulrike", meetsOn: 1 },
  support: { lead: "grace", meetsOn: 3 },
  sales: { lead: "sofia", meetsOn: 4 },
};

/** Zones whose people stand up together, and when. */
export const STAND_UPS = [
  { zones: ["Europe/Berlin", "Europe/London", "Asia/Kolkata"], zone: "Europe/Berlin", at: "10:15" },
  { zones: ["America/New_York", "America/Sao_Paulo"], zone: "America/New_York", at: "10:00" },
] as const;

/** Meetings of a team's own trade. */
export const TOPICS: Record<TeamKey, readonly string[]> = {
  backend: ["Ledger design review", "Provider contract call", "Bug triage", "Interview: backend engineer"],
  web: [
    "Design handover",
    "Accessibility walk-through",
    "Checkout experiment review",
    "Interview: web engineer",
  ],
  mobile: ["Store review questions", "Crash triage", "Release notes", "Device lab order"],
  platform: ["Capacity planning", "Vendor call: edge", "Hardware refresh", "Cost review"],
  sre: ["Incident review", "Alert review", "Game day preparation", "Error budget review"],
  data: ["Model review", "Finance close questions", "Dashboard feedback", "Interview: data engineer"],
  security: ["Threat model: partner sandbox", "Audit evidence", "Access review", "Pen test debrief"],
  support: ["Escalations", "Macro clean-up", "Customer call", "New starter training"],
  sales: ["Prospect demo", "Pipeline review", "Security questionnaire", "Pilot kick-off"],
};

export const ERRANDS = ["Dentist", "Parents' evening", "Physio", "Boiler man", "Vet"] as const;
