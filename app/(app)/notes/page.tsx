import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import { pageContext } from "@/app/_server/actor";
import { NotesSearch } from "@/components/notes/search";
import { searchOfPage } from "@/components/notes/search-address";
import { notesQuery } from "@/components/notes/search-query";
import { findNotes } from "@/lib/notes/find-notes";

export const metadata = { title: "Notes" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function NotesPage({ searchParams }: Props) {
  const [context, params] = await Promise.all([pageContext(), searchParams]);
  const found = await findNotes(context, params);
  const client = new QueryClient();
  await client.prefetchQuery({ ...notesQuery(searchOfPage(params)), queryFn: () => found });
  return (
    <div className="page">
      <HydrationBoundary state={dehydrate(client)}>
        <NotesSearch />
      </HydrationBoundary>
    </div>
  );
}
