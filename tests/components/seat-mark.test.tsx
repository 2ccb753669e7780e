import fc from "fast-check";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { arrange, SeatMark } from "@/components/ui/seat-mark";

const geometry = { width: 9.5, inset: 2, step: 13 };

test("seats on one side of a desk never overlap, and none stands beyond its end", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 12 }), (count) => {
      const { places, width } = arrange(count, geometry);
      expect(places).toHaveLength(count);
      for (const above of [true, false]) {
        const row = places.filter((place) => place.above === above).map(({ x }) => x);
        for (const [at, x] of row.entries()) {
          expect(x).toBeGreaterThanOrEqual(geometry.inset);
          expect(x + geometry.width).toBeLessThanOrEqual(width - geometry.inset + 1e-9);
          if (at > 0) expect(x - (row[at - 1] ?? 0)).toBeGreaterThan(geometry.width);
        }
      }
    }),
  );
});

test("with a label it is an image of that name, without one it is silent", () => {
  const seats = [{ filled: true }, { filled: false }];
  expect(renderToStaticMarkup(<SeatMark seats={seats} label="1 of 2 seats taken" />)).toContain(
    'role="img" aria-label="1 of 2 seats taken"',
  );
  expect(renderToStaticMarkup(<SeatMark seats={seats} />)).toContain('aria-hidden="true"');
});

test("under 20 px a free seat is a paler one, because its hole would close", () => {
  const seats = [{ filled: true }, { filled: false }];
  expect(renderToStaticMarkup(<SeatMark seats={seats} size={16} />)).toContain("opacity-40");
  expect(renderToStaticMarkup(<SeatMark seats={seats} size={22} />)).not.toContain("opacity-40");
});
