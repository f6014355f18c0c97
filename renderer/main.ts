import './lib/no-eval.ts';
import { mount } from 'svelte';
import App from './App.svelte';
import { applyRememberedLook } from './lib/theme.ts';

applyRememberedLook();
const target = document.getElementById('app');
if (target) mount(App, { target });
