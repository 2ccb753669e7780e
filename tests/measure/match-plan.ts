import postgres from "postgres";
import type { Statement } from "./counted-database";

const TIMES = 12;

/**
 * The same statement twelve times on one connection, as the app sends it and, for comparison, prepared: a prepared one
 * may be given a plan for any values at its sixth execution, which its times would show. `samePlan`: what EXPLAIN says
 * of the statement as sent before the first and after the last; of a prepared one EXPLAIN cannot tell.
 */
export async function planStability(url: string, { text, parameters }: Statement) {
  const asSent = await twelveTimes(url, text, parameters, false);
  const { samePlan: _, ...prepared } = await twelveTimes(url, text, parameters, true);
  return { executions: TIMES, ...asSent, prepared };
}

async function twelveTimes(url: string, text: string, parameters: unknown[], prepare: boolean) {
  const client = postgres(url, { max: 1, onnotice: () => {} });
  const run = (statement: string) => client.unsafe(statement, parameters as never[], { prepare });
  try {
    const before = JSON.stringify(await run(`explain (costs off) ${text}`));
    const times: number[] = [];
    let rows = 0;
    for (let n = 0; n < TIMES; n++) {
      const started = performance.now();
      rows = (await run(text)).length;
      times.push(Math.round((performance.now() - started) * 10) / 10);
    }
    const after = JSON.stringify(await run(`explain (costs off) ${text}`));
    return {
      rows,
      ...{
        firstMs: times[0],
        medianOfFiveMs: times.slice(0, 5).sort((a, b) => a - b)[2],
        lastMs: times.at(-1),
      },
      samePlan: before === after,
    };
  } finally {
    await client.end();
  }
}
