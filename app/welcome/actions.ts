"use server";

import { redirect } from "next/navigation";
import { action } from "@/app/_server/action";
import { saveTeam } from "@/lib/people/run-company";
import { welcomePerson } from "@/lib/people/welcome-person";

export const welcome = action(welcomePerson, () => redirect("/welcome/calendar"));
export const addTeam = action(saveTeam);
