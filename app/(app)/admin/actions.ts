"use server";

import { action } from "@/app/_server/action";
import { runAgain, runAllAgain } from "@/lib/jobs/run-again";
import { deletePerson } from "@/lib/notes/delete-person";
import { importPeople } from "@/lib/people/import-people";
import {
  changePerson,
  reactivatePerson,
  removeSystem,
  removeTeam,
  saveSystem,
  saveTeam,
} from "@/lib/people/run-company";
import { deactivatePerson } from "@/lib/sessions/deactivate-person";

export const team = action(saveTeam);
export const dropTeam = action(removeTeam);
export const system = action(saveSystem);
export const dropSystem = action(removeSystem);
export const person = action(changePerson);
export const deactivate = action(deactivatePerson);
export const erase = action(deletePerson);
export const reactivate = action(reactivatePerson);
export const bringIn = action(importPeople);
export const runJobAgain = action(runAgain);
export const runJobsAgain = action(runAllAgain);
