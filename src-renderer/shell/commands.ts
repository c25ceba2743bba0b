import { resumableStatuses } from '#shared/contract/runs.ts';
import { presets } from '#shared/design/presets.ts';
import { datasetName, presetDetail, presetName } from '../i18n/network-text.ts';
import { formatMoment } from '../i18n/number.ts';
import { m } from '../i18n/paraglide/messages.js';
import type { AppState } from '../state/app.svelte.ts';
import { statusName } from '../views/shared/run-text.ts';
import { places } from '../state/navigation.svelte.ts';
import { placeKeys } from './shortcuts.ts';

export interface Command {
  id: string;
  name: string;
  detail?: string;
  keys?: string;
  /** More words that find it. */
  words?: string[];
  act: () => void;
}

/** Runs offered by name; a longer list is the table's work. */
const mostRuns = 50;

/** Everything the command palette offers now. */
export function commandGroups(app: AppState): { title: string; commands: Command[] }[] {
  return [
    { title: m.palette_group_places(), commands: goTo(app) },
    { title: m.palette_group_actions(), commands: actions(app) },
    { title: m.palette_group_resume(), commands: resumeRuns(app) },
    { title: m.palette_group_presets(), commands: loadPresets(app) },
    { title: m.palette_group_data(), commands: chooseData(app) },
    { title: m.palette_group_runs(), commands: openRuns(app) },
  ].filter((group) => group.commands.length > 0);
}

function goTo(app: AppState): Command[] {
  const names = {
    data: m.place_data(),
    design: m.place_design(),
    train: m.place_train(),
    runs: m.place_runs(),
  };
  return places.map((place, index) => ({
    id: `go ${place}`,
    name: names[place],
    keys: placeKeys(app.environment.host, index),
    words: [place],
    act: () => app.navigation.go(place),
  }));
}

function actions(app: AppState): Command[] {
  const { bench, preferences, tableImport, navigation, trash, bundleImport, bundleExport } = app;
  const { queue, options, notices, datasetLook } = app;
  const opened = app.runs.find(navigation.run);
  const data = app.datasets.find(bench.data);
  const when = (possible: boolean, command: Command) => (possible ? [command] : []);
  return [
    ...when(bench.ready, {
      id: 'do train',
      name: m.action_train(),
      words: ['start', 'run', 'train'],
      act: () => void startTraining(app),
    }),
    ...when(bench.canUndo, { id: 'do undo', name: m.action_undo(), keys: 'Ctrl+Z', act: () => bench.undo() }),
    ...when(bench.canRedo, {
      id: 'do redo',
      name: m.action_redo(),
      keys: 'Ctrl+Shift+Z',
      act: () => bench.redo(),
    }),
    {
      id: 'do open trash',
      name: m.trash_open(),
      words: ['trash', 'deleted'],
      act: () => navigation.openTrash(),
    },
    ...when(trash.canUndo, { id: 'do undo trash', name: m.trash_undo(), act: () => void trash.undo() }),
    {
      id: 'do queue',
      name: m.queue_show(),
      words: ['queue', 'order', 'waiting'],
      act: () => {
        queue.isShown = true;
        app.navigation.go('train');
      },
    },
    ...when(!queue.isPaused, {
      id: 'do queue pause',
      name: m.queue_pause(),
      act: () => void notices.guard(() => queue.pause()),
    }),
    ...when(queue.isPaused, {
      id: 'do queue resume',
      name: m.queue_resume(),
      act: () => void notices.guard(() => queue.resume()),
    }),
    {
      id: 'do options',
      name: m.options_title(),
      keys: 'Ctrl+,',
      words: ['settings', 'preferences', 'runners', 'checkpoint'],
      act: () => (options.isShown = true),
    },
    {
      id: 'do look',
      name: m.look_show_bench_data(),
      words: ['data', 'table', 'columns', 'scatter', 'statistics'],
      act: () => {
        datasetLook.choose(bench.data);
        navigation.go('data');
      },
    },
    {
      id: 'do draw',
      name: m.draw_title(),
      words: ['draw', 'points', 'paint'],
      act: () => {
        datasetLook.isDrawing = true;
        navigation.go('data');
      },
    },
    {
      id: 'do import',
      name: m.action_import_table(),
      words: ['open', 'file', 'csv', 'import'],
      act: () => tableImport.choose(),
    },
    ...(data?.origin === 'imported'
      ? [
          {
            id: 'do prepare',
            name: m.table_prepare_again(),
            detail: data.name,
            words: ['prepare', 'missing', 'scaling', 'split', 'target'],
            act: () => void tableImport.takeAgain(data),
          },
        ]
      : []),
    {
      id: 'do import folder',
      name: m.folder_import(),
      words: ['open', 'images', 'pictures', 'folder', 'import'],
      act: () => tableImport.chooseFolder(),
    },
    {
      id: 'do paste',
      name: m.table_paste(),
      words: ['paste', 'clipboard', 'spreadsheet', 'excel'],
      act: () => (tableImport.isPasting = true),
    },
    {
      id: 'do store',
      name: m.store_open(),
      words: ['store', 'backup', 'restore', 'check', 'file', 'doctor'],
      act: () => (app.storeCare.open = true),
    },
    {
      id: 'do import bundle',
      name: m.action_import_bundle(),
      words: ['open', 'file', 'layerbench', 'import'],
      act: () => bundleImport.choose(),
    },
    ...(opened === undefined
      ? []
      : [
          {
            id: 'do export',
            name: m.action_export_run(),
            detail: opened.name,
            words: ['export', 'bundle', 'layerbench', 'save'],
            act: () => void bundleExport.choose([opened.id]),
          },
        ]),
    {
      id: 'do theme',
      name: m.theme_toggle(),
      words: ['dark', 'light'],
      act: () => preferences.toggleTheme(),
    },
    { id: 'do theme system', name: m.theme_use_system(), act: () => (preferences.theme = 'system') },
    {
      id: 'do language',
      name: m.language_switch(),
      words: ['language', '언어'],
      act: () => preferences.toggleLanguage(),
    },
  ];
}

/** Runs that ended before their time, and a fork of the one that is open. */
function resumeRuns(app: AppState): Command[] {
  const { forks, interrupted, navigation, notices, runs } = app;
  const cut = runs.list.filter(({ status }) => status === 'interrupted');
  const resumable = runs.list.filter(({ status }) => resumableStatuses.includes(status)).slice(0, mostRuns);
  const open = runs.find(navigation.run) ?? (navigation.place === 'train' ? runs.list[0] : undefined);
  const words = ['resume', 'continue', 'go on'];
  return [
    ...(open === undefined || open.status === 'queued'
      ? []
      : [
          {
            id: `fork ${open.id}`,
            name: m.run_fork_named({ name: open.name }),
            words: ['fork', 'branch'],
            act: () => forks.open(open),
          },
        ]),
    ...(cut.length < 2
      ? []
      : [
          {
            id: 'resume all',
            name: m.runs_resume_all({ count: cut.length }),
            words,
            act: () => void interrupted.resumeAll(cut.toReversed()),
          },
        ]),
    ...resumable.map((run) => ({
      id: `resume ${run.id}`,
      name: m.run_resume_named({ name: run.name }),
      detail: statusName(run.status),
      words,
      act: () =>
        void notices.guard(async () => {
          await runs.resume(run.id);
          navigation.go('train', run.id);
        }),
    })),
  ];
}

function loadPresets(app: AppState): Command[] {
  return presets.map(({ id }) => ({
    id: `preset ${id}`,
    name: presetName(id),
    detail: presetDetail(id),
    words: [id],
    act: () =>
      void app.notices.guard(async () => {
        await app.bench.loadPreset(id);
        app.navigation.go('design');
      }),
  }));
}

function chooseData(app: AppState): Command[] {
  return app.datasets.list.map((dataset) => ({
    id: `data ${dataset.source}`,
    name: datasetName(dataset),
    words: [dataset.source],
    act: () => void app.notices.guard(() => app.bench.setData(dataset.source)),
  }));
}

function openRuns(app: AppState): Command[] {
  return app.runs.list.slice(0, mostRuns).map((run) => ({
    id: `run ${run.id}`,
    name: run.name,
    detail: formatMoment(run.createdAt),
    words: [run.id, run.dataset.name],
    act: () => app.navigation.openRun(run.id),
  }));
}

async function startTraining(app: AppState): Promise<void> {
  const { data, design, recipe } = app.bench.draft;
  const from = app.navigation.place;
  const run = await app.notices.guard(() => app.runs.startRun({ data, design, recipe }));
  // Who has gone elsewhere meanwhile is left there.
  if (run !== undefined && app.navigation.place === from) app.navigation.go('train');
}
