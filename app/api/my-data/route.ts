import { requestContext } from "@/app/_server/actor";
import { problem } from "@/app/_server/problem";
import { exportMyData } from "@/lib/notes/export-my-data";

/** What is kept about whoever asks, as a file. */
export async function GET(): Promise<Response> {
  try {
    const { json, name } = await exportMyData(await requestContext());
    return new Response(json, {
      headers: {
        "content-type": "application/json; charset=utf-8",
        "content-disposition": `attachment; filename="${name}"`,
        "cache-control": "no-store",
      },
    });
  } catch (error) {
    return problem(error);
  }
}
