import { file } from "@/app/_server/file";
import { exportWalls } from "@/lib/knowledge/export-walls";

/** The walls as a file, with the filters of the page. */
export const GET = file("text/csv", async (context, input) => {
  const { csv, name } = await exportWalls(context, input);
  return { name, text: csv };
});
