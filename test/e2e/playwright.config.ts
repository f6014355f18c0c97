import { defineConfig } from '@playwright/test';
import { findChromium } from '../../build/testing/chromium.ts';

/** End-to-end tests: the real host, a real browser. One at a time, because hosts and browser share the machine with the models. */
export default defineConfig({
  testDir: '.',
  testMatch: '*.spec.ts',
  outputDir: '../results/e2e',
  timeout: 60_000,
  expect: { timeout: 10_000 },
  workers: 1,
  retries: 0,
  forbidOnly: true,
  reporter: 'list',
  use: {
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    viewport: { width: 1280, height: 800 },
    launchOptions: {
      executablePath: findChromium(),
      // Chromium's sandbox refuses to run as root; the browser loads nothing but our own page.
      args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), '--disable-background-networking'],
    },
  },
});
