import './ui/fonts.css';
import './ui/tokens.css';
import './ui/base.css';
import { mount } from 'svelte';
import App from './App.svelte';
import { language } from './i18n/locale.svelte.ts';

const target = document.querySelector('#app');
if (target === null) throw new Error('The page has no place for the workbench.');
language.restore();
mount(App, { target });
