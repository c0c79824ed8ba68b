import { CALL_ID_PLACE } from '../../domain/callLink';
import { RESULT_FACTS, RESULTS } from '../../domain/results';
import { shadeOf } from '../../domain/seriesLooks';
import type { Column, Quantity, TextColumn } from '../queries/after/tables/table';
import type { FieldConfig, ValueMapping } from './frame';

/** How a column is to be displayed. */
export function fieldConfig(column: Column): FieldConfig {
  return { ...namesOf(column), ...displayOf(column), ...colorOf(column) };
}

function namesOf({ displayName, description }: Column): FieldConfig {
  return {
    ...(displayName === undefined ? {} : { displayNameFromDS: displayName }),
    ...(description === undefined ? {} : { description }),
  };
}

function displayOf(column: Column): FieldConfig {
  switch (column.type) {
    case 'time':
      return {};
    case 'number':
      return quantityConfig(column.quantity);
    case 'text':
      return { ...textConfig(column), ...(column.link === undefined ? {} : { links: [callLink(column.link)] }) };
  }
}

function textConfig({ holds, colors }: TextColumn): FieldConfig {
  const ofResults = holds === 'results' || holds === 'optional results';
  if (!ofResults && colors === undefined) {
    return {};
  }
  return { mappings: [ofResults ? RESULT_MAPPING : colored(colors ?? {})], custom: { cellOptions: { type: 'color-text' } } };
}

function colored(colors: Readonly<Record<string, string>>): ValueMapping {
  return {
    type: 'value',
    options: Object.fromEntries(Object.entries(colors).map(([text, color], index) => [text, { text, color, index }])),
  };
}

/** Grafana puts the row's value there, so that nothing in it can become part of the address but its text. */
function callLink(template: string) {
  return { title: 'Show this call', url: template.replaceAll(CALL_ID_PLACE, '${__value.raw:percentencode}'), targetBlank: true };
}

function quantityConfig(quantity: Quantity): FieldConfig {
  switch (quantity.of) {
    case 'calls':
      // Digits in groups, not "1.2 K": calls are counted, and people compare the counts.
      return { unit: 'locale', decimals: 0, min: 0 };
    case 'share':
      return { unit: 'percentunit', min: 0, max: 1, noValue: 'no calls' };
    case 'rate':
      return { unit: rateUnit(quantity.per), min: 0, noValue: '–' };
    case 'milliseconds':
      return { unit: 'ms', min: 0, noValue: '–' };
    case 'code':
      return { unit: 'none', decimals: 0, noValue: quantity.optional === true ? '–' : 'none' };
    case 'verdict':
      return {
        unit: 'none',
        decimals: 0,
        min: 0,
        max: 1,
        mappings: [VERDICT_MAPPING],
        custom: { cellOptions: { type: 'color-background' } },
      };
    case 'ratio':
      return { unit: 'percentunit', min: 0, max: 1, noValue: quantity.ofSome ? 'too few calls' : 'no calls' };
    case 'points':
      return { unit: 'suffix: pp', decimals: 2, noValue: '–' };
    case 'moment':
      return { unit: 'dateTimeAsIso', noValue: '–' };
    case 'age':
      return { unit: 'dtdurations', decimals: 0, min: 0, noValue: '–' };
    case 'factor':
      return { unit: 'suffix: ×', decimals: 1, min: 0, noValue: '–' };
    case 'probability':
      return { unit: 'none', decimals: 4, min: 0, max: 1, noValue: '–', mappings: [TINY_PROBABILITY] };
    case 'flag':
      return {
        unit: 'none',
        decimals: 0,
        min: 0,
        max: 1,
        noValue: '–',
        mappings: [
          {
            type: 'value',
            options: { 1: { text: quantity.yes, color: 'red', index: 0 }, 0: { text: quantity.no, color: 'green', index: 1 } },
          },
        ],
      };
  }
}

function rateUnit(per: 'second' | 'minute' | 'hour'): string {
  switch (per) {
    case 'second':
      return 'cps';
    case 'minute':
      return 'cpm';
    case 'hour':
      return 'suffix: c/h';
  }
}

function colorOf({ result, variant = 0 }: Column): FieldConfig {
  return result === undefined ? {} : { color: { mode: 'fixed', fixedColor: shadeOf(RESULT_FACTS[result].color, variant) } };
}

/** Gives each result's name its color in tables. */
const RESULT_MAPPING: ValueMapping = {
  type: 'value',
  options: Object.fromEntries(RESULTS.map((result, index) => [result, { text: result, color: RESULT_FACTS[result].color, index }])),
};

/** A test never says that something is impossible, which 0.0000 would. */
const TINY_PROBABILITY: ValueMapping = { type: 'range', options: { from: 0, to: 0.0000999999999, result: { text: '<0.0001', index: 0 } } };

const VERDICT_MAPPING: ValueMapping = {
  type: 'value',
  options: {
    1: { text: 'passed', color: RESULT_FACTS.answered.color, index: 0 },
    0: { text: 'failed', color: RESULT_FACTS.failed.color, index: 1 },
  },
};
