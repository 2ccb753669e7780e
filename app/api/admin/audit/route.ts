import { file } from "@/app/_server/file";
import { exportAudit } from "@/lib/people/list-audit";

/** The audit log as a file, with the filters of the page. */
export const GET = file("text/csv", async (context, input) => {
  const { csv, name } = await exportAudit(context, input);
  return { name, text: csv };
});
