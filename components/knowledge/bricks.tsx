/** Two courses of bricks: a wall. As wide as what holds it. */
export function Bricks({ className }: { className?: string }) {
  return (
    <svg aria-hidden viewBox="0 0 62 10" preserveAspectRatio="none" className={className}>
      <g fill="currentColor">
        {[0, 16, 32, 48].map((x) => (
          <rect key={x} x={x} y="0" width="14" height="4.2" />
        ))}
        <rect x="0" y="5.8" width="6" height="4.2" />
        {[8, 24, 40].map((x) => (
          <rect key={x} x={x} y="5.8" width="14" height="4.2" />
        ))}
        <rect x="56" y="5.8" width="6" height="4.2" />
      </g>
    </svg>
  );
}
