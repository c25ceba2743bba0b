/** Processor time of this thread in milliseconds: on a shared machine it leaves out what others took. */
export function readThreadTime(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}
