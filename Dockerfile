# One image for web and worker processes; which of the two a container is, WORKER in its environment says.
# It writes nothing but temporary files: run it with --read-only --tmpfs /tmp.

FROM node:26.10.0-bookworm-slim AS build
WORKDIR /app
ENV NEXT_TELEMETRY_DISABLED=1
COPY package.json package-lock.json ./
RUN npm ci --include=dev --no-audit --no-fund
COPY . .
ENV STANDALONE=1
RUN npm run build

FROM node:26.10.0-bookworm-slim
WORKDIR /app
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1 NEXT_MANUAL_SIG_HANDLE=true HOSTNAME=0.0.0.0 PORT=3000
COPY --from=build /app/.next/standalone ./
COPY --from=build /app/.next/static ./.next/static
COPY --from=build /app/db/migrations ./db/migrations
# What names missing configuration before a port is opened.
COPY --from=build /app/lib/check-config.ts /app/lib/config.ts ./lib/
COPY --from=build /app/node_modules/zod ./node_modules/zod
USER node
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/api/health`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--import", "./lib/check-config.ts", "server.js"]
