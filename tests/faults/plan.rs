//! Which faults a world has, and how often.

use crate::chance::Seed;

/// How often things go wrong: of a hundred times each, unless it says otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Faults {
    /// A call finds no connection: nothing is done.
    pub dropped: u64,
    /// A service answers that it is broken, and does nothing.
    pub broken: u64,
    /// A service answers that it is asked too often, and does nothing.
    pub throttled: u64,
    /// A transaction meets another one on the same item.
    pub conflicts: u64,
    /// A service does what it was asked, and its answer is lost.
    pub unheard: u64,
    /// A batch is done in part.
    pub partial: u64,
    /// A process is killed at one of its first calls.
    pub killed: u64,
    /// A message of the queue is given out again while it is under way.
    pub twice: u64,
    /// A message that is done is given out once more all the same.
    pub undeleted: u64,
    /// Messages come in any order.
    pub shuffled: bool,
}

impl Faults {
    /// Everything that may go wrong.
    pub const ALL: Self = Self {
        dropped: 3,
        broken: 3,
        throttled: 4,
        conflicts: 3,
        unheard: 5,
        partial: 15,
        killed: 35,
        twice: 15,
        undeleted: 10,
        shuffled: true,
    };

    /// Nothing.
    pub const NONE: Self = Self {
        dropped: 0,
        broken: 0,
        throttled: 0,
        conflicts: 0,
        unheard: 0,
        partial: 0,
        killed: 0,
        twice: 0,
        undeleted: 0,
        shuffled: false,
    };
}

/// What becomes of a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Fate {
    /// It is done and answered.
    Done,
    /// A part of it is done, as the seed has it: a batch of messages or of reads. Other calls are done whole.
    Part(u64),
    /// It is done, and the answer does not arrive.
    Unheard,
    /// It finds no connection.
    Dropped,
    /// The service says no.
    Refused(Refusal),
}

/// Why a service says no, for now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Refusal {
    /// It is broken.
    Broken,
    /// It is asked too often.
    Throttled,
    /// Another transaction is on the same item; of other services and calls, that they are broken.
    Conflict,
}

impl Faults {
    /// What becomes of the call that this seed is about.
    pub fn fate(&self, seed: Seed) -> Fate {
        let fates = [
            (self.dropped, Fate::Dropped),
            (self.broken, Fate::Refused(Refusal::Broken)),
            (self.throttled, Fate::Refused(Refusal::Throttled)),
            (self.conflicts, Fate::Refused(Refusal::Conflict)),
            (self.unheard, Fate::Unheard),
            (self.partial, Fate::Part(seed.about("part").0)),
        ];
        let mut drawn = seed.about("fate").below(100);
        for (often, fate) in fates {
            if drawn < often {
                return fate;
            }
            drawn -= often;
        }
        Fate::Done
    }

    /// At which of its calls a process is killed, counted from 1, and whether that call is done before.
    pub fn death(&self, seed: Seed) -> Option<(u64, bool)> {
        const CALLS: u64 = 40;
        let dies = seed.about("death").percent(self.killed);
        // The square of chance: early calls more often than late ones, which few processes come to.
        let at = seed.about("at").below(CALLS) * seed.about("earlier").below(CALLS) / CALLS + 1;
        dies.then_some((at, seed.about("done").percent(50)))
    }
}
