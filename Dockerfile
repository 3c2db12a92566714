# Two stages: the first builds with everything, the second has what running needs: the package as npm would publish it, and
# its dependencies.
FROM node:20-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY . .
RUN npm run build \
 && npm pack --ignore-scripts --pack-destination /tmp \
 && mkdir /package && tar -xzf /tmp/stillhouse-*.tgz --strip-components=1 -C /package \
 && npm prune --omit=dev --no-audit --no-fund

FROM node:20-slim
WORKDIR /app
ENV NODE_ENV=production \
    STILLHOUSE_HOST=0.0.0.0 \
    STILLHOUSE_DATA_DIR=/data
COPY --from=build /package ./
COPY --from=build /app/node_modules ./node_modules
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 5432 8432
HEALTHCHECK --interval=10s --timeout=3s --start-period=10s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.STILLHOUSE_HTTP_PORT||8432}/health`).then((r)=>process.exit(r.ok?0:1),()=>process.exit(1))"]
STOPSIGNAL SIGTERM
CMD ["node", "dist/src/stillhouse.cjs", "serve"]
