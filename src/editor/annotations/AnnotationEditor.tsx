import type { AnnotationQuery, QueryEditorProps } from '@grafana/data';
import { useEffect } from 'react';
import type { EditedSettings, EditorDataSource } from '../editorDataSource';
import { type EditedQuery, NEW_ANNOTATION } from '../fields/editedQuery';
import { QueryEditor } from '../query/QueryEditor';

type Props = QueryEditorProps<EditorDataSource, EditedQuery, EditedSettings> & { readonly annotation?: AnnotationQuery<EditedQuery> };

/** Chooses what a dashboard's annotations mark. A query of another kind that serves as one already stays what it is. */
export function AnnotationEditor({ annotation, query, onChange, ...props }: Props) {
  // Grafana mixes its own idea of a new query into what it passes; only the annotation tells what is stored.
  const stored = annotation === undefined ? query : annotation.target;
  const unstored = stored?.kind === undefined;
  const edited: EditedQuery = unstored ? { ...NEW_ANNOTATION, refId: query.refId } : query;
  useEffect(() => {
    if (unstored) {
      onChange(edited);
    }
    // eslint-disable-next-line react-hooks/exhaustive-deps -- Once: a parent that stores late would be told again and again.
  }, [unstored]);
  return <QueryEditor {...props} query={edited} onChange={onChange} kinds={edited.kind !== 'annotations'} />;
}
