import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import { pageContext } from "@/app/_server/actor";
import { Board } from "@/components/requests/board";
import { boardSearch } from "@/components/requests/board-address";
import { boardQuery } from "@/components/requests/board-query";
import { listBoard } from "@/lib/requests/list-board";

export const metadata = { title: "Board" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function BoardPage({ searchParams }: Props) {
  const board = await listBoard(await pageContext(), await searchParams);
  const search = boardSearch(board.filters);
  const client = new QueryClient();
  await client.prefetchQuery({ ...boardQuery(search), queryFn: () => board });
  return (
    <div className="page">
      <HydrationBoundary state={dehydrate(client)}>
        <Board search={search} />
      </HydrationBoundary>
    </div>
  );
}
