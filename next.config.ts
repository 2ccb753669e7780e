import type { NextConfig } from "next";
import { DATA_POLICY, FIXED_HEADERS } from "./app/_server/content-security";

/** What the proxy does not see: files of the build. It sets the headers of everything else. */
const FILES = ["/_next/:path*", "/icon.svg"];
const FILE_HEADERS = Object.entries({ ...FIXED_HEADERS, "content-security-policy": DATA_POLICY });

const config: NextConfig = {
  poweredByHeader: false,
  // The image of the Dockerfile: a server with only those packages beside it that it loads.
  ...(process.env.STANDALONE === "1" && { output: "standalone" as const }),
  reactStrictMode: true,
  // `npm run check` checks the types of the whole repository; a build need not do it again.
  typescript: { ignoreBuildErrors: true },
  // Loaded at run time: their files are found by path, which a bundle would break.
  serverExternalPackages: ["pg-boss", "pino", "postgres", "prom-client"],
  // A file of people may have a million characters, each of up to four bytes.
  experimental: { serverActions: { bodySizeLimit: "5mb" } },
  headers: async () =>
    FILES.map((source) => ({ source, headers: FILE_HEADERS.map(([key, value]) => ({ key, value })) })),
};

export default config;
