import { headers } from "next/headers";
import { ADDRESS_HEADER } from "./address-header";

/** Where the request under way comes from. */
export const addressOfRequest = async (): Promise<string | undefined> =>
  (await headers()).get(ADDRESS_HEADER) ?? undefined;
