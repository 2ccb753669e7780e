import { file } from "@/app/_server/file";
import { exportMyData } from "@/lib/notes/export-my-data";

/** What is kept about whoever asks, as a file. */
export const GET = file("application/json", async (context) => {
  const { json, name } = await exportMyData(context);
  return { name, text: json };
});
