"use server";

import { action } from "@/app/_server/action";
import { readNotices } from "@/lib/people/notices";

export const read = action(readNotices);
