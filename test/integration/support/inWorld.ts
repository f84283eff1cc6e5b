import { needsNobody, needsPerson, noMessages, press } from './person.ts';
import { createWorld, tidy, type World } from './world.ts';

/** A world for the stories of a suite, to be called at its beginning: begun anew before each, tidied after it. */
export function inWorld(): World {
  before(needsNobody);
  const world = worldOfSuite();
  afterEach(() => tidy(world));
  return world;
}

/** The same with a person in front of the window: after each story nothing is open that waits for an answer. */
export function inWorldOfAPerson(): World {
  before(needsPerson);
  const world = worldOfSuite();
  afterEach(async () => {
    await press('Escape');
    await noMessages();
    await tidy(world);
  });
  return world;
}

/** There only while stories run. */
function worldOfSuite(): World {
  let made: World | undefined;
  const now = (): World => {
    if (made === undefined) throw new Error('the world is there in hooks and stories only');
    return made;
  };
  before(async () => {
    made = await createWorld();
  });
  beforeEach(() => now().begin());
  after(() => made?.end());
  return {
    get server() {
      return now().server;
    },
    path: (name) => now().path(name),
    begin: () => now().begin(),
    open: (name, content, line) => now().open(name, content, line),
    bytes: (name) => now().bytes(name),
    end: () => now().end(),
  };
}
