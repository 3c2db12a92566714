import type { EncodeContext } from '../types/encode-context.ts';
import type { Settings } from './settings.ts';

/** The settings by which values are written and read, as the types want them. */
export function encodeContext(settings: Settings): EncodeContext {
  return { ...settings.derive(formOfValues), now: Date.now() };
}

function formOfValues(settings: Settings): Omit<EncodeContext, 'now'> {
  return {
    timeZone: settings.get('TimeZone'),
    extraFloatDigits: Number(settings.get('extra_float_digits')),
    byteaOutput: settings.get('bytea_output') === 'escape' ? 'escape' : 'hex',
    intervalStyle: INTERVAL_STYLES.find((style) => style === settings.get('IntervalStyle')) ?? 'postgres',
    dateOrder: dateOrderOf(settings),
    complexAs: settings.get('complex_as') === 'composite' ? 'composite' : 'json',
  };
}

export function dateOrderOf(settings: Settings): EncodeContext['dateOrder'] {
  const order = settings.get('DateStyle').split(', ')[1];
  return order === 'DMY' || order === 'YMD' ? order : 'MDY';
}

const INTERVAL_STYLES = ['postgres', 'postgres_verbose', 'sql_standard', 'iso_8601'] as const;
