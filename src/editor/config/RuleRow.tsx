import { Field, IconButton, Select, Stack, Text } from '@grafana/ui';
import { isCallResult } from '../../domain/results';
import type { RuleSetting } from '../../domain/rules';
import { CommittedInput } from '../parts/CommittedInput';
import { RESULT_OPTIONS, ResultLabel } from '../parts/ResultLabel';
import { joinList, splitList } from './editedSettings';

interface Props {
  /** Counted from 1. */
  readonly number: number;
  readonly count: number;
  readonly rule: RuleSetting;
  readonly problem: string | null;
  readonly readOnly: boolean;
  readonly onChange: (rule: RuleSetting) => void;
  /** -1 up, 1 down. */
  readonly onMove: (by: -1 | 1) => void;
  readonly onRemove: () => void;
}

export function RuleRow({ number, count, rule, problem, readOnly, onChange, onMove, onRemove }: Props) {
  const { codes, words, result } = rule;
  const change = (codesNow: string, wordsNow: readonly string[]) =>
    onChange({ ...(codesNow === '' ? {} : { codes: codesNow }), ...(wordsNow.length === 0 ? {} : { words: wordsNow }), result });
  return (
    <Field noMargin invalid={problem !== null} error={problem}>
      <Stack direction="row" gap={1} alignItems="center" wrap="wrap">
        <Text color="secondary">{number}</Text>
        <CommittedInput
          aria-label={`Codes of rule ${number}`}
          placeholder="486,600 or 5xx or 500-599"
          value={codes ?? ''}
          onCommit={(text) => change(text, words ?? [])}
          disabled={readOnly}
          spellCheck={false}
          width={28}
        />
        <CommittedInput
          aria-label={`Words of rule ${number}`}
          placeholder="NO ANSWER, CONGESTION"
          value={joinList(words)}
          onCommit={(text) => change(codes ?? '', splitList(text))}
          disabled={readOnly}
          spellCheck={false}
          width={28}
        />
        <Select
          aria-label={`Result of rule ${number}`}
          options={RESULT_OPTIONS}
          value={result}
          onChange={({ value }) => isCallResult(value) && onChange({ ...rule, result: value })}
          formatOptionLabel={({ value }) => <ResultLabel result={value ?? ''} />}
          disabled={readOnly}
          width={22}
        />
        <IconButton name="arrow-up" aria-label={`Move rule ${number} up`} tooltip="Up" onClick={() => onMove(-1)} disabled={readOnly || number === 1} />
        <IconButton name="arrow-down" aria-label={`Move rule ${number} down`} tooltip="Down" onClick={() => onMove(1)} disabled={readOnly || number === count} />
        <IconButton name="trash-alt" aria-label={`Remove rule ${number}`} tooltip="Remove" onClick={onRemove} disabled={readOnly} />
      </Stack>
    </Field>
  );
}
