import './bootData';
import './noEval';
import { createRoot } from 'react-dom/client';
import { App } from './App';
import { readHealth, readSource } from './api';
import { makeDataSource } from './dataSource';
import { Failure } from './parts/Failure';
import { ThemedPage } from './ThemedPage';

/** Draws the page as soon as the server has said which records it shows. */
async function main(): Promise<void> {
  const root = createRoot(document.getElementById('root') as HTMLElement);
  try {
    const [source, health] = await Promise.all([readSource(), readHealth()]);
    root.render(<App source={source} health={health} datasource={await makeDataSource(source)} />);
  } catch (error) {
    root.render(
      <ThemedPage>
        {() => <Failure title="The page failed to start" message={error instanceof Error ? error.message : String(error)} />}
      </ThemedPage>
    );
  }
}

void main();
