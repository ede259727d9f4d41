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

    /// The pack that is really on somebody: a rehearsal has none.
    pub fn pack_on(&self) -> Option<PackOn> {
        self.session.pack_on().filter(|_| self.counts())
    }

    /// The end of the program in the middle of it all: what the person must still know.
    pub fn last_words(&self) -> Vec<String> {
        let Some(pack) = self.pack_on() else {
            return Vec::new();
        };
        let (_, also) = pack_words(pack.agent);
        let on = self.on_since_words(pack);
        vec![
            also.into(),
            format!("{on} Take it off now: nothing rings any more."),
        ]
    }

    fn on_since_words(&self, pack: PackOn) -> String {
        let (what, _) = pack_words(pack.agent);
        match self.on_since(pack) {
            Some(since) => format!("{what} has been on since {since}."),
            None => format!("{what} has been on, and nobody can say since when."),
        }
    }

    /// Since when a pack has been on, like `14:16` or `yesterday 23:50`; `None` where nobody can
    /// say.
    pub fn on_since(&self, pack: PackOn) -> Option<String> {
        pack.known.then(|| self.wall(pack.since))
    }

    /// What is heard once when the program ends with a pack on.
    pub fn last_ring(&self) -> Option<Effect> {
        self.pack_on().and_then(|_| self.ring(Tone::Alarm, true))
    }

    /// Ctrl-Z in the middle of it all: what the person must know until they come back.
    pub fn words_until_back(&self) -> Vec<String> {
        let Some(pack) = self.pack_on() else {
            return Vec::new();
        };
        let (_, also) = pack_words(pack.agent);
        let on = self.on_since_words(pack);
        let off = if pack.known {
            format!("by {} at the latest", self.wall(pack.off_by))
        } else {
            "now".to_owned()
        };
        vec![
            format!("{on} Take it off {off}."),
            also.into(),
            "supple is stopped and cannot ring for it; `fg` brings it back.".into(),
        ]
    }

    /// What is said once the pack of a session that broke off is off.
    pub fn recorded_words(&self) -> Vec<String> {
        let mut words = vec![crate::words::past::RECORDED_AS_FAR_AS_IT_CAME.to_owned()];
        if let Some((agent, at)) = self.next_pack() {
            words.push(format!("The next {} not before {at}.", agent.word()));
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

    /// Whether it is played in real time: what is sped up, or only tried out, leaves no record and
    /// counts for no limit.
    pub fn counts(&self) -> bool {
        self.speed == 1.0 && !self.rehearsal
    }

    /// What must be known of heat and cold that do not count: nobody is to wear a pack by them.
    pub fn rehearsal_words(&self) -> Option<&'static str> {
        let applies = !self.counts() && self.applies().is_some();
        applies.then_some(
            "A rehearsal: put no pack on. Its times are not real, and nothing of it counts.",
        )
    }
}

/// What a pack is called, and what is to be done beside taking it off.
fn pack_words(agent: Agent) -> (&'static str, &'static str) {
    match agent {
        Agent::Heat => (
            "The warm pack",
            "Switch it off, unplug it, and look at the skin.",
        ),
        Agent::Cold => ("The cold pack", "Look at the skin."),
    }
}
