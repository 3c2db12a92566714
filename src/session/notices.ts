import type { Notice } from '../core/notice.ts';
import type { SessionHost } from './client-session.ts';

/** Least to most severe, as `client_min_messages` orders them. */
const LEVELS = ['DEBUG', 'LOG', 'INFO', 'NOTICE', 'WARNING', 'ERROR'] as const;

/** Passes on what the client wants to hear: its `client_min_messages` and above, and INFO always, as in PostgreSQL. */
export function filteredHost(host: SessionHost, leastSevere: () => string): SessionHost {
  return {
    notice: (notice) => {
      if (notice.severity === 'INFO' || rank(notice.severity) >= rank(leastSevere())) host.notice(notice);
    },
    fileWritten: (path) => host.fileWritten?.(path),
    parameterStatus: (name, value) => host.parameterStatus(name, value),
    terminate: (error) => host.terminate(error),
    notification: (processId, channel, payload) => host.notification(processId, channel, payload),
  };
}

function rank(level: Notice['severity'] | string): number {
  const name = level.toUpperCase().replace(/\d$/, '');
  return Math.max(0, LEVELS.indexOf(LEVELS.find((each) => each === name) ?? 'DEBUG'));
}
