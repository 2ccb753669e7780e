/** By query, how relevant each document is; what is not named is not. */
export type Relevance = Map<string, Map<string, number>>;

const DEPTH = 10;

/**
 * nDCG@10 (Järvelin and Kekäläinen, 2002, with gains as they are given) and recall@10, the means over the queries that
 * were asked and have a relevant document.
 */
export function rankingQuality(
  ranking: Readonly<Record<string, readonly string[]>>,
  relevance: Relevance,
): { ndcg10: number; recall10: number } {
  let queries = 0;
  let ndcg = 0;
  let recall = 0;
  for (const [query, ranked] of Object.entries(ranking)) {
    const gains = relevance.get(query) ?? new Map<string, number>();
    const ideal = [...gains.values()].filter((gain) => gain > 0).sort((a, b) => b - a);
    if (ideal.length === 0) continue;
    const got = ranked.slice(0, DEPTH).map((id) => Math.max(0, gains.get(id) ?? 0));
    queries += 1;
    ndcg += dcg(got) / dcg(ideal.slice(0, DEPTH));
    recall += got.filter((gain) => gain > 0).length / ideal.length;
  }
  const mean = (sum: number) => (queries === 0 ? 0 : Number((sum / queries).toFixed(4)));
  return { ndcg10: mean(ndcg), recall10: mean(recall) };
}

const dcg = (gains: readonly number[]) => gains.reduce((sum, gain, at) => sum + gain / Math.log2(at + 2), 0);
