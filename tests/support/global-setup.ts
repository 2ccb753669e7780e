import { throwAwayPostgres } from "./throw-away-postgres";

/** One PostgreSQL for the run; the workers, which are started after this, inherit where it is. */
export default async function setup(): Promise<() => Promise<void>> {
  const { url, template, stop } = await throwAwayPostgres();
  process.env.DESKSIDE_TEST_SERVER = url;
  process.env.DESKSIDE_TEST_TEMPLATE = template;
  return stop;
}
