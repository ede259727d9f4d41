//! What is played, before it, during it and after it, as its screens want it: words and keys.

use std::rc::Rc;
use std::sync::Arc;

use super::*;
use crate::settings::Settings;
use crate::view::moving::{self, FRAME, FRAME_UNSEEN, FigureMoment, FigurePace};
use crate::view::session::SessionStage;
use crate::words::{around as said, notices, picker as several};

pub(super) fn with_session(
    app: &App,
    play: &Play,
    now: Moment,
    see: impl FnOnce(&session::SessionView<'_>, &SessionStage),
) {
    let stage = stage(app, play);
    let status = play.session.status(now);
    let mut keys = session_keys(&status, play);
    if play.just_hurt && play.easier(now).is_some() {
        keys.insert(0, hint(Place::Session, Action::Easier, "", 8));
    }
    let clock = |moment: Option<Moment>| moment.map(|moment| play.wall(moment));
    let pack = status.pack_on.filter(|pack| pack.known);
    let on_since = pack.and_then(|pack| play.on_since(pack));
    let off_by = clock(pack.map(|pack| pack.off_by.min(pack.since + end_of(&status))));
    let bell_at = clock(
        pack.filter(|_| status.state == State::Running || status.asks_off).and_then(|pack| {
            let length = status.length.filter(|length| length.is_range())?;
            Some(pack.since + length.least)
        }),
    );
    let paused_since = match status.state {
        State::Paused { for_so_long } => clock(Some(now - for_so_long)),
        _ => None,
    };
    let easier = play.easier(now).filter(|_| play.just_hurt);
    let easier = easier.and_then(|id| app.player.library.get(id));
    let key = hint(Place::Session, Action::Easier, "", 0).key;
    let easier = easier.map(|entry| format!("Easier: {} (key {key})", entry.title()));
    let closed = play.closed_words(now).map(|words| {
        let key = hint(Place::Session, Action::Yes, "", 0).key;
        format!("{words} {key} plays it anyway.")
    });
    let rehearsal = play.rehearsal_words().filter(|_| pack.is_some());
    let note = closed.as_deref().or(rehearsal).or(play.told(now)).or(easier.as_deref());
    let sleeps = sleeps(app).filter(|_| pack.is_some());
    let screen = session::SessionView {
        status: &status,
        now,
        title: &play.prepared.routine.title,
        hints: keys,
        last_time: status.set_behind.and_then(|set| play.last_said(set)),
        note,
        aside: sleeps,
        speed: (play.speed != 1.0).then_some(play.speed),
        bell: (play.settings.ring != Bell::All).then(|| play.settings.ring.words()),
        clocks: session::Clocks {
            paused_since: paused_since.as_deref(),
            on_since: on_since.as_deref(),
            bell_at: bell_at.as_deref(),
            off_by: off_by.as_deref(),
        },
        figure: pace(app, &play.settings, play.speed, now),
        alarm: play.alarm,
    };
    see(&screen, &stage);
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

/// How figures are shown just now.
pub(super) fn pace(app: &App, settings: &Settings, speed: f64, now: Moment) -> FigurePace {
    let frame = if app.unseen { FRAME_UNSEEN } else { FRAME };
    FigurePace {
        motion: settings.motion,
        frame: frame.mul_f64(speed),
        // Nobody sees it below what lies on top.
        calm: app.is_covered() || now < app.calm_until,
    }
}

/// The movement of the first step, while nothing runs yet.
fn repetition<'a>(app: &App, play: &'a Play, now: Moment) -> Option<FigureMoment<'a>> {
    let shown = now.since(app.turned_at);
    let queue = play.prepared.queue.is_some();
    let part = [app.part as u32 + 1];
    let chosen_part = play.prepared.timeline.find_step(&part).filter(|_| queue);
    FigureMoment::repetition(
        &play.prepared.timeline,
        chosen_part.unwrap_or(0),
        shown,
        pace(app, &play.settings, play.speed, now),
    )
}

/// Said where it matters that the machine stays awake, and can't be kept so.
fn sleeps(app: &App) -> Option<&'static str> {
    app.may_sleep.then_some(NOT_AWAKE)
}

/// When the running application ends by itself, counted from its start.
fn end_of(status: &Status<'_>) -> Duration {
    status.length.map_or(crate::session::HARD_END, |length| length.most)
}

/// The keys that mean something now, the most useful first.
fn session_keys(status: &Status<'_>, play: &Play) -> Vec<Hint> {
    let key = |action, label, weight| hint(Place::Session, action, label, weight);
    let pack = matches!(status.phase.kind, Kind::Application(_) | Kind::Off(_));
    let mut keys = Vec::new();
    match (status.state, status.phase.kind) {
        (State::Alarm, Kind::Application(_)) if status.asks_off => {
            keys.push(key(Action::Enter, "it is off", 9));
            keys.push(key(Action::Pause, "it stays on", 9));
        }
        (State::Alarm, Kind::Application(_)) => {
            keys.push(key(Action::Enter, "it comes off", 9));
            keys.push(key(Action::GoOn, "", 9));
        }
        (State::Alarm, _) => keys.push(key(Action::Enter, "it is off", 9)),
        (State::Waiting, _) if play.yes().is_some() => {
            let label = if play.is_gated() { "play it anyway" } else { "the pack is on" };
            keys.push(key(Action::Yes, label, 9));
            keys.push(key(Action::TryAlarm, "", 6));
        }
        (State::Waiting, Kind::Rep) => keys.push(key(Action::Enter, "done", 9)),
        (State::Away(Offer::RepAgain), _) => {
            keys.push(key(Action::Enter, "once more", 9));
            keys.push(key(Action::Pause, "go on", 8));
        }
        (State::Away(Offer::Walked), _) => {
            keys.push(key(Action::Enter, "yes", 9));
            keys.push(key(Action::Back, "no", 9));
        }
        (State::Waiting | State::Away(_), _) => keys.push(key(Action::Enter, "", 9)),
        (State::Paused { .. }, _) => keys.push(key(Action::Pause, "go on", 9)),
        (State::Returning { .. }, _) => keys.push(key(Action::Enter, "at once", 9)),
        _ if status.may_stop && matches!(status.phase.kind, Kind::Rest | Kind::Change) => {
            keys.push(key(Action::Enter, "", 5));
        }
        _ if status.may_stop && status.phase.kind == Kind::Ready => {
            keys.push(key(Action::Enter, "I am ready", 6));
        }
        _ if status.may_stop => keys.push(key(Action::Enter, "enough", 8)),
        _ => {}
    }
    let stands = matches!(status.state, State::Paused { .. } | State::Away(_));
    if !pack {
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
    keys.push(key(Action::Hurts, "", 6));
    keys.push(key(Action::Big, "", 4));
    keys.push(key(Action::Bell, "", 2));
    keys.push(key(Action::About, "", 1));
    keys.push(key(Action::RedFlags, "", 5));
    // Nothing leads out while a pack is to come off.
    match status.phase.kind {
        Kind::Off(_) => {}
        Kind::Application(_) if status.asks_off => {}
        Kind::Application(_) if status.state == State::Alarm => {}
        _ => keys.push(key(Action::Quit, "", 7)),
    }
    keys.push(key(Action::Help, "", 5));
    keys
}

pub(super) fn with_before(
    app: &App,
    play: &Play,
    now: Moment,
    see: impl FnOnce(&before::BeforeView<'_>),
) {
    let status = play.session.status(now);
    let routine = &play.prepared.routine;
    let waits = status.phase.kind == Kind::Wait && status.state != State::Begin;
    let wait = if waits { status.phase.text() } else { String::new() };
    let key = |action| hint(Place::Session, action, "", 0).key;
    let keys = keys_before(play, app.player.set.is_some());
    let (next, action) = begins_by(play, waits);
    let short = if next == Action::Yes { "yes" } else { "go on" };
    let (next, on, try_key) = (key(next), key(Action::Enter), key(Action::TryAlarm));
    let later = play.gate.then(|| for_later(routine.stage));
    let remarks = remarks(app, play, now);
    let pain = play.asks_before.then(|| match play.rated_before() {
        Some(rating) => format!("Pain or stiffness now: {rating} of 10."),
        None => said::PAIN_NOW.into(),
    });
    let notice = play.notice(now).map(|(words, _)| words.to_owned());
    let question = notice.or(pain);
    let (signs, cautions) = cautions_before(play);
    let steps: Vec<_> = play
        .earlier
        .steps
        .iter()
        .map(|step| (play.plays_step(step), crate::text::line(&step.name), step.words.as_str()))
        .collect();
    let (parts, length) = parts_before(app, play);
    see(&before::BeforeView {
        title: if parts.is_empty() { &routine.title } else { several::ONE_AFTER_ANOTHER },
        length: &length,
        parts: &parts,
        chosen: app.part,
        history: &play.earlier.history,
        signs,
        teach: &taught(play),
        steps: &steps,
        steps_line: play.steps_line().as_deref().unwrap_or(""),
        figure: repetition(app, play, now),
        cautions: &cautions,
        needs: &routine.needs,
        wait: &wait,
        left: status.left.filter(|_| waits && !play.is_gated()),
        later,
        remarks: &remarks,
        question: question.as_deref(),
        alarm: play.applies().map(|_| before::Alarm { key: &try_key, trouble: sleeps(app) }),
        scroll: app.scroll,
        on: &on,
        key: &next,
        action,
        short,
        hints: keys,
    });
}

/// Of several routines each and how long it lasts; and how long all of it lasts.
fn parts_before(app: &App, play: &Play) -> (Vec<(String, String)>, String) {
    let mut length = minutes(&play.prepared.timeline);
    if let Some(today) = &play.pack_today {
        length += &format!("  ·  {today}");
    }
    let parts = play.prepared.parts(&app.player.library);
    let lasts: Duration = parts.iter().map(|(_, lasts, _)| *lasts).sum();
    let about = parts.iter().any(|(_, _, about)| *about);
    let parts: Vec<(String, String)> = parts
        .into_iter()
        .map(|(title, lasts, about)| (title, several::lasts(lasts, about)))
        .collect();
    if !parts.is_empty() {
        length = several::lasts(lasts, about);
    }
    (parts, length)
}

/// The one key that begins, and what it says.
fn begins_by(play: &Play, waits: bool) -> (Action, &'static str) {
    let asked = play.asks_yes().filter(|_| play.asked_yes);
    match (play.is_gated(), asked.or(play.yes())) {
        (true, _) if play.gate && play.asked_yes => (Action::Yes, notices::NOT_BY_ENTER),
        (true, _) => (Action::Yes, "play it anyway"),
        (false, Some(yes)) => (Action::Yes, yes),
        (false, None) => (Action::Enter, if waits { "I am ready" } else { "begin" }),
    }
}

/// What is a matter for an emergency number, and the cautions, each with what stands before it.
#[allow(clippy::type_complexity)]
fn cautions_before(play: &Play) -> (Option<(ask::Signs<'_>, &str)>, Vec<(&'static str, &str)>) {
    let emergency = library::caution("emergency").map(|caution| caution.text.as_str());
    let mut cautions: Vec<&str> = play.prepared.cautions.iter().map(String::as_str).collect();
    let first = cautions.iter().position(|caution| Some(*caution) == emergency);
    let signs = first.map(|at| (CALL, cautions.remove(at)));
    let mut heading = heading as fn(Weight) -> &'static str;
    if play.applies().is_none() {
        cautions.sort_by_key(|caution| before_exercise(weight(caution)));
        heading = |_| "";
    }
    let cautions: Vec<_> =
        cautions.into_iter().map(|caution| (heading(weight(caution)), caution)).collect();
    (signs, cautions)
}

/// Whom to call for which signs.
pub(super) const CALL: ask::Signs<'_> =
    ask::Signs { call: said::CALL, signs: &said::SIGNS, none: said::NONE_OF_THESE };

/// Before an exercise: who must not and when not, how, and at last how to stop.
fn before_exercise(weight: Weight) -> u8 {
    match weight {
        Weight::AskFirst => 0,
        Weight::MustNot => 1,
        Weight::HowTo => 2,
        Weight::Emergency => 3,
    }
}

/// What is to be done: of one exercise how it begins and goes, of several what they are for.
fn taught(play: &Play) -> Vec<String> {
    let routine = &play.prepared.routine;
    let mut work = play.prepared.timeline.phases().iter().filter(|phase| phase.kind.is_work());
    let first = work
        .next()
        .filter(|first| play.applies().is_none() && work.all(|phase| phase.step == first.step));
    let words = first.map(|first| [first.words.start.clone(), first.text()]);
    let mut taught: Vec<String> = words.into_iter().flatten().collect();
    taught.retain(|words| !words.is_empty());
    if taught.is_empty() {
        taught.extend(routine.about.as_deref().map(str::to_owned));
    }
    taught
}

/// The keys that the page before a session tells at its foot.
fn keys_before(play: &Play, swaps: bool) -> Vec<Hint> {
    let key = |action, label, weight| hint(Place::Session, action, label, weight);
    let mut keys = vec![
        key(Action::About, "sources", 5),
        key(Action::RedFlags, "", 6),
        key(Action::Quit, "leave", 7),
        key(Action::Help, "", 4),
    ];
    if play.applies().is_some() {
        keys.insert(0, key(Action::TryAlarm, "", 8));
    }
    if play.prepared.queue.is_some() {
        let key = |action, weight| hint(Place::Queue, action, "", weight);
        keys.insert(0, key(Action::LeaveOut, 7));
        if swaps {
            keys.insert(0, key(Action::Swap, 7));
        }
    }
    keys
}

/// What stands before the cautions of heat and cold, of which many are for few people.
fn heading(weight: Weight) -> &'static str {
    match weight {
        Weight::Emergency => "CALL",
        Weight::MustNot => "NOT TODAY",
        Weight::AskFirst => "ASK FIRST",
        Weight::HowTo => "HOW",
    }
}

/// What else is to be said before it begins.
fn remarks(app: &App, play: &Play, now: Moment) -> Vec<String> {
    let mut remarks = Vec::new();
    remarks.extend(play.rehearsal_words().map(str::to_owned));
    remarks.extend(play.closed_words(now));
    remarks.extend(play.earlier.not_asked.clone());
    remarks.extend(play.earlier.advice.clone());
    if play.earlier.advice.is_some()
        && let Some(easier) = easier(&app.player.library, play, now)
    {
        remarks.push(easier);
    }
    if let Some(words) = app.player.broken_off(now).filter(|_| !app.player.has_list) {
        remarks.push(format!("{words} supple resume sees to it."));
    }
    remarks
}

/// The easier routine that is named for what is played, and the key to it.
fn easier(library: &Library, play: &Play, now: Moment) -> Option<String> {
    let entry = library.get(play.easier(now)?)?;
    let key = hint(Place::Session, Action::Easier, "", 0).key;
    Some(format!("Easier on the body: {}. Key: {key}.", entry.title()))
}

pub(super) fn with_finish(
    app: &App,
    play: &Play,
    now: Moment,
    see: impl FnOnce(&finish::FinishView<'_>),
) {
    let counted = play.counted();
    let (headline, tone) = headline(play, counted.as_deref());
    let pack_words = play.last_words();
    let title = match (play.form(), play.hurt()) {
        (Form::Hurt, Some(hurt)) => phases::name(hurt),
        _ => play.prepared.routine.title.to_string(),
    };
    let length = clock_passed(play.session.active(Moment::ZERO));
    let not_before = play.next_pack_words();
    let nth = play.nth_today();
    let choices = choices(app, play, now);
    let sets = own_sets(play);
    let mut keys =
        vec![hint(Place::End, Action::RedFlags, "", 5), hint(Place::End, Action::Help, "", 4)];
    if !sets.is_empty() {
        keys.insert(0, hint(Place::End, Action::NextNumber, "", 7));
        if let Some(Digits::Set(_)) = play.digits() {
            keys.insert(0, how_many(7));
        }
    }
    see(&finish::FinishView {
        headline: &headline,
        tone,
        title: &title,
        counted: counted.as_deref().unwrap_or(""),
        length: &length,
        nth: nth.as_deref().unwrap_or(""),
        words: &if pack_words.is_empty() { play.rest_words() } else { pack_words.join(" ") },
        not_before: not_before.as_deref(),
        rating: play.asks_after.then(|| finish::Rating {
            before: play.rated_before(),
            after: play.rated_after(),
            chosen: play.digits() == Some(Digits::Rating),
        }),
        sets: &sets,
        trouble: app.trouble.as_deref(),
        notice: play.notice(now).map(|(words, _)| words),
        choices: &choices,
        done: &play.session.tally().done(&play.prepared.timeline),
        scroll: app.scroll,
        hints: keys,
    });
}

/// The sets at the person's own pace that were begun, those of a step and side together.
fn own_sets(play: &Play) -> Vec<finish::Sets> {
    let mut rows: Vec<finish::Sets> = Vec::new();
    let mut last = None;
    for set in play.session.own_sets() {
        let place = (&set.phase.step, set.phase.side);
        if last.replace(place) != Some(place) {
            rows.push(finish::Sets { name: phases::name(set.phase), ..finish::Sets::default() });
        }
        if let Some(row) = rows.last_mut() {
            if play.digits() == Some(Digits::Set(set.index)) {
                row.chosen = Some(row.said.len());
            }
            row.said.push(set.said);
            row.last_time.push(play.last_said(set));
        }
    }
    rows
}

/// The digits that say how many repetitions it was, as a hint.
fn how_many(weight: u8) -> Hint {
    Hint { key: "0–9".to_owned(), ..hint(Place::Counting, Action::Count, "", weight) }
}

fn headline(play: &Play, counted: Option<&str>) -> (String, Accent) {
    let (words, tone) = match play.form() {
        Form::Done => ("Done".to_owned(), Accent::Work),
        Form::Stopped => {
            let at = counted.filter(|counted| !counted.starts_with("0 "));
            let at = at.map(|counted| counted.trim_end_matches(" steps"));
            let at = at.map_or(String::new(), |counted| format!(" at {counted}"));
            (format!("Stopped{at}"), Accent::Turn)
        }
        Form::Hurt => ("That hurt".to_owned(), Accent::Beware),
        Form::Worse => ("Worse than before".to_owned(), Accent::Beware),
    };
    (words.to_uppercase(), tone)
}

/// What can be done on the page after a session. What Enter does begins nothing.
fn choices(app: &App, play: &Play, now: Moment) -> Vec<finish::FinishChoice> {
    let choice = |action, labels: &[&str], remark: &str| finish::FinishChoice {
        key: hint(Place::End, action, "", 0).key,
        labels: labels.iter().map(|label| label.to_string()).collect(),
        remark: remark.to_owned(),
    };
    let leave = match (app.player.has_list, play.form()) {
        (true, Form::Hurt | Form::Worse) => ["rest, back to the list", "back"],
        (true, _) => ["back to the list", "back"],
        (false, _) => ["leave", "leave"],
    };
    let easier = play.easier_over().and_then(|id| app.player.library.get(id));
    let easier = easier.map(|entry| {
        let title = entry.title();
        let full = format!("an easier one: {title}");
        let shorter = format!("easier: {title}");
        choice(Action::Easier, &[&full, &shorter, "easier"], "")
    });
    let goes_on = play.session.goes_on_with();
    let mut all = vec![choice(Action::Enter, &leave, "")];
    match play.form() {
        Form::Hurt => {
            all.extend(easier);
            all.push(choice(Action::Slip, &["it was a slip", "a slip"], ""));
            all.extend(goes_on.map(|next| {
                let label = format!("go on with {}", phases::name(next));
                choice(Action::Pause, &[&label, "go on"], "")
            }));
        }
        Form::Stopped => {
            if goes_on.is_some() {
                all[0].remark = "kept as it is; this page can wait".into();
                let goes_on = ["go on where you were", "go on"];
                all.insert(0, choice(Action::Pause, &goes_on, ""));
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
