import { NextRequest } from "next/server";
import { jobContext } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { countOneFrom } from "@/lib/people/limits";
import { ADDRESS_HEADER } from "./address-header";
import { limitedText } from "./body";
import { problem, UnreadableBody } from "./problem";

/** The library reads a body whole before it looks at it; a form of its own has a token and an address to go back to. */
const FORM_BYTES = 16 * 1024;

/** What signing in asks of us is counted by where it comes from, and its body is bounded. */
export async function countedSignIn(
  request: NextRequest,
  answer: (request: NextRequest) => Promise<Response>,
): Promise<Response> {
  let bounded = request;
  try {
    const address = request.headers.get(ADDRESS_HEADER) ?? undefined;
    await countOneFrom({ ...jobContext(), address }, "sign_in");
    if (request.body) {
      const body = await limitedText(request, FORM_BYTES);
      bounded = new NextRequest(request.url, { method: request.method, headers: request.headers, body });
    }
  } catch (error) {
    if (error instanceof DomainError || error instanceof UnreadableBody) return problem(error);
    throw error;
  }
  return answer(bounded);
}
