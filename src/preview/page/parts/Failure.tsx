import { Alert } from '@grafana/ui';

/** Says what went wrong in the place where the answer would be. */
export function Failure({ title, message }: { readonly title: string; readonly message: string }) {
  return (
    <Alert severity="error" title={title}>
      {message}
    </Alert>
  );
}
