//! What is said of a session, as lines: one thought a line, nothing that a voice would stumble
//! over, and everything that the screens show.
//!
//! Functions of a session at a moment; which of them is said when is for the front end.

use std::time::Duration;

use crate::app::overlay::{page_blocks, page_title};
use crate::app::play::{Digits, Play, offer_words};
use crate::app::player::Player;
use crate::app::question::Question;
use crate::app::rows::{dose_words, source_words};
use crate::back::for_later;
use crate::cue::Bell;
use crate::keys::{self, Action, Binding};
use crate::library::Library;
use crate::seconds::{Length, Moment, whole_seconds_up};
use crate::session::{self, Counted, Ending, EventKind, Mark, OwnSet, State, Status, StepDone};
use crate::text::line;
use crate::timeline::{Agent, Kind, Phase, Totals, plan};
use crate::view::page::PageBlock;
use crate::view::phases;
use crate::words;
use crate::words::around as asked;
use crate::words::figures::reps_asked;
use crate::words::lines as said;
use crate::words::notices;

/// All that is said before a routine begins.
pub(super) fn opening(play: &Play, library: &Library, now: Moment) -> Vec<String> {
    let routine = &play.prepared.routine;
    let Totals { least, most, .. } = play.prepared.timeline.totals();
    let length = words::spoken_range(Length { least, most });
    let mut lines = vec![sentence(&line(&routine.title))];
    lines.extend(routine.about.as_deref().map(line));
    lines.push(match (most.is_zero(), play.prepared.timeline.has_own_pace()) {
        (true, _) => said::AT_OWN_PACE.into(),
        (_, true) => sentence(&words::show::and_at_own_pace(length)),
        _ => said::in_all(length),
    });
    let parts = play.prepared.parts(library);
    lines.extend((1..).zip(&parts).map(|(nth, (title, lasts, about))| {
        let about = if *about { "about " } else { "" };
        format!("{nth}: {}, {about}{}.", line(title), words::length(*lasts))
    }));
    lines.extend((!parts.is_empty()).then(|| words::picker::CHANGE_BY_LINES.into()));
    lines.extend(speed(play));
    lines.extend(play.rehearsal_words().map(str::to_owned));
    lines.extend(play.prepared.cautions.iter().map(|caution| line(caution)));
    let needs = Some(line(&routine.needs.join(", "))).filter(|needs| !needs.is_empty());
    lines.extend(needs.map(said::at_hand));
    lines.extend(said::BEFORE_A_PACK.into_iter().filter(|_| play.applies()).map(str::to_owned));
    lines.extend(play.pack_today.as_deref().map(|today| sentence(&words::capital(today))));
    lines.extend(play.earlier.steps.iter().map(|step| {
        let words = asked::step_and_stands(&line(&step.name), &step.words);
        let is_due = play.plays_step(step);
        sentence(&if is_due { words } else { words::often::not_now(words) })
    }));
    lines.extend(play.steps_line());
    lines.extend(play.earlier.not_asked.clone());
    lines.extend(play.earlier.advice.clone());
    lines.extend(play.asks_before.then(|| said::PAIN_NOW.into()));
    lines.extend(match (play.gate, &play.closed) {
        (true, _) => vec![for_later(routine.stage), said::PLAYS_ANYWAY.into()],
        (false, Some(_)) => closed(play, now),
        (false, None) => turn(play, now),
    });
    lines.push(said::KEYS_AND_SOURCES.into());
    lines
}

fn speed(play: &Play) -> Option<String> {
    (play.speed != 1.0).then(|| said::sped(play.speed))
}

/// What is said of a session that goes on where it broke off.
pub(super) fn resumed(play: &Play, now: Moment) -> Vec<String> {
    let mut lines = vec![sentence(&line(&play.prepared.routine.title))];
    let status = play.session.status(now);
    if !play.is_only_pack() {
        lines.push(said::GOES_ON_WHERE_IT_BROKE_OFF.into());
    } else if status.asks_off {
        lines.push(sentence(&line(&status.phase.text())));
    }
    match status.state {
        State::Away(offer) => lines.extend(offer_words(Some(offer), status.phase.kind)),
        _ => lines.extend(play.note.as_deref().map(sentence)),
    }
    lines
}

/// What the person is asked to do to begin.
pub(super) fn turn(play: &Play, now: Moment) -> Vec<String> {
    let status = play.session.status(now);
    match (status.state, status.phase.kind) {
        (State::Begin, _) => vec![said::ENTER_BEGINS.into()],
        (_, Kind::Wait) => wait(play, status.phase, status.left),
        _ => Vec::new(),
    }
}

/// Why the heat or cold whose turn it is should wait, and what begins it all the same.
fn closed(play: &Play, now: Moment) -> Vec<String> {
    let words = play.closed_words(now).into_iter();
    words.flat_map(|words| [words, said::BEGINS_ANYWAY.into()]).collect()
}

fn wait(play: &Play, phase: &Phase, left: Option<Duration>) -> Vec<String> {
    let turn = match (play.yes(), left.map(words::length)) {
        (Some(yes), _) => said::y_says(yes),
        (None, Some(left)) => said::goes_on_by_itself(left),
        (None, None) => said::ENTER_GOES_ON.into(),
    };
    let words = sentence(&line(&phase.text()));
    [words, turn].into_iter().filter(|line| !line.is_empty()).collect()
}

/// The lines that an event is worth; `fresh` where its step has not been told yet,
/// or its alarm not been rung.
pub(super) fn of_event(
    play: &Play,
    now: Moment,
    event: &session::Event,
    fresh: bool,
) -> Vec<String> {
    let Some(phase) = play.prepared.timeline.phases().get(event.phase) else {
        return Vec::new();
    };
    let words = match &event.what {
        // Its alarm says the same, at the same moment.
        EventKind::Began if matches!(phase.kind, Kind::Off(_)) => return Vec::new(),
        EventKind::Began => return began(play, now, event.phase, fresh),
        EventKind::Alarm => return alarm(play, now, phase, fresh),
        EventKind::Reached(Mark::Check(nth)) => line(&phase.checks[*nth].text),
        EventKind::Reached(Mark::MayStop) => said::MAY_STOP.into(),
        EventKind::Reached(Mark::Halfway) => said::HALFWAY.into(),
        EventKind::Reached(_) | EventKind::Ended { .. } => return Vec::new(),
        EventKind::Waiting(_) => play.waiting_words(),
        EventKind::Paused => said::PAUSED.into(),
        EventKind::PausedLong(length) => notices::paused_for(words::length(*length)),
        EventKind::Returning => said::RETURNING.into(),
        EventKind::Resumed => {
            let lines = headline(play, phase, left_of(play, now, event.phase));
            return lines.first().map(|first| format!("On: {first}")).into_iter().collect();
        }
        EventKind::WasAway { length, offer } => {
            let away = notices::nobody_looked(words::length_passed(*length));
            return [away].into_iter().chain(offer_words(*offer, phase.kind)).collect();
        }
        EventKind::Changed { longer } => {
            let sign = if *longer { "more" } else { "less" };
            let left = left_of(play, now, event.phase).map_or(Duration::ZERO, |left| left.most);
            said::changed(sign, words::length(left))
        }
        EventKind::Hurt => words::voice::HURT.into(),
        EventKind::Said(Some(reps)) => format!("{reps}, noted."),
        EventKind::Said(None) => said::NOT_KNOWN.into(),
        EventKind::Slip => said::TAKEN_BACK.into(),
        EventKind::Finished(Ending::Done) => "Done.".into(),
        EventKind::Finished(Ending::Stopped) => "Stopped.".into(),
    };
    vec![words]
}

/// An alarm rings: what is asked, and which keys answer; in a few words where it rings once more.
fn alarm(play: &Play, now: Moment, phase: &Phase, fresh: bool) -> Vec<String> {
    let asks_off = play.session.status(now).asks_off;
    match (asks_off, phase.kind, fresh) {
        (true, _, false) => vec![said::ALARM_OFF_OR_ON.into()],
        (true, _, true) => {
            let mut lines = vec![said::ALARM_TAKE_OFF.to_owned()];
            lines.extend(pack(play, now).into_iter().take(1));
            lines.push(said::IT_IS_OFF.into());
            let until = play.stays_on_until(now);
            lines.extend(until.map(said::stays_on));
            lines
        }
        (false, Kind::Off(_), false) => vec![said::ALARM_IS_IT_OFF.into()],
        (false, Kind::Off(_), true) => {
            vec![format!("ALARM: {}", sentence(&line(&phase.text()))), said::RINGS_UNTIL_OFF.into()]
        }
        (false, _, false) => vec![said::ALARM_OFF_OR_LONGER.into()],
        (false, _, true) => {
            let by = play.session.pack_on().map(|pack| play.wall(pack.off_by));
            let by = by.map_or(String::new(), said::until_at_the_latest);
            let keys = said::off_or_longer(by);
            vec![said::ALARM_TIME.into(), keys]
        }
    }
}

/// What is left of a phase, if it is the present one.
fn left_of(play: &Play, now: Moment, index: usize) -> Option<Length> {
    let status = play.session.status(now);
    let left = status.left.filter(|_| status.index == index)?;
    Some(Length { least: left, most: left })
}

/// A phase begins: what it is, and what to do; where the step is new, its words and what follows.
fn began(play: &Play, now: Moment, index: usize, fresh: bool) -> Vec<String> {
    let timeline = &play.prepared.timeline;
    let phase = &timeline.phases()[index];
    let mut lines = headline(play, phase, phase.length);
    let text = line(&phase.text());
    let says_so_already = matches!(phase.kind, Kind::Wait | Kind::Off(_));
    if fresh && !says_so_already && !text.is_empty() && !lines.contains(&text) {
        lines.push(text);
    }
    match phase.kind {
        Kind::Application(_) => lines.extend(pack(play, now)),
        Kind::Wait => lines.extend(closed(play, now)),
        Kind::Ready if fresh => lines.push(said::READY.into()),
        Kind::Hold | Kind::Breath | Kind::Lie | Kind::Walk => {
            let range = phase.length.filter(|length| length.is_range());
            let first = [phase.rep, phase.set].into_iter().flatten().all(|nth| nth.nth == 1);
            if let Some(range) = range.filter(|range| !range.least.is_zero() && first) {
                lines.push(said::enough_from(words::length(range.least)));
            }
        }
        _ => {}
    }
    lines.extend(how_many(play, now, index));
    if fresh {
        lines.extend(after(play, index));
    } else if phase.kind == Kind::Rest && !phase.gap {
        lines.push(next(&play.session.status(now)));
    }
    lines
}

/// Right after a set at the person's own pace: how many it was. Nothing waits for it.
fn how_many(play: &Play, now: Moment, index: usize) -> Option<String> {
    let before = play.prepared.timeline.phases().get(index.checked_sub(1)?)?;
    let set = play.session.status(now).set_behind;
    let set = set.filter(|_| before.is_own_pace())?;
    Some(said::how_many(last_time(play, set)))
}

fn last_time(play: &Play, set: OwnSet<'_>) -> String {
    let last = play.last_said(set);
    last.map_or(String::new(), said::last_time)
}

/// The same at the end of a session, of the set that a number is for.
fn how_many_at_the_end(play: &Play) -> Option<String> {
    let Some(Digits::Set(index)) = play.digits() else {
        return None;
    };
    let set = play.session.own_sets().find(|set| set.index == index)?;
    let name = line(&set.phase.words.name);
    let place = [vec![name], phases::place(set.phase)].concat().join(", ");
    let said = set.said.map_or(String::new(), said::you_said);
    Some(said::how_many_at(place, said, last_time(play, set)))
}

/// What a phase is: name or cue, place, length.
fn headline(play: &Play, phase: &Phase, length: Option<Length>) -> Vec<String> {
    let length = length.filter(|length| !length.most.is_zero());
    let length =
        length.map_or(String::new(), |length| format!(", {}", words::spoken_range(length)));
    let name = line(&phase.words.name);
    let place: String = phases::place(phase).iter().map(|word| format!(", {word}")).collect();
    match phase.kind {
        Kind::Ready => vec![said::get_ready(name, place, length)],
        Kind::Wait => wait(play, phase, phase.length.map(|length| length.most)),
        Kind::Rest if phase.gap => vec![format!("Rest{length}.")],
        Kind::Rest => vec![format!("Rest{place}{length}.")],
        Kind::Change => {
            let side = phase.side.map_or(said::THE_OTHER, |side| side.word());
            vec![said::change_to(side, length)]
        }
        Kind::Rep if phase.length.is_none() => {
            let times = phase.reps.map(|reps| format!(", {}", words::often::times(reps)));
            let name = said::at_own_pace(name, times.unwrap_or_default(), place);
            vec![name, said::WHEN_DONE.into()]
        }
        Kind::Off(_) => vec![sentence(&line(&phase.text())), said::WHEN_OFF.into()],
        // The parts of a repetition or a breath come every few seconds: the place is said once.
        Kind::Rep | Kind::Breath if !phase.cue().is_empty() => {
            let first = phase.part.is_none_or(|part| part.nth == 1);
            let place = if first { place } else { String::new() };
            vec![sentence(&format!("{}{length}{place}", line(phase.cue())))]
        }
        Kind::Application(Agent::Heat) => vec![said::heat_is_on(name, length)],
        Kind::Application(Agent::Cold) => vec![said::cold_is_on(name, length)],
        _ => vec![format!("{name}{place}{length}.")],
    }
}

/// The clocks of the pack that is on.
fn pack(play: &Play, now: Moment) -> Vec<String> {
    let status = play.session.status(now);
    let since = status.pack_on.and_then(|pack| Some((pack, play.on_since(pack)?)));
    let rehearsal = play.rehearsal_words().filter(|_| status.pack_on.is_some());
    let (None, Some((pack, since))) = (rehearsal, since) else {
        return rehearsal.into_iter().map(str::to_owned).collect();
    };
    let mut lines = vec![said::on_since(since)];
    let rings = status.length.filter(|length| length.is_range() && status.passed < length.least);
    let bell = rings.map(|length| play.wall(pack.since + length.least));
    lines.extend(bell.map(said::bell_at));
    lines.push(said::off_by(play.wall(pack.off_by)));
    let applies = matches!(status.phase.kind, Kind::Application(_));
    lines.extend(applies.then(|| said::COUNTS_ASLEEP.into()));
    lines
}

/// What comes after the step that a phase belongs to, or after its side of it.
fn after(play: &Play, index: usize) -> Option<String> {
    let phases = play.prepared.timeline.phases();
    let here = &phases[index];
    let mut later = phases[index..].iter();
    let other = later.find(|phase| {
        let elsewhere = phase.run != here.run || phase.side != here.side;
        elsewhere && !phase.gap && phase.kind != Kind::Change
    });
    Some(match (other, other.and_then(|phase| phase.side)) {
        (None, _) => said::AFTER_THAT_DONE.into(),
        (Some(phase), Some(side)) if phase.run == here.run => said::other_side(side.word()),
        (Some(phase), _) => said::after_that(coming(phase)),
    })
}

/// The phase that comes after the present one.
fn next(status: &Status<'_>) -> String {
    let next = status.next.map(|next| format!("Next: {}.", coming(next)));
    next.unwrap_or_else(|| said::THEN_DONE.into())
}

/// What comes, in a few words.
fn coming(phase: &Phase) -> String {
    let side = phase.side.map(|side| format!(", {} side", side.word()));
    let side = side.unwrap_or_default();
    match phase.kind {
        Kind::Rest => "rest".into(),
        Kind::Change => said::the_change(side.replace(',', said::TO_THE)),
        Kind::Off(_) => said::PACK_COMES_OFF.into(),
        Kind::Wait => words::playing::WHEN_READY.into(),
        Kind::Rep | Kind::Breath if phase.part.is_some_and(|part| part.nth > 1) => {
            line(phase.cue())
        }
        _ => format!("{}{side}", line(&phase.words.name)),
    }
}

/// The whole of what the session's screen shows, for the key that repeats the words.
pub(super) fn again(play: &Play, now: Moment) -> Vec<String> {
    let status = play.session.status(now);
    let phase = status.phase;
    let mut lines = match status.state {
        State::Paused { for_so_long } => vec![said::paused_since(play.wall(now - for_so_long))],
        State::Away(offer) => Vec::from_iter(offer_words(Some(offer), phase.kind)),
        _ => Vec::new(),
    };
    lines.extend(headline(play, phase, status.length));
    let text = line(&phase.text());
    let own_words = !(phase.gap && matches!(phase.kind, Kind::Rest | Kind::Change));
    if own_words && !text.is_empty() && !matches!(phase.kind, Kind::Wait | Kind::Off(_)) {
        lines.push(text);
    }
    lines.extend(status.check.map(|(check, _)| line(check)));
    lines.extend(status.left.map(|left| said::left_of_it(words::length(left))));
    let enough = status.may_stop && phase.kind.is_work() && status.state == State::Running;
    lines.extend(enough.then(|| said::ENOUGH.into()));
    lines.extend(pack(play, now));
    lines.push(next(&status));
    let total = Duration::from_secs(whole_seconds_up(status.total_left));
    lines.push(said::left_in_all(words::length(total)));
    lines.extend(speed(play));
    let ring = play.settings.ring;
    lines.extend((ring != Bell::All).then(|| sentence(ring.words())));
    lines
}

/// The steps, all cautions, and what the routine rests on.
pub(super) fn about(play: &Play) -> Vec<String> {
    let routine = &play.prepared.routine;
    let mut lines = vec![said::STEPS.to_owned()];
    let outline = plan::outline(&play.prepared.timeline);
    lines.extend(outline.iter().map(|step| sentence(&line(step))));
    lines.extend(play.prepared.cautions.iter().map(|caution| line(caution)));
    let often = words::often::of_routine(routine);
    lines.extend(often.map(|often| said::how_often(line(&often))));
    let source = |source| sentence(&line(&format!("Source: {}", source_words(source))));
    lines.extend(routine.sources.iter().map(source));
    lines.extend(dose_words(routine));
    lines
}

/// When to call an emergency number.
pub(super) fn emergency() -> Vec<String> {
    let mut lines = vec![format!("{}:", asked::CALL)];
    lines.extend(asked::SIGNS.map(|sign| sentence(&words::capital(sign))));
    lines.push(said::WHEN_ELSE.into());
    lines
}

/// A page of information, a line for each of its thoughts.
pub(super) fn page(name: &str) -> Vec<String> {
    let blocks = page_blocks(name).into_iter().map(|block| match block {
        PageBlock::Heading(text) | PageBlock::Warning(text) => line(&sentence(&text)),
        PageBlock::Pair(first, second) => line(&format!("{first}: {second}")),
        block => line(block.words()),
    });
    [sentence(&page_title(name))].into_iter().chain(blocks).collect()
}

/// What was done, and what suits next, once it is over.
pub(super) fn closing(play: &Play, player: &Player, now: Moment) -> Vec<String> {
    let is_done = play.session.ending() == Some(Ending::Done);
    let breath = is_done.then(|| said::TAKE_A_BREATH.to_owned());
    let mut lines = Vec::from_iter(breath);
    lines.extend(play.session.tally().done(&play.prepared.timeline).iter().map(done_words));
    lines.extend(play.next_pack_words());
    let is_off = !play.wants_rest() && play.session.pack_on().is_none();
    if let Some((next, why)) = player.follows(now).filter(|_| is_off) {
        lines.push(said::may_follow(line(next.title()), &next.id, why));
    }
    lines
}

/// What was done of a step on a side.
fn done_words(done: &StepDone) -> String {
    let side = done.side().map_or(String::new(), |side| format!(", {} side", side.word()));
    let asked = reps_asked(done.reps_asked(), done.sets_asked());
    let reps = match (done.counted(), done.reps_most) {
        (Counted::Clock(_), 0 | 1) => String::new(),
        (Counted::Clock(reps), _) => said::by_the_clock(reps, asked),
        (Counted::Own([]), _) => said::nothing_of(asked),
        (Counted::Own(said), _) if said.iter().all(Option::is_none) => said::not_counted(asked),
        (Counted::Own(said), _) => {
            let each = said.iter().map(|said| said.map_or("unknown".into(), |n| n.to_string()));
            said::you_said_of(each.collect::<Vec<_>>().join(", "), asked)
        }
    };
    let skipped = if done.skipped { said::SKIPPED } else { "" };
    let marks = if done.hurt { said::IT_HURT } else { skipped };
    let lasted = match words::length_done(done.real, done.most) {
        lasted if done.most.is_zero() => lasted,
        lasted if done.real == done.most => said::all_of(lasted),
        lasted => format!("{lasted} of {}", words::length(done.most)),
    };
    format!("{}{side}{reps}: {lasted}{marks}.", line(&done.name))
}

/// What can be done at the end of a session. Nothing waits for it, and an empty line begins
/// nothing.
pub(super) fn at_the_end(play: &Play, player: &Player) -> Vec<String> {
    let mut lines = vec![play.rest_words()];
    lines.retain(|words| !words.is_empty());
    lines.extend(how_many_at_the_end(play));
    if play.asks_after && play.after.is_none() && play.digits() == Some(Digits::Rating) {
        let before = play.rated_before().map(|before| format!(" Before: {before}."));
        lines.push(said::how_is_it(before.unwrap_or_default()));
    }
    let hurt = play.session.can_take_back();
    lines.extend(hurt.map(|_| said::TAKES_BACK.into()));
    lines.extend(play.session.goes_on_with().map(|next| {
        let to =
            hurt.map_or(said::WHERE_YOU_WERE.into(), |_| format!("with {}", phases::name(next)));
        said::goes_on(to)
    }));
    let easier = play.easier_over().and_then(|id| player.library.get(id));
    lines.extend(easier.map(|easier| said::easier(line(easier.title()))));
    let back = if player.has_list { said::GOES_TO_LIST } else { "leaves" };
    lines.push(said::empty_line(back));
    lines
}

/// The keys of a place.
pub(super) fn keys(place: keys::Place) -> Vec<String> {
    let of_place = keys::TABLE
        .iter()
        .filter(|binding| binding.place == place || binding.place == keys::Place::Everywhere);
    // What has no letter can't be typed as a line.
    let key = |binding: &Binding| match binding.action {
        // In lines the terminal itself sees to these, and there is nothing to make big.
        Action::Suspend | Action::Interrupt | Action::Big | Action::Up | Action::Down => None,
        Action::Enter => Some(said::EMPTY_LINE.to_owned()),
        Action::Pause => Some(binding.short.to_owned()),
        _ => Some(binding.keys.first()?.label()),
    };
    of_place.filter_map(|one| Some(format!("{}: {}", key(one)?, one.long))).collect()
}

/// A question and its numbered answers.
pub(super) fn question(question: Question) -> Vec<String> {
    let mut lines = vec![question.words().to_owned()];
    let answers = question.answers().into_iter().zip(1..);
    lines.extend(answers.map(|((answer, leads_to), nth)| match leads_to {
        "" => format!("{nth}: {answer}."),
        leads_to => format!("{nth}: {answer}: {leads_to}."),
    }));
    lines
}

/// The words with a full stop, unless they end otherwise.
pub(super) fn sentence(words: &str) -> String {
    let ended = words.is_empty() || words.ends_with(['.', '!', '?', ':', '…']);
    format!("{}{}", words::capital(words), if ended { "" } else { "." })
}
