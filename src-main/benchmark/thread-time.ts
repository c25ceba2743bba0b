/**
 * Processor time of this thread in seconds: on a shared machine it leaves out what others took. Where Node does not
 * tell it, the time that passed.
 */
export function readThreadTime(): number {
  if (!('threadCpuUsage' in process)) return performance.now() / 1000;
  // Linux brings a thread's time up to date when its process is asked; otherwise it moves in ticks of 4 ms.
  process.cpuUsage();
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1e6;
}
