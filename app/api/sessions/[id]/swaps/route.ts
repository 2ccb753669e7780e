import { route } from "@/app/_server/route";
import { findSwaps } from "@/lib/sessions/find-swaps";

export const GET = route(findSwaps);
