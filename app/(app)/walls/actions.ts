"use server";

import { action } from "@/app/_server/action";
import { suggestToBoth, takeBackSuggestion } from "@/lib/knowledge/suggest-to-both";

export const suggest = action(suggestToBoth);
export const takeBack = action(takeBackSuggestion);
