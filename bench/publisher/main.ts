import type { Answer, Command } from './Command.js';
import { Publisher } from './Publisher.js';

/** The publishing process: does what its parent asks until the parent is gone. */
export const main = async (): Promise<number> => {
  const publisher = await Publisher.start();
  const obey = async (command: Command): Promise<Answer['result']> => {
    switch (command.does) {
      case 'serve':
        publisher.serve(command.files);
        return { origin: publisher.origin };
      case 'ping':
        publisher.ping(command.isOn);
        return undefined;
      case 'publish':
        return publisher.publish(command.run, command.scenario);
    }
  };
  process.on('message', ({ id, command }: { id: number; command: Command }) => {
    void obey(command).then(
      (result) => process.send?.({ to: id, result }),
      (error: unknown) => process.send?.({ to: id, error: String(error) }),
    );
  });
  await new Promise((resolve) => process.once('disconnect', resolve));
  // Streams may be open still.
  process.exit();
};
