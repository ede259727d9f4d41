//! `supple remind`: sets up what nudges, looks, shows, and takes answers. Whether a nudge is due is
//! decided in `nudge`, what may be offered in `today`.

use std::process::ExitCode;
use std::time::Duration;

use super::{Failure, journal, library, play, print, say, sessions};
use crate::cli::PlayArgs;
use crate::cue::Notice;
use crate::history::Summary;
use crate::history::checkpoint::Seen;
use crate::host::clock::Clock;
use crate::host::desktop::{self, KeysSeenBy};
use crate::host::reminder::{self, SetReminder};
use crate::host::{small_files, stdio};
use crate::nudge::{BREAK, NudgeAnswer, NudgeLook, NudgeOffer, NudgeState, RemindWish, Reminder};
use crate::seconds::Moment;
use crate::text::wrap;
use crate::today::{self, TodayFacts, TodayRoutine};
use crate::words::{capital, nudge, time_of_day};

/// So long the buttons of a notification are waited for: less than what counts as a break, since
/// nobody looks meanwhile.
const ANSWER_WITHIN: Duration = Duration::from_secs(BREAK.as_secs() - 60);

/// Sets up, looks, or takes an answer.
///
/// # Errors
/// If the words ask for nothing, or nothing can be kept.
pub fn run(words: &[String]) -> Result<ExitCode, Failure> {
    match RemindWish::read(words)? {
        RemindWish::Tell => match reminder::kept() {
            Some(set) => print(&told_of(&set)),
            None => say(nudge::NOTHING_SET),
        },
        RemindWish::Set(reminder) => set(reminder),
        RemindWish::Off => {
            reminder::remove_timer().map_err(|error| error.to_string())?;
            say(if reminder::forget() { nudge::GONE } else { nudge::NOTHING_SET })
        }
        RemindWish::Look => {
            look(|_| {});
            Ok(ExitCode::SUCCESS)
        }
        RemindWish::Answer(answer) => answered_here(answer),
    }
}

/// How long somebody has been at the keyboard, if a nudge stands.
pub(super) fn due() -> Option<Duration> {
    reminder::kept()?.state.shown_due(&seen())
}

fn seen() -> Seen {
    Clock::start(1.0).seen(Moment::ZERO)
}

/// What is set, as a person reads it.
fn told_of(SetReminder { reminder, state }: &SetReminder) -> String {
    let now = Clock::local();
    let title = reminder.routine.as_ref().map(|id| super::title(&library(), id));
    let offers = nudge::offers(title.as_deref());
    let mut lines = vec![reminder.words(), offers, nudge::RULES.to_owned()];
    lines.extend(state.next(reminder, &now).map(|next| nudge::next(time_of_day(&next, &now))));
    match desktop::idle() {
        None => lines.push(nudge::UNSEEN.to_owned()),
        Some((_, KeysSeenBy::Terminals)) => lines.push(nudge::BY_TERMINALS.to_owned()),
        Some((_, KeysSeenBy::Desktop)) => {}
    }
    let has_timer = reminder::has_timer();
    if state.seen.is_some() && !has_timer && state.since(&seen()).is_none() {
        lines.push(nudge::NOT_WATCHED.to_owned());
    }
    let mut told: Vec<String> =
        lines.iter().flat_map(|line| wrap(line, stdio::columns())).collect();
    if let Some(file) = reminder::timer_files().last().filter(|_| has_timer) {
        // A path stays whole.
        told.push(nudge::timer(file.display().to_string()));
        told.extend(cfg!(target_os = "macos").then(|| nudge::UNTRIED.to_owned()));
    }
    told.join("\n") + "\n"
}

fn set(mut reminder: Reminder) -> Result<ExitCode, Failure> {
    if let Some(word) = &reminder.routine {
        let library = library();
        let id = play::routine_id(&library, word)?;
        if !today::routines(&library).iter().any(|one| one.id == id && NudgeOffer::is_ever(one)) {
            return Err(Failure::of(nudge::NEVER));
        }
        reminder.routine = Some(id);
    }
    let state = NudgeState::new(&reminder);
    let set = SetReminder { reminder, state };
    reminder::keep(&set)?;
    let timer = reminder::set_timer(&set.reminder);
    let printed = print(&told_of(&set))?;
    if let Err(why) = timer {
        reminder::forget_at_the_end()?;
        say(&nudge::stays(capital(&why)))?;
        reminder::look_each_minute(|| {
            look(|notice| desktop::tell_at_terminal(notice, nudge::HOW_TO_BEGIN));
        });
    }
    Ok(printed)
}

/// Looks once, and nudges if it is time; `tell` is one more way to do that.
fn look(tell: impl Fn(&Notice)) {
    let Some((set, Some(active))) = take_look() else {
        return;
    };
    let offer = offer(&set.reminder);
    if !change(|set| set.state.nudged(&set.reminder, offer.id().map(String::from))) {
        return;
    }
    let opens = offer.id().is_some();
    let notice = Notice { title: nudge::heading(active), words: offer.words(), urgent: false };
    tell(&notice);
    desktop::tell_in_tmux(|key| {
        let how = if opens { key.unwrap_or(nudge::HOW_TO_BEGIN) } else { nudge::STEPS };
        nudge::line(active.as_secs() / 60, how)
    });
    let buttons: Vec<_> = offer.answers().iter().map(|one| (one.word(), one.label())).collect();
    let without = if opens { nudge::HOW_TO_BEGIN } else { "" };
    let pressed = desktop::ask_on_desktop(notice, &buttons, without, ANSWER_WITHIN);
    let mut answers = offer.answers().iter();
    match answers.find(|one| pressed.as_deref() == Some(one.word())) {
        Some(NudgeAnswer::Begin) => open(&offer),
        Some(answer) => _ = take_answer(*answer),
        // Nobody has looked while it stood.
        None => _ = take_look(),
    }
}

/// Looks at the machine, and how long somebody has been at the keyboard if a nudge is due. `None`
/// where nothing is set.
fn take_look() -> Option<(SetReminder, Option<Duration>)> {
    let local = Clock::local();
    let playing = sessions().iter().any(|session| session.state != "paused");
    let lately = journal().ok().map(|journal| journal.lately(local.date()).value);
    let ends = lately.iter().flat_map(|history| &history.sessions);
    let look = NudgeLook {
        seen: seen(),
        idle: desktop::idle().map(|(idle, _)| idle),
        playing,
        ends: ends.map(|session| session.record.end.at()).collect(),
        local,
    };
    let mut due = None;
    change(|set| due = set.state.look(&set.reminder, &look));
    Some((reminder::kept()?, due))
}

/// Changes what is kept; whether there is something, and it could be.
fn change(how: impl FnOnce(&mut SetReminder)) -> bool {
    reminder::kept().is_some_and(|mut set| {
        how(&mut set);
        reminder::keep(&set).inspect_err(|why| stdio::warn(why)).is_ok()
    })
}

/// What may be offered now: what the person named, or what suits today.
fn offer(reminder: &Reminder) -> NudgeOffer {
    let library = library();
    let now = Clock::local();
    let lately = journal().map(|journal| journal.lately(now.date()).value);
    let unread = lately.is_err();
    let sessions = lately.unwrap_or_default().sessions;
    let facts = TodayFacts {
        back: small_files::kept_back(),
        unread,
        sessions: &sessions.iter().map(Summary::of).collect::<Vec<_>>(),
        had: &[],
        routines: &today::routines(&library),
        broken_off: None,
        now,
    };
    let length = |one: &TodayRoutine| {
        let (_, timeline) = library.playable(library.get(&one.id)?).ok()?;
        Some(timeline.totals().most)
    };
    NudgeOffer::of(reminder.routine.as_deref(), &facts, length)
}

/// Opens the page before what is offered, in a terminal of its own. Where there is none, a command
/// is shown that does so here, and names no routine: others see the screen.
fn open(offer: &NudgeOffer) {
    let program = std::env::current_exe().unwrap_or_else(|_| "supple".into());
    let open = |id: &str| {
        let program = program.to_str();
        program.is_some_and(|program| desktop::open_terminal(&[program, "play", id]))
    };
    if offer.id().is_none_or(open) {
        take_answer(NudgeAnswer::Begin);
        return;
    }
    let (title, words) = (nudge::NO_TERMINAL.into(), nudge::HOW_TO_BEGIN.into());
    let notice = Notice { title, words, urgent: false };
    desktop::ask_on_desktop(notice, &[], "", Duration::from_secs(10));
}

/// Takes an answer; what was offered by its id, if a nudge stands and that is a routine.
fn take_answer(answer: NudgeAnswer) -> Option<String> {
    let today = Clock::local().date();
    let mut offered = None;
    change(|set| {
        offered = set.state.offered.take().filter(|_| set.state.open);
        set.state.answer(&set.reminder, answer, today);
    });
    offered
}

/// An answer given on the command line, or by a key of tmux.
fn answered_here(answer: NudgeAnswer) -> Result<ExitCode, Failure> {
    let set = reminder::kept().ok_or(nudge::NOTHING_SET)?;
    let offered = take_answer(answer);
    if answer != NudgeAnswer::Begin {
        return say(&nudge::answered(answer.label()));
    }
    match offered.or_else(|| offer(&set.reminder).id().map(String::from)) {
        Some(id) => play::run(&PlayArgs::of(id)),
        None => say(nudge::STEPS),
    }
}
