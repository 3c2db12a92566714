import type { StartDelays } from '../../scheduler/start-delays.ts';
import type { HttpServices } from './services.ts';

/** Prometheus text format 0.0.4. */
export function metricsText(services: HttpServices): string {
  const { queued, running, longestWaitMs } = services.executor.load;
  const live = [...services.log.live];
  const memory = process.memoryUsage();
  const lines = [
    ...gauge('stillhouse_sessions', 'Open sessions of all doors', services.sessionCount()),
    ...gauge('stillhouse_statements_running', 'Statements that have not ended', live.length),
    ...gauge('stillhouse_batch_queued', 'Batch queries that wait', queued),
    ...gauge('stillhouse_batch_running', 'Batch queries that run', running),
    ...gauge('stillhouse_batch_longest_wait_seconds', 'Longest wait of a batch query so far', longestWaitMs / 1000),
    ...gauge('stillhouse_runs_active', 'Runs of schedules that have not ended', [...services.runs.allActive()].length),
    ...histogram(
      'stillhouse_scheduler_start_delay_seconds',
      'From the due time until a run was claimed and handed to the executor',
      services.scheduler.startDelays,
    ),
    ...counter('stillhouse_query_log_dropped_total', 'Queries that the log could not take', services.log.dropped),
    ...catalogGaps(services.catalogGaps()),
    ...catalogAnswers(services.catalogAnswers()),
    ...gauge('process_resident_memory_bytes', 'Resident memory', memory.rss),
    ...gauge('nodejs_heap_used_bytes', 'Heap in use', memory.heapUsed),
    ...counter('process_uptime_seconds_total', 'Seconds since the start', Math.round(process.uptime())),
  ];
  return `${lines.join('\n')}\n`;
}

function gauge(name: string, help: string, value: number): readonly string[] {
  return [`# HELP ${name} ${help}.`, `# TYPE ${name} gauge`, `${name} ${value}`];
}

function counter(name: string, help: string, value: number): readonly string[] {
  return [`# HELP ${name} ${help}.`, `# TYPE ${name} counter`, `${name} ${value}`];
}

function catalogGaps(counts: ReadonlyMap<string, number>): readonly string[] {
  const name = 'stillhouse_catalog_queries_not_answered_total';
  return [
    `# HELP ${name} Queries on the system catalog that named what it has not, by SQLSTATE.`,
    `# TYPE ${name} counter`,
    ...[...counts].map(([code, count]) => `${name}{code="${code}"} ${count}`),
  ];
}

function catalogAnswers({ asked, known }: ReturnType<HttpServices['catalogAnswers']>): readonly string[] {
  const name = 'stillhouse_catalog_answers_total';
  return [
    `# HELP ${name} Queries on the system catalog whose answer may be kept, by where it came from.`,
    `# TYPE ${name} counter`,
    `${name}{from="engine"} ${asked - known}`,
    `${name}{from="memory"} ${known}`,
  ];
}

function histogram(name: string, help: string, { buckets, count, sum }: StartDelays['histogram']): readonly string[] {
  return [
    `# HELP ${name} ${help}.`,
    `# TYPE ${name} histogram`,
    ...buckets.map(([bound, upTo]) => `${name}_bucket{le="${bound}"} ${upTo}`),
    `${name}_bucket{le="+Inf"} ${count}`,
    `${name}_sum ${sum}`,
    `${name}_count ${count}`,
  ];
}
