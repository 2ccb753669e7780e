"use server";

import { action } from "@/app/_server/action";
import { saveFamiliarities } from "@/lib/people/save-settings";

export const saveMine = action(saveFamiliarities);
