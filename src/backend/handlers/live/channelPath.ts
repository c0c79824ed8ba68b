import { createHash, createHmac } from 'node:crypto';
import type { DataSourceInstance } from '../../protocol/plugin';

/** Letters of a digest that nobody guesses; the whole name of a channel may have 160. */
const DIGEST_LENGTH = 32;

/** Tells the settings of a data source, its secrets included, without containing them. */
export function settingsDigest(instance: DataSourceInstance): string {
  return createHash('sha256').update(JSON.stringify(instance)).digest('base64url');
}

/**
 * The path of a channel: a digest of what it answers, keyed by the settings of its data source. Every Grafana of a cluster, and a process that was started
 * again, gives the same question the same path. It opens nothing: each subscriber is checked.
 */
export function channelPath(settings: string, kind: string, answers: unknown): string {
  return `${kind}/${createHmac('sha256', settings).update(JSON.stringify(answers)).digest('base64url').slice(0, DIGEST_LENGTH)}`;
}
