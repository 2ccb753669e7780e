import { readConfig } from "./config.ts";

/** Before `npm start` opens a port: everything that is missing or malformed, at once. */
try {
  readConfig(process.env);
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exit(1);
}
