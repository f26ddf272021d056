# syntax=docker/dockerfile:1
# Node 24 is a long-term-support line (until April 2028), and the newest that the suite runs on.
ARG NODE=node:24-alpine

# Everything, to compile.
FROM ${NODE} AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN --mount=type=cache,target=/root/.npm npm ci
COPY tsconfig.json tsconfig.build.json ./
COPY .scripts .scripts
COPY mappings mappings
COPY src src
RUN npm run build

# What runs, and nothing else.
FROM ${NODE} AS dependencies
WORKDIR /app
COPY package.json package-lock.json ./
RUN --mount=type=cache,target=/root/.npm npm ci --omit=dev --ignore-scripts

FROM ${NODE}
LABEL org.opencontainers.image.title="derm-fhir-gateway" \
      org.opencontainers.image.description="Translates a dermatology AI's raw report into valid FHIR R4 and serves or pushes it." \
      org.opencontainers.image.licenses="Apache-2.0"
# In production the sandbox answers in a vendor's place only when SANDBOX=true says so.
# Inside a container loopback reaches nobody: what may reach this port is for the network around it to say.
ENV NODE_ENV=production HOST=0.0.0.0 PORT=8080
WORKDIR /app
COPY --from=dependencies /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY mappings mappings
COPY src/vendor/sandbox/reports src/vendor/sandbox/reports
COPY package.json openapi.yaml LICENSE NOTICE ./
# The files belong to root and the process does not: it can change nothing but its data, so `--read-only` holds. Where STORE's
# default points to is the volume; with DATABASE_URL or the sandbox nothing is written there.
RUN mkdir -m 0700 /data && chown node:node /data && ln -s /data data
VOLUME /data
USER node
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=3s --start-period=10s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/health/ready`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# Answers live for microseconds: a small young generation costs no time and saves 25 MB (`npm run bench`). As in `npm start`.
CMD ["node", "--max-semi-space-size=4", "dist/main.js"]
