import * as z from "zod/mini";
import { id } from "../input";

export const OneJob = z.object({ id: id("job") });
