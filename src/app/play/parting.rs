//! What the person must still know when the program ends or stops in the middle of it all.

use super::*;

impl Play {
    /// When the next application of the same kind may come, like `16:22`. A sped session counts
    /// for no limit.
    pub fn next_pack(&self) -> Option<(Agent, String)> {
        let (agent, off, apart) = self.pack_off?;
        let counts = self.counts() && !apart.is_zero();
        counts.then(|| (agent, self.wall(off + apart)))
    }

    /// The end of the program in the middle of it all: what the person must still know.
    pub fn last_words(&self) -> Vec<String> {
        self.pack_words("supple has ended and cannot ring for it.")
    }

    /// Ctrl-Z in the middle of it all: what the person must know until they come back.
    pub fn words_until_back(&self) -> Vec<String> {
        self.pack_words("supple is stopped and cannot ring for it; `fg` brings it back.")
    }

    fn pack_words(&self, why_it_matters: &str) -> Vec<String> {
        let mut words = Vec::new();
        if let Some(pack) = self.session.pack_on() {
            words.extend(pack_words(pack, &self.wall));
            words.push(why_it_matters.into());
        }
        words
    }

    /// Ends at once, whatever is on, and says on the shell what was done.
    pub fn exit(&self) -> Exit {
        let mut last_words = self.last_words();
        if let Some(done) = self.done_words() {
            last_words.insert(0, done);
        }
        Exit {
            status: 0,
            last_words,
        }
    }

    /// Whether it is played in real time: one that is sped up leaves no record.
    pub fn counts(&self) -> bool {
        self.speed == 1.0
    }
}

/// What somebody must know on the shell whose pack is still on.
fn pack_words(pack: PackOn, wall: &WallClock) -> Vec<String> {
    let (what, off) = match pack.agent {
        Agent::Heat => ("The warm pack", "Take it off, switch it off and unplug it"),
        Agent::Cold => ("The cold pack", "Take it off"),
    };
    vec![
        format!("{what} has been on since {}.", wall(pack.since)),
        format!(
            "{off} by {} at the latest, and look at the skin.",
            wall(pack.off_by)
        ),
    ]
}
