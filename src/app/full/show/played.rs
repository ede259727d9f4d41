//! What is played, before it, during it and after it, as its screens want it: words and keys.

use std::rc::Rc;
use std::sync::Arc;

use super::*;
use crate::session::OwnSet;
use crate::view::before::{BeforeView, Said, SaidKind};
use crate::view::finish::{FinishChoice, FinishView, Rating, Sets};
use crate::view::session::{Clocks, SessionStage, SessionView};
use crate::words::{machine, notices, picker as several, playing};

pub(super) fn session<'a>(
    app: &'a App,
    play: &'a Play,
    now: Moment,
) -> (SessionView<'a>, Rc<SessionStage>) {
    let status = play.session.status(now);
    let mut hints = session_keys(&status, play);
    let easier = easier(&app.player.library, play, now).filter(|_| play.just_hurt);
    let easier_hint = easier.as_ref().map(|_| hint(Place::Session, Action::Easier, "", 8));
    hints.splice(..0, easier_hint);
    let pack = status.pack_on.filter(|pack| pack.known);
    let closed = play.closed_words(now).map(|words| {
        let key = hint(Place::Session, Action::Yes, "", 0).key;
        said::plays_anyway(words, key)
    });
    let rehearsal = play.rehearsal_words().filter(|_| pack.is_some()).map(str::to_owned);
    let told = || play.told(now).map(str::to_owned);
    let rings = pack.filter(|_| status.state == State::Running || status.asks_off);
    let ranged = status.length.filter(|length| length.is_range());
    // When the running application ends by itself, counted from its start.
    let end = status.length.map_or(crate::session::HARD_END, |length| length.most);
    let clocks = Clocks {
        paused_since: match status.state {
            State::Paused { for_so_long } => Some(play.wall(now - for_so_long)),
            _ => None,
        },
        on_since: pack.and_then(|pack| play.on_since(pack)),
        bell_at: rings.zip(ranged).map(|(pack, length)| play.wall(pack.since + length.least)),
        off_by: pack.map(|pack| play.wall(pack.off_by.min(pack.since + end))),
    };
    let screen = SessionView {
        now,
        title: &play.prepared.routine.title,
        hints,
        last_time: status.set_behind.and_then(|set| play.last_said(set)),
        note: closed.or(rehearsal).or_else(told).or(easier),
        aside: sleeps(app).filter(|_| pack.is_some()),
        speed: (play.speed != 1.0).then_some(play.speed),
        bell: (play.settings.ring != Bell::All).then(|| play.settings.ring.words()),
        clocks,
        figure: pace(app, &play.settings, play.speed, now),
        alarm: play.alarm,
        status,
    };
    (screen, stage(app, play))
}

/// The stage of what is played, which is made anew only for another timeline or another size.
fn stage(app: &App, play: &Play) -> Rc<SessionStage> {
    let (timeline, area) = (&play.prepared.timeline, app.area);
    let mut staged = app.staged.borrow_mut();
    let kept = staged.take().filter(|(of, stage)| {
        Arc::ptr_eq(of, timeline) && stage.big == app.big && stage.area == area
    });
    let (_, stage) = staged.insert(kept.unwrap_or_else(|| {
        let shape = moving::shape(timeline, play.settings.motion);
        let stage = SessionStage::new(timeline, shape, app.big, area);
        (timeline.clone(), Rc::new(stage))
    }));
    stage.clone()
}

/// Said where it matters that the machine stays awake, and can't be kept so.
fn sleeps(app: &App) -> Option<&'static str> {
    app.may_sleep.then_some(machine::KEEP_AWAKE)
}

/// The keys that mean something now, the most useful first.
fn session_keys(status: &Status<'_>, play: &Play) -> Vec<Hint> {
    let key = |action, label, weight| hint(Place::Session, action, label, weight);
    let enter = |label, weight| vec![key(Action::Enter, label, weight)];
    let mut keys = match (status.state, status.phase.kind) {
        (State::Alarm, Kind::Application(_)) if status.asks_off => {
            vec![
                key(Action::Enter, playing::IT_IS_OFF, 9),
                key(Action::Pause, playing::IT_STAYS_ON, 9),
            ]
        }
        (State::Alarm, Kind::Application(_)) => {
            vec![key(Action::Enter, playing::IT_COMES_OFF, 9), key(Action::GoOn, "", 9)]
        }
        (State::Alarm, _) => enter(playing::IT_IS_OFF, 9),
        (State::Waiting, _) if play.yes().is_some() => {
            let [pack_is_on, _] = playing::PACK_IS_ON;
            let label = if play.is_gated() { playing::ANYWAY } else { pack_is_on };
            vec![key(Action::Yes, label, 9), key(Action::TryAlarm, "", 6)]
        }
        (State::Waiting, Kind::Rep) => enter("done", 9),
        (State::Away(Offer::RepAgain), _) => {
            vec![key(Action::Enter, playing::ONCE_MORE, 9), key(Action::Pause, playing::GO_ON, 8)]
        }
        (State::Away(Offer::Walked), _) => {
            vec![key(Action::Enter, "yes", 9), key(Action::Back, "no", 9)]
        }
        (State::Waiting | State::Away(_), _) => enter("", 9),
        (State::Paused { .. }, _) => vec![key(Action::Pause, playing::GO_ON, 9)],
        (State::Returning { .. }, _) => enter(playing::AT_ONCE, 9),
        (_, Kind::Rest | Kind::Change) if status.may_stop => enter("", 5),
        (_, Kind::Ready) if status.may_stop => enter(playing::I_AM_READY, 6),
        _ if status.may_stop => enter("enough", 8),
        _ => Vec::new(),
    };
    let stands = matches!(status.state, State::Paused { .. } | State::Away(_));
    if !matches!(status.phase.kind, Kind::Application(_) | Kind::Off(_)) {
        if !stands && status.length.is_some() {
            keys.push(key(Action::Pause, "", 8));
        }
        keys.push(key(Action::Next, "", 7));
        if status.state != State::Away(Offer::Walked) {
            keys.push(key(Action::Back, "", 6));
        }
        keys.push(key(Action::Again, "", 3));
    }
    if status.set_behind.is_some() {
        keys.push(how_many(7));
    }
    let always = [
        (Action::Hurts, 6),
        (Action::Big, 4),
        (Action::Bell, 2),
        (Action::About, 1),
        (Action::RedFlags, 5),
    ];
    keys.extend(always.map(|(action, weight)| key(action, "", weight)));
    // Nothing leads out while a pack is to come off.
    match status.phase.kind {
        Kind::Off(_) => {}
        Kind::Application(_) if status.asks_off || status.state == State::Alarm => {}
        _ => keys.push(key(Action::Quit, "", 7)),
    }
    keys.push(key(Action::Help, "", 5));
    keys
}

pub(super) fn before<'a>(app: &'a App, play: &'a Play, now: Moment) -> BeforeView<'a> {
    let status = play.session.status(now);
    let waits = status.phase.kind == Kind::Wait && status.state != State::Begin;
    let key = |action| hint(Place::Session, action, "", 0).key;
    let (next, does) = begins_by(play, waits);
    let left = status.left.filter(|_| waits && !play.is_gated());
    let mut words = Vec::from_iter(left.map(|left| said::or_by_itself(does, left)));
    words.push(does.to_owned());
    words.push(if next == Action::Yes { "yes" } else { playing::GO_ON }.to_owned());
    BeforeView {
        said: said_before(app, play, waits.then(|| status.phase.text()), now),
        figure: repetition(app, play, now),
        scroll: app.scroll,
        on: key(Action::Enter),
        key: key(next),
        does: words,
        hints: keys_before(play, app.player.set.is_some()),
    }
}

/// The movement of the first step, while nothing runs yet.
fn repetition<'a>(app: &App, play: &'a Play, now: Moment) -> Option<FigureMoment<'a>> {
    let timeline = &play.prepared.timeline;
    let chosen_part = timeline.find_step(&[app.part as u32 + 1]);
    let from = chosen_part.filter(|_| play.prepared.queue.is_some()).unwrap_or(0);
    let pace = pace(app, &play.settings, play.speed, now);
    FigureMoment::repetition(timeline, from, now.since(app.turned_at), pace)
}

/// All that is said above the one key, from the top down; `wait` is what a first wait says.
fn said_before(app: &App, play: &Play, wait: Option<String>, now: Moment) -> Vec<Said> {
    use SaidKind::*;
    let routine = &play.prepared.routine;
    let (emergency, cautions) = cautions_before(play);
    let mut page = Vec::new();
    if emergency.is_some() {
        page.push(Said::new(Call, said::CALL, false));
        page.extend(said::SIGNS.map(|sign| Said::new(Sign, sign, false)));
    }
    page.extend(title_and_parts(app, play));
    page.extend(
        taught(play).into_iter().enumerate().map(|(nth, words)| Said::new(Teach, words, nth == 0)),
    );
    page.extend(play.earlier.steps.iter().enumerate().map(|(nth, step)| {
        let kind = if play.plays_step(step) { Step } else { LeftOut };
        Said::new(kind, &*step.words, nth == 0).led(crate::text::line(&step.name))
    }));
    page.extend(play.steps_line().map(|words| Said::new(Plain, words, false)));
    let later = play.gate.then(|| for_later(routine.stage));
    page.extend(later.map(|words| Said::new(Strong, words, true)));
    let remarks = remarks(app, play, now).into_iter().enumerate();
    page.extend(remarks.map(|(nth, words)| Said::new(Strong, words, nth == 0)));
    page.extend(emergency.map(|words| Said::new(Emergency, words, true)));
    page.extend(cautions);
    if !routine.needs.is_empty() {
        page.push(Said::new(Plain, said::at_hand(routine.needs.join(", ")), true));
    }
    page.extend(wait.map(|words| Said::new(Plain, words, true)));
    if play.applies() {
        let key = hint(Place::Session, Action::TryAlarm, "", 0).key;
        page.push(Said::new(Plain, said::ALARM_ONLY_RINGS, true));
        page.extend(sleeps(app).map(|words| Said::new(Strong, words, false)));
        page.push(Said::new(Strong, said::TRY_ALARM, true).led(format!(" {key}  ")));
    }
    // The warnings are read before it, and the key that begins stands next to it.
    let pain = play.asks_before.then(|| match play.rated_before() {
        Some(rating) => said::pain_noted(rating),
        None => said::PAIN_NOW.into(),
    });
    let question = play.notice(now).map(|(words, _)| words.to_owned()).or(pain);
    page.extend(question.map(|words| Said::new(Strong, words, true)));
    page
}

/// What is played, how long it lasts, how often it was done; of several routines each, the chosen
/// one marked.
fn title_and_parts(app: &App, play: &Play) -> Vec<Said> {
    let parts = play.prepared.parts(&app.player.library);
    let about = parts.iter().any(|(_, _, about)| *about);
    let (title, length) = if parts.is_empty() {
        let length = minutes(&play.prepared.timeline);
        let today = play.pack_today.as_ref().map(|today| format!("  ·  {today}"));
        (play.prepared.routine.title.to_string(), length + &today.unwrap_or_default())
    } else {
        let lasts = parts.iter().map(|(_, lasts, _)| *lasts).sum();
        (several::ONE_AFTER_ANOTHER.into(), several::lasts(lasts, about))
    };
    let mut page = vec![Said::new(SaidKind::Title, title, true).led(length)];
    page.push(Said::new(SaidKind::Quiet, &*play.earlier.history, false));
    let titles = || parts.iter().map(|(title, ..)| crate::text::line(title));
    let widest = titles().map(|title| crate::text::width(&title)).max().unwrap_or(0);
    for (nth, (title, (_, lasts, about))) in titles().zip(&parts).enumerate() {
        let chosen = nth == app.part;
        let (mark, kind) = if chosen { ('>', SaidKind::Strong) } else { (' ', SaidKind::Plain) };
        let title = crate::text::padded(&title, widest);
        let words = format!("{title}  {}", several::lasts(*lasts, *about));
        page.push(Said::new(kind, words, nth == 0).led(format!("{mark} {} ", nth + 1)));
    }
    page
}

/// The one key that begins, and what it says.
fn begins_by(play: &Play, waits: bool) -> (Action, &'static str) {
    let asked = play.asks_yes().filter(|_| play.asked_yes);
    match (play.is_gated(), asked.or(play.yes())) {
        (true, _) if play.gate && play.asked_yes => (Action::Yes, notices::NOT_BY_ENTER),
        (true, _) => (Action::Yes, playing::ANYWAY),
        (false, Some(yes)) => (Action::Yes, yes),
        (false, None) => (Action::Enter, if waits { playing::I_AM_READY } else { "begin" }),
    }
}

/// What is a matter for an emergency number, and the cautions: those of heat and cold, of which many
/// are for few people, below headings; those of an exercise in the order of their weight.
fn cautions_before(play: &Play) -> (Option<&str>, Vec<Said>) {
    let emergency = library::caution("emergency").map(|caution| caution.text.as_str());
    let mut cautions: Vec<&str> = play.prepared.cautions.iter().map(String::as_str).collect();
    let first = cautions.iter().position(|caution| Some(*caution) == emergency);
    let emergency = first.map(|at| cautions.remove(at));
    let headed = play.applies();
    if !headed {
        // Who must not and when not, how, and at last how to stop.
        cautions.sort_by_key(|caution| match weight(caution) {
            Weight::AskFirst => 0,
            Weight::MustNot => 1,
            Weight::HowTo => 2,
            Weight::Emergency => 3,
        });
    }
    let mut above = None;
    let said = cautions.into_iter().map(|caution| {
        let heading = if headed { heading(weight(caution)) } else { "" };
        let begins = above.replace(heading) != Some(heading);
        Said::new(SaidKind::Caution, caution, begins).led(if begins { heading } else { "" })
    });
    (emergency, said.collect())
}

fn heading(weight: Weight) -> &'static str {
    match weight {
        Weight::Emergency => "CALL",
        Weight::MustNot => said::NOT_TODAY,
        Weight::AskFirst => said::ASK_FIRST,
        Weight::HowTo => "HOW",
    }
}

/// What is to be done: of one exercise how it begins and goes, of several what they are for.
fn taught(play: &Play) -> Vec<String> {
    let routine = &play.prepared.routine;
    let mut work = play.prepared.timeline.phases().iter().filter(|phase| phase.kind.is_work());
    let first =
        work.next().filter(|first| !play.applies() && work.all(|phase| phase.step == first.step));
    let words = first.map(|first| [first.words.start.clone(), first.text()]);
    let taught = words.into_iter().flatten().filter(|words| !words.is_empty());
    let taught: Vec<String> = taught.collect();
    if taught.is_empty() {
        routine.about.iter().map(|about| about.to_string()).collect()
    } else {
        taught
    }
}

/// The keys that the page before a session tells at its foot.
fn keys_before(play: &Play, swaps: bool) -> Vec<Hint> {
    let key = |action, label, weight| hint(Place::Session, action, label, weight);
    let queued = play.prepared.queue.is_some();
    let mut keys =
        Vec::from_iter((queued && swaps).then(|| hint(Place::Queue, Action::Swap, "", 7)));
    keys.extend(queued.then(|| hint(Place::Queue, Action::LeaveOut, "", 7)));
    keys.extend(play.applies().then(|| key(Action::TryAlarm, "", 8)));
    keys.extend([
        key(Action::About, "sources", 5),
        key(Action::RedFlags, "", 6),
        key(Action::Quit, "leave", 7),
        key(Action::Help, "", 4),
    ]);
    keys
}

/// What else is to be said before it begins.
fn remarks(app: &App, play: &Play, now: Moment) -> Vec<String> {
    let advice = play.earlier.advice.clone();
    let easier = advice.as_ref().and_then(|_| easier(&app.player.library, play, now));
    let broken_off = app.player.broken_off(now).filter(|_| !app.player.has_list);
    let remarks = [
        play.rehearsal_words().map(str::to_owned),
        play.closed_words(now),
        play.earlier.not_asked.clone(),
        advice,
        easier,
        broken_off.map(said::resume_sees_to_it),
    ];
    remarks.into_iter().flatten().collect()
}

/// The easier routine that is named for what is played, and the key to it.
fn easier(library: &Library, play: &Play, now: Moment) -> Option<String> {
    let entry = library.get(play.easier(now)?)?;
    let key = hint(Place::Session, Action::Easier, "", 0).key;
    Some(said::easier_on_the_body(entry.title(), key))
}

pub(super) fn finish(app: &App, play: &Play, now: Moment) -> FinishView {
    let counted = play.counted();
    let (headline, tone) = headline(play, counted.as_deref());
    let pack_words = play.last_words();
    let sets = own_sets(play);
    let counts = matches!(play.digits(), Some(Digits::Set(_)));
    let mut hints = Vec::from_iter(counts.then(|| how_many(7)));
    let key = |action, weight| hint(Place::End, action, "", weight);
    hints.extend((!sets.is_empty()).then(|| key(Action::NextNumber, 7)));
    hints.extend([key(Action::RedFlags, 5), key(Action::Help, 4)]);
    FinishView {
        headline,
        tone,
        title: match (play.form(), play.hurt()) {
            (Form::Hurt, Some(hurt)) => phases::name(hurt),
            _ => play.prepared.routine.title.to_string(),
        },
        counted: counted.unwrap_or_default(),
        length: clock_passed(play.session.active(Moment::ZERO)),
        nth: play.nth_today().unwrap_or_default(),
        words: if pack_words.is_empty() { play.rest_words() } else { pack_words.join(" ") },
        not_before: play.next_pack_words().unwrap_or_default(),
        rating: play.asks_after.then(|| Rating {
            before: play.rated_before(),
            after: play.after,
            chosen: play.digits() == Some(Digits::Rating),
        }),
        sets,
        trouble: app.player.trouble.clone().unwrap_or_default(),
        notice: play.notice(now).map_or(String::new(), |(words, _)| words.to_owned()),
        choices: choices(app, play, now),
        done: play.session.tally().done(&play.prepared.timeline),
        scroll: app.scroll,
        hints,
    }
}

/// The sets at the person's own pace that were begun, those of a step and side together.
fn own_sets(play: &Play) -> Vec<Sets> {
    let sets: Vec<OwnSet<'_>> = play.session.own_sets().collect();
    let row = |sets: &[OwnSet<'_>]| Sets {
        name: phases::name(sets[0].phase),
        said: sets.iter().map(|set| set.said).collect(),
        last_time: sets.iter().map(|set| play.last_said(*set)).collect(),
        chosen: sets.iter().position(|set| play.digits() == Some(Digits::Set(set.index))),
    };
    let together = |one: &OwnSet<'_>, other: &OwnSet<'_>| {
        one.phase.step == other.phase.step && one.phase.side == other.phase.side
    };
    sets.chunk_by(together).map(row).collect()
}

/// The digits that say how many repetitions it was, as a hint.
fn how_many(weight: u8) -> Hint {
    Hint { key: "0–9".to_owned(), ..hint(Place::Counting, Action::Count, "", weight) }
}

fn headline(play: &Play, counted: Option<&str>) -> (String, Accent) {
    match play.form() {
        Form::Done => ("DONE".into(), Accent::Work),
        Form::Stopped => {
            let at = counted.filter(|counted| !counted.starts_with("0 "));
            let at = at.map(|counted| format!(" at {}", counted.trim_end_matches(" steps")));
            (format!("Stopped{}", at.unwrap_or_default()).to_uppercase(), Accent::Turn)
        }
        Form::Hurt => (said::THAT_HURT.into(), Accent::Beware),
        Form::Worse => (said::WORSE_THAN_BEFORE.into(), Accent::Beware),
    }
}

/// What can be done on the page after a session. What Enter does begins nothing.
fn choices(app: &App, play: &Play, now: Moment) -> Vec<FinishChoice> {
    let choice = |action, labels: &[&str], remark: &str| FinishChoice {
        key: hint(Place::End, action, "", 0).key,
        labels: labels.iter().map(|label| crate::text::line(label)).collect(),
        remark: remark.to_owned(),
    };
    let leave = match (app.player.has_list, play.form()) {
        (true, Form::Hurt | Form::Worse) => [said::REST_BACK_TO_LIST, "back"],
        (true, _) => [said::BACK_TO_LIST, "back"],
        (false, _) => ["leave", "leave"],
    };
    let easier = play.easier_over().and_then(|id| app.player.library.get(id));
    let easier = easier.map(|entry| {
        let title = entry.title();
        let full = said::an_easier_one(title);
        choice(Action::Easier, &[&full, &format!("easier: {title}"), "easier"], "")
    });
    let goes_on = play.session.goes_on_with();
    let mut all = vec![choice(Action::Enter, &leave, "")];
    match play.form() {
        Form::Hurt => {
            all.extend(easier);
            all.push(choice(Action::Slip, &said::SLIP, ""));
            all.extend(goes_on.map(|next| {
                let label = said::go_on_with(phases::name(next));
                choice(Action::Pause, &[&label, playing::GO_ON], "")
            }));
        }
        Form::Stopped => {
            if goes_on.is_some() {
                if app.player.trouble.is_none() {
                    all[0].remark = said::PAGE_CAN_WAIT.into();
                }
                all.insert(
                    0,
                    choice(Action::Pause, &[said::GO_ON_WHERE_YOU_WERE, playing::GO_ON], ""),
                );
            }
            all.extend(easier.filter(|_| play.wants_rest()));
        }
        _ if play.wants_rest() => all.extend(easier),
        Form::Done | Form::Worse => {
            if play.may_be_again() {
                let length = minutes(&play.prepared.timeline);
                all.push(choice(Action::Again, &["again"], &length));
            }
            all.extend(app.player.follows(now).map(|(entry, why)| {
                let playable = app.player.library.playable(entry);
                let length = playable.map_or(String::new(), |(_, timeline)| minutes(&timeline));
                choice(Action::Next, &[entry.title(), "next"], &format!("{length}   {why}"))
            }));
        }
    }
    all
}
