//! What stands on the page after a session, for both front ends: how it ended, what was done of
//! it, and what may follow. The page has no deadline, and nothing on it is begun by Enter.
//! And what the person must still know when the program ends or stops in the middle of it all.

use super::*;
use crate::library::easier_than;
use crate::session::StepDone;
use crate::today::WORSE_BY;

/// How the page looks on what was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    Done,
    Stopped,
    /// The person has just said that it hurts, and can still take that back.
    Hurt,
    /// It is worse by the numbers before and after it.
    Worse,
}

/// Within this time of the end, `n` is for what has just ended: whoever skips its last
/// repetitions does not mean another routine.
const STILL_SKIPS: Duration = Duration::from_secs(1);

impl Play {
    /// Whether `n` may be meant for what suits next.
    pub fn may_go_next(&self, now: Moment) -> bool {
        !self.wants_rest() && now.since(self.over_since) >= STILL_SKIPS.mul_f64(self.speed)
    }

    /// Why a key does nothing on the page after it, where that is worth a word.
    pub(super) fn refusal_at_the_end(&self, action: Action) -> Option<&'static str> {
        let may_be_again = self.may_be_again();
        match action {
            Action::Again | Action::Next if self.wants_rest() => Some(notices::REST_COMES_FIRST),
            Action::Again if !may_be_again => Some(notices::TOO_SOON_AGAIN),
            Action::Pause => {
                let done = may_be_again && self.form() == Form::Done;
                Some(if done { notices::ALL_DONE } else { notices::NO_WAY_ON })
            }
            Action::Slip => Some(notices::NOTHING_HURT),
            _ => None,
        }
    }

    pub fn form(&self) -> Form {
        match self.session.ending() {
            _ if self.session.can_take_back().is_some() => Form::Hurt,
            _ if self.is_worse() => Form::Worse,
            Some(Ending::Stopped) => Form::Stopped,
            _ => Form::Done,
        }
    }

    /// Whether rest is what follows, and nothing more of it is offered.
    pub fn wants_rest(&self) -> bool {
        !self.hurts.is_empty() || self.is_worse()
    }

    /// Whether the same is offered again: rest does not follow, and no pack keeps its pause.
    pub fn may_be_again(&self) -> bool {
        !self.wants_rest() && self.next_pack().is_none()
    }

    fn is_worse(&self) -> bool {
        let (before, after) = (self.rated_before(), self.after);
        before.zip(after).is_some_and(|(before, after)| after >= before + WORSE_BY)
    }

    /// What is said where rest is what follows. When to call is that of the caution for walking,
    /// whose source stands there.
    pub fn rest_words(&self) -> String {
        let leave = match (self.form(), self.hurt()) {
            (Form::Hurt | Form::Worse, _) => around::LEAVE_IT.into(),
            (_, Some(hurt)) => around::hurt_leave_it(phases::name(hurt)),
            (_, None) => return String::new(),
        };
        around::or_call(leave)
    }

    /// The phase that hurt last.
    pub fn hurt(&self) -> Option<&Phase> {
        self.prepared.timeline.phases().get(*self.hurts.last()?)
    }

    /// How far it came: whole repetitions of one step, or whole steps of several. `None` where
    /// there is nothing to count.
    pub fn counted(&self) -> Option<String> {
        let lines = self.session.tally().done(&self.prepared.timeline);
        let steps: Vec<&[StepDone]> = lines.chunk_by(|one, next| one.step == next.step).collect();
        let sum = |of: fn(&StepDone) -> u32| lines.iter().map(of).sum::<u32>();
        match steps[..] {
            [] => None,
            // Of what nobody counted, nobody knows.
            [step] if step.iter().any(|done| done.sets_most > 0) => None,
            [_] => {
                let (least, most) = (sum(|done| done.reps_least), sum(|done| done.reps_most));
                let asked = Count { least, most }.shown();
                (most > 1).then(|| format!("{} of {asked}", sum(|done| done.reps)))
            }
            _ => {
                let whole = steps.iter().filter(|step| step.iter().all(StepDone::is_whole));
                Some(around::of_steps(whole.count(), steps.len()))
            }
        }
    }

    /// Which time today it was, from the second on: `third today`.
    pub fn nth_today(&self) -> Option<String> {
        let nth = self.earlier.today? + 1;
        (nth > 1).then(|| around::nth_today(words::ordinal(nth)))
    }

    /// When the next application of the same kind may come, as a sentence; `None` where it is not
    /// to come today.
    pub fn next_pack_words(&self) -> Option<String> {
        let (agent, at) = self.next_pack().filter(|_| !self.wants_rest())?;
        Some(around::pack_again(agent, &at))
    }

    /// What was done, in the one line that is left on the shell; `None` if nothing was.
    pub fn done_words(&self) -> Option<String> {
        if self.session.tally().worked().is_zero() {
            return None;
        }
        let mut done = vec![line(&self.prepared.routine.title)];
        done.extend(self.counted());
        done.push(clock_passed(self.session.active(Moment::ZERO)));
        let mut sentences = vec![format!("{}.", done.join(", "))];
        sentences.extend(self.nth_today().map(|nth| format!("{}.", words::capital(&nth))));
        sentences.extend(self.next_pack_words());
        sentences.extend(self.wants_rest().then(|| self.rest_words()));
        Some(sentences.join(" "))
    }

    /// The id of a routine that is easier: than what hurt just now or, once it is over, hurt last;
    /// else than what is being played. `None` where none is named.
    pub fn easier(&self, now: Moment) -> Option<&str> {
        let hurt = self.hurts.last().copied().filter(|_| self.just_hurt || self.is_over());
        let plays = !self.is_over() && !self.is_before(now);
        self.easier_than(hurt.or_else(|| plays.then(|| self.session.status(now).index)))
    }

    /// The same on the page after it: only where something hurt or it is worse.
    pub fn easier_over(&self) -> Option<&str> {
        let wanted = self.wants_rest() && self.session.pack_on().is_none();
        self.easier_than(self.hurts.last().copied()).filter(|_| wanted)
    }

    /// The id of a routine that is easier than a phase, or than all of it.
    pub(super) fn easier_than(&self, phase: Option<usize>) -> Option<&str> {
        let phase = phase.and_then(|phase| self.prepared.timeline.phases().get(phase));
        let step = phase.map_or(&[][..], |phase| &phase.step);
        easier_than(&self.prepared.easier, step).map(|easier| easier.id.as_str())
    }

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
        let words = |pack| {
            let (on, also) = self.pack_words(pack);
            vec![around::nothing_rings(on), also.into()]
        };
        self.pack_on().map_or_else(Vec::new, words)
    }

    /// How long a pack has been on, and what is to be done beside taking it off.
    fn pack_words(&self, pack: PackOn) -> (String, &'static str) {
        around::pack_has_been_on(pack.agent, self.on_since(pack))
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
        let (on, also) = self.pack_words(pack);
        let off = around::take_it_off(pack.known.then(|| self.wall(pack.off_by)));
        vec![format!("{on} {off}"), also.into(), machine::CANT_RING_WHILE_STOPPED.into()]
    }

    /// What is said once the pack of a session that broke off is off.
    pub fn recorded_words(&self) -> Vec<String> {
        let recorded = words::past::RECORDED_AS_FAR_AS_IT_CAME.to_owned();
        [Some(recorded), self.next_after_pack()].into_iter().flatten().collect()
    }

    /// When the next application of the same kind may come, as it is said.
    pub(super) fn next_after_pack(&self) -> Option<String> {
        let (agent, at) = self.next_pack()?;
        Some(around::next_not_before(agent.word(), at))
    }

    /// Ends at once, whatever is on, and says on the shell what was done.
    pub fn exit(&self) -> Exit {
        let done = self.done_words().into_iter();
        Exit { status: 0, last_words: done.chain(self.last_words()).collect() }
    }

    /// Whether it is played in real time: what is sped up, or only tried out, leaves no record and
    /// counts for no limit.
    pub fn counts(&self) -> bool {
        self.speed == 1.0 && !self.rehearsal
    }

    /// What must be known of heat and cold that do not count: nobody is to wear a pack by them.
    pub fn rehearsal_words(&self) -> Option<&'static str> {
        (!self.counts() && self.applies()).then_some(around::REHEARSAL)
    }
}
