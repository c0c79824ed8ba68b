/** Threads that files and statements of the engine inside the process share; more than the engine has connections. */
const THREADS = '16';

// Read by the system library when the first job needs a thread; its default of 4 could all be taken by statements.
process.env.UV_THREADPOOL_SIZE ??= THREADS;
