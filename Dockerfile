# One image, every role: `docker run … tokenledger serve | flush | schedule | migrate | setup | all`.
# The version is the one package.json brings for development; `npm run check` holds the two together.
ARG NODE_VERSION=24.21.0

FROM node:${NODE_VERSION}-slim AS page
WORKDIR /app
COPY . .
RUN npm ci
RUN node apps/cli/src/main.ts page

FROM node:${NODE_VERSION}-slim AS dependencies
WORKDIR /app
COPY . .
# What the four programs need to run: no build tools, no embedded PostgreSQL (an optional dependency).
RUN npm ci --omit=dev --omit=optional --ignore-scripts \
    --workspace=apps/server --workspace=apps/flusher --workspace=apps/scheduler --workspace=apps/cli

FROM node:${NODE_VERSION}-slim
WORKDIR /app
ENV NODE_ENV=production \
    HOST=0.0.0.0 \
    PORT=4300 \
    TOKENLEDGER_DATA_DIR=/data
# Owned by root and read only to the process; what it writes lies under /data.
COPY --from=dependencies /app/node_modules node_modules
COPY package.json LICENSE ./
COPY packages packages
COPY tooling/services tooling/services
COPY apps apps
# Roles and users of the stores: what the secrets of a composed system are made of.
COPY deploy/postgres deploy/postgres
COPY deploy/redis deploy/redis
COPY --from=page /app/apps/admin/dist apps/admin/dist
# Named volumes take over the owner of the folder they are mounted on.
RUN mkdir -p /data /secrets/app /secrets/server /secrets/flusher /secrets/scheduler /secrets/postgres /secrets/redis /secrets/monitoring && chown -R node:node /data /secrets
USER node
VOLUME /data
EXPOSE 4300
# Of a server; other roles listen on nothing, and their orchestrator switches it off.
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s CMD ["node", "apps/cli/src/main.ts", "health"]
ENTRYPOINT ["node", "apps/cli/src/main.ts"]
CMD ["all"]
