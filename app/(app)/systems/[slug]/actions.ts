"use server";

import { redirect } from "next/navigation";
import { action } from "@/app/_server/action";
import { askToLearn } from "@/lib/knowledge/ask-to-learn";
import { saveFamiliarities } from "@/lib/people/save-settings";

export const askForIt = action(askToLearn, ({ id }) => redirect(`/requests/${id}`));
export const saveMine = action(saveFamiliarities);
