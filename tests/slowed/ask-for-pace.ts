import { beforeAll, inject } from 'vitest';

// Takes before the first test's own preparations.
beforeAll(async () => {
  const url = inject('paceUrl');
  if (url !== '') await (await fetch(url)).text();
});
