import type postgres from "postgres";

/** Told when a statement is asked for, and by calling what it returns, when its answer is there; of transactions likewise. */
export type Watch = {
  statement(isInTransaction: boolean): (isRefused: boolean) => void;
  /** From being asked for, a wait for a connection included. */
  transaction(): { begun(): void; ended(): void };
};

type Pending = PromiseLike<unknown>;
type Begin = (...args: unknown[]) => Promise<unknown>;
type Run = (client: postgres.Sql) => unknown;

/** The same client, whose statements and transactions are watched as Drizzle sends them. */
export function watchedClient<C extends postgres.Sql>(client: C, watch: Watch, isInTransaction = false): C {
  const wrap: Record<string, unknown> = {
    unsafe: (...args: Parameters<postgres.Sql["unsafe"]>) =>
      watchedStatement(client.unsafe(...args), () => watch.statement(isInTransaction)),
    begin: (...args: unknown[]) => {
      const transaction = watch.transaction();
      const run = args.pop() as Run;
      const within = (inner: postgres.Sql) => {
        transaction.begun();
        return run(watchedClient(inner, watch, true));
      };
      return (client.begin as unknown as Begin)(...args, within).finally(transaction.ended);
    },
    savepoint: (...args: unknown[]) => {
      const run = args.pop() as Run;
      const within = (inner: postgres.Sql) => run(watchedClient(inner, watch, true));
      return (client as unknown as { savepoint: Begin }).savepoint(...args, within);
    },
  };
  return new Proxy(client, {
    get: (target, name) =>
      typeof name === "string" && Object.hasOwn(wrap, name) ? wrap[name] : Reflect.get(target, name),
  });
}

/** The driver sends a statement when somebody first waits for it, so that is when it begins. */
function watchedStatement<Q extends Pending>(query: Q, begin: () => (isRefused: boolean) => void): Q {
  const then = query.then.bind(query) as Pending["then"];
  let end: ((isRefused: boolean) => void) | undefined;
  const waiting = ((kept: (value: unknown) => unknown, refused: (error: unknown) => unknown) => {
    if (end) return then(kept, refused);
    end = begin();
    return then(
      (value) => {
        end?.(false);
        return kept ? kept(value) : value;
      },
      (error) => {
        end?.(true);
        if (refused) return refused(error);
        throw error;
      },
    );
  }) as Q["then"];
  // biome-ignore lint/suspicious/noThenProperty: the driver's statements are thenables, and this is one.
  return Object.assign(query, { then: waiting });
}
