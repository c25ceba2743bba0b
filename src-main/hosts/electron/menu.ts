import type { MenuItemConstructorOptions } from 'electron';

const words = {
  en: { file: 'File', edit: 'Edit', view: 'View', window: 'Window' },
  ko: { file: '파일', edit: '편집', view: '보기', window: '창' },
};

/**
 * The application menu. Items are roles, so Electron supplies their keys and behaviour; there is no item for what
 * the page does itself.
 *
 * @param locale a BCP 47 tag such as `ko-KR`
 */
export function menuTemplate(locale: string, platform: NodeJS.Platform): MenuItemConstructorOptions[] {
  const text = locale.toLowerCase().split('-')[0] === 'ko' ? words.ko : words.en;
  const own: MenuItemConstructorOptions[] =
    platform === 'darwin' ? [{ role: 'appMenu' }] : [{ label: text.file, submenu: [{ role: 'quit' }] }];
  return [
    ...own,
    {
      label: text.edit,
      // Undo and redo belong to the page, which undoes more than typing.
      submenu: [{ role: 'cut' }, { role: 'copy' }, { role: 'paste' }, { role: 'selectAll' }],
    },
    {
      label: text.view,
      submenu: [
        { role: 'reload' },
        { type: 'separator' },
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { type: 'separator' },
        { role: 'togglefullscreen' },
      ],
    },
    { label: text.window, role: 'windowMenu' },
  ];
}
