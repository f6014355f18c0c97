import { realSandbox } from './sandbox.ts';

/** Started as an ordinary user: prints what the sandbox does for him. */
const { sandbox, shell, close } = await realSandbox();
const { available } = await sandbox.availability();
const ran = await shell('echo $(id -u) $(tail -n +3 /proc/net/dev | cut -d: -f1)');
const memory = await shell('tail /dev/zero', { limits: { memoryMegabytes: 64 } });
const time = await shell('(setsid sleep 60 &); sleep 60', { limits: { wallSeconds: 0.3 } });
const bomb = await shell('b() { b | b & }; b; sleep 30', { limits: { processes: 40 } });
const kernel = await shell('echo 60 > /proc/sys/vm/swappiness');
process.stdout.write(
  JSON.stringify({
    available,
    ran: ran.stdout.trim(),
    memory: memory.limit,
    time: time.limit,
    bomb: bomb.limit,
    kernel: kernel.exitCode === 0,
  }),
);
await close();
