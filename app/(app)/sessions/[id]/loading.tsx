import { LoadingLines } from "@/components/ui/skeleton";

export default function Loading() {
  return (
    <div className="page pt-7">
      <LoadingLines label="Fetching the session" lines={6} />
    </div>
  );
}
