import type { Context } from "../context";
import * as store from "./store";

/** The actor's team, if they have one. */
export const getMyTeam = async ({ db, actor }: Context) =>
  actor.teamId ? store.teamById(db, actor.teamId) : undefined;
