//! Commands that play: `supple play`, the list, `resume`, `watch`. They find what is meant, and join
//! a front end to the machine; playing is for `app` and `host`.

use std::io::{IsTerminal, Write};
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use super::settings::settings;
use super::{Failure, broken, complain, found_entry, journal, library, print, routine, say};
use crate::app::full::App;
use crate::app::player::{Environment, Player};
use crate::app::prepared::{PlayOptions, PreparedRoutine, WallClock};
use crate::app::recorder::{Patience, RecentHistory, Services};
use crate::app::unfinished::Unfinished;
use crate::app::watch::Watch;
use crate::app::{Effect, Exit, Front};
use crate::cli::{PlayArgs, ResumeArgs, SoundArgs};
use crate::history::{Ended, Record, Stamp};
use crate::host::clock::Clock;
use crate::host::journal::Journal;
use crate::host::remote::RemoteOptions;
use crate::host::remote::event_writer::Outlet;
use crate::host::{background, disk, event_loop, journal, places, small_files, stdio, terminal};
use crate::library::{Found, Library, Queue};
use crate::plain::Plain;
use crate::seconds::Moment;
use crate::session::step_numbers;
use crate::settings::Motion;
use crate::words::machine::{events_refused, nowhere_to_ask};
use crate::words::{naming, past};

/// Plays what the words name.
///
/// # Errors
/// If nothing or something broken is named, a step that is not there, or the machine refuses what is
/// needed.
pub fn run(words: &PlayArgs) -> Result<ExitCode, Failure> {
    let (library, said) = (Arc::new(library()), words.routines.join(" "));
    if let Some(time) = words.minutes {
        return play(words, library, |player, now| Ok(player.with_set(time, &said, now)?));
    }
    let mut prepared = meant(&library, &words.routines)?;
    let is_missing = |step: &&Vec<u32>| prepared.timeline.find_step(step).is_none();
    if let Some(step) = words.from.as_ref().filter(is_missing) {
        return Err(Failure::of(naming::no_step(said, step_numbers(step))));
    }
    // Whoever takes it up again may stand in another folder.
    prepared.path = prepared.path.map(|path| disk::absolute(&path));
    play(words, library, |player, now| Ok(player.with(prepared, now)))
}

/// Opens the list of all routines.
///
/// # Errors
/// If the machine refuses what is needed.
pub fn pick(plain: bool) -> Result<ExitCode, Failure> {
    let words = PlayArgs { plain, ..PlayArgs::default() };
    play(&words, Arc::new(library()), |player, _| Ok(player))
}

/// How the person wishes to play.
fn options(words: &PlayArgs) -> PlayOptions {
    let mut settings = settings(&words.heard);
    if words.still {
        settings.motion = Motion::Still;
    }
    PlayOptions {
        speed: words.speed.unwrap_or(1.0),
        rehearsal: false,
        hands_free: words.hands_free,
        from: words.from.clone(),
        hooks: settings.hooks.iter().chain(&words.hooks).cloned().collect(),
        settings,
        events: words.events.is_some(),
    }
}

/// Plays on the whole screen, or in lines where that is wanted or the only way. `put_on` puts
/// before the person what they asked for.
fn play(
    words: &PlayArgs,
    library: Arc<Library>,
    put_on: impl FnOnce(Player, Moment) -> Result<Player, Failure>,
) -> Result<ExitCode, Failure> {
    let options = options(words);
    let open = |path: &Path| Outlet::open(path).map_err(|why| events_refused(path.display(), why));
    let events = words.events.as_deref().map(open).transpose()?;
    // Standard output has room for one of the two.
    let out: Option<Box<dyn Write + Send>> = match events {
        Some(Outlet::Stdout) => Some(beside_events()?),
        _ if words.plain || !std::io::stdout().is_terminal() || terminal::is_dumb() => {
            Some(Box::new(std::io::stdout()))
        }
        _ => None,
    };
    let run = places::places().map(|places| places.run);
    let wanted = RemoteOptions { events, hooks: options.hooks.clone(), run };
    let clock = clock(options.speed);
    let settings = options.settings.clone();
    let environment = environment(&library, clock);
    let now = clock.now();
    let player = put_on(Player::new(library, options, environment), now)?;
    ended(match out {
        None => {
            event_loop::full_screen(&mut App::new(player, now), &clock, &settings, wanted, None)
        }
        Some(out) => {
            let mut front = Plain::new(player, now);
            if !std::io::stdout().is_terminal() {
                front = front.without_bell();
            }
            event_loop::plain(&mut front, &clock, out, &settings, wanted)
        }
    })
}

/// Where the words go while events have standard output: to standard error; where that leads away
/// from somebody who types, to their terminal, so that no question is hidden from them.
fn beside_events() -> Result<Box<dyn Write + Send>, Failure> {
    if std::io::stderr().is_terminal() || !std::io::stdin().is_terminal() {
        return Ok(Box::new(std::io::stderr()));
    }
    let terminal = stdio::terminal().map_err(|why| Failure::of(nowhere_to_ask(why)))?;
    Ok(Box::new(terminal))
}

/// Shows a screen that only looks back.
pub(super) fn look(front: &mut dyn Front) -> Result<ExitCode, Failure> {
    let (clock, settings) = (Clock::start(1.0), settings(&SoundArgs::default()));
    ended(event_loop::full_screen(front, &clock, &settings, RemoteOptions::default(), None))
}

/// Shows a file while somebody writes it. One that is named by its path need not be there yet.
///
/// # Errors
/// If it is no file, or there is no terminal.
pub fn watch(word: &str) -> Result<ExitCode, Failure> {
    let library = Arc::new(library());
    let file = match library.find(word) {
        Found::Path(path) => path,
        found => {
            let entry = found_entry(found, word)?;
            entry.path().cloned().ok_or_else(|| Failure::of(naming::never_changes(&entry.id)))?
        }
    };
    if terminal::refusal().is_some() {
        return Err(Failure::of(naming::watch_needs_terminal(word)));
    }
    let clock = Clock::start(1.0);
    let settings = settings(&SoundArgs::default());
    let environment = environment(&library, clock);
    let mut front = Watch::new(library, environment, &file);
    // What is only tried out is nobody else's business.
    let wanted = RemoteOptions::default();
    ended(event_loop::full_screen(&mut front, &clock, &settings, wanted, Some(&file)))
}

fn ended(played: Result<Exit, String>) -> Result<ExitCode, Failure> {
    Ok(ExitCode::from(played?.status))
}

/// Takes up the last session that was broken off, or sees to it in another way.
///
/// # Errors
/// If there is none, or it is played elsewhere by now.
pub fn resume(words: &ResumeArgs) -> Result<ExitCode, Failure> {
    let library = Arc::new(library());
    let journal = journal()?;
    complain(&journal.broken_off().complaints);
    let clock = clock(1.0);
    let (services, now) = (services(clock), clock.now());
    let mut all = broken_off(&library);
    let left = all.pop().ok_or(past::NOTHING_BROKEN_OFF)?;
    let settles = words.keep || words.discard || !left.goes_on(&services, now);
    // Whatever becomes of the session: a pack that was on comes off first.
    let only_pack = settles && left.has_pack();
    if !settles || only_pack {
        let words = PlayArgs { plain: words.plain, ..PlayArgs::default() };
        return play(&words, library, |player, now| Ok(player.resuming(only_pack, now)?));
    }
    let told = left.words(&services, now);
    let was_stopped = left.checkpoint.record.ended == Ended::Stopped;
    let said = match left.settle(!words.discard, &services, now)? {
        Effect::Record(record, _) => {
            journal.record(*record)?;
            match (was_stopped, words.discard) {
                (true, _) => past::STAYS_AS_STOPPED,
                (false, true) => past::KEPT_ALL_THE_SAME,
                (false, false) => past::RECORDED_AS_FAR_AS_IT_CAME,
            }
        }
        Effect::Discard(id) => {
            journal.clear(id)?;
            if was_stopped { past::FORGET_TAKES_IT_OUT } else { past::DISCARDED }
        }
        _ => "",
    };
    print(&format!("{told}\n{said}\n"))?;
    match all.len() {
        0 => Ok(ExitCode::SUCCESS),
        1 => say(past::ONE_MORE_BROKEN_OFF),
        count => say(&past::more_broken_off(count)),
    }
}

/// What there is to say of a pack that nobody has taken off.
pub(super) fn forgotten_pack(library: &Library) -> Option<String> {
    let clock = clock(1.0);
    let left = broken_off(library).into_iter().rfind(Unfinished::has_pack)?;
    left.words_before_off(&services(clock), clock.now())
}

/// The sessions that were broken off, with their routines.
fn broken_off(library: &Library) -> Vec<Unfinished> {
    let left = journal::ours().as_ref().map(|journal| journal.broken_off().value);
    let unfinished = |checkpoint: crate::history::Checkpoint| Unfinished {
        prepared: piece_of(library, &checkpoint.record),
        checkpoint,
    };
    left.unwrap_or_default().into_iter().map(unfinished).collect()
}

// What is meant.

/// The routine of a record, as it is now; `None` where it can't be played any more.
pub fn piece_of(library: &Library, record: &Record) -> Option<PreparedRoutine> {
    if let Some(queue) = &record.queue {
        return PreparedRoutine::of_queue(library, queue.clone()).ok();
    }
    let found = match (&record.path, &record.routine) {
        (Some(path), _) => Found::Path(path.into()),
        (None, id) => Found::Entry(library.get(id.as_ref()?)?.clone()),
    };
    Some(prepared(library, found, &record.title).ok()?.as_recorded(record))
}

/// What somebody means by some words: routines to be played one after another, or one whose name
/// has several words.
fn meant(library: &Library, words: &[String]) -> Result<PreparedRoutine, Failure> {
    let all = words.join(" ");
    let ids_all = words.iter().all(|word| library.get(word).is_some());
    let together = library.find(&all);
    if words.len() == 1 || !ids_all && matches!(together, Found::Entry(_)) {
        return prepared(library, together, &all);
    }
    queued(library, queue(library, words)?)
}

fn prepared(library: &Library, found: Found, word: &str) -> Result<PreparedRoutine, Failure> {
    let entry = found_entry(found, word)?;
    PreparedRoutine::new(library, &entry).map_err(|problems| broken(&entry, &problems))
}

/// Several routines of the library, named by words.
pub(super) fn queue(library: &Library, words: &[String]) -> Result<Queue, Failure> {
    let ids = words.iter().map(|word| routine_id(library, word));
    Ok(Queue::new(ids.collect::<Result<_, _>>()?))
}

/// The id of a routine that is meant by a word, and can be played among others.
pub(super) fn routine_id(library: &Library, word: &str) -> Result<String, Failure> {
    if let Found::Path(_) = library.find(word) {
        return Err(Failure::of(naming::file_in_queue(word)));
    }
    let (entry, ..) = routine(library, word)?;
    Ok(entry.id.clone())
}

/// Routines, ready to be played one after another.
pub(super) fn queued(library: &Library, queue: Queue) -> Result<PreparedRoutine, Failure> {
    PreparedRoutine::of_queue(library, queue).map_err(|found| {
        let why = found.first().map_or("", |finding| &finding.message);
        Failure::of(naming::not_together(why))
    })
}

// What the machine tells.

/// What was on so long before the program began has a moment too.
const BEFORE: Moment = Moment::secs(366 * 24 * 60 * 60);

/// A clock for this speed. The true one begins late enough that a pack which was on before the
/// program began has a moment too.
fn clock(speed: f64) -> Clock {
    if speed == 1.0 { Clock::start_at(BEFORE) } else { Clock::start(speed) }
}

/// What the machine tells a front end once, at the start.
fn environment(library: &Library, clock: Clock) -> Environment {
    Environment {
        started: clock.zero(),
        wall: WallClock(Arc::new(move |moment| clock.time_of_day(moment))),
        back: small_files::kept_back(),
        left: broken_off(library),
        services: Some(services(clock)),
    }
}

/// What records are made of. Where none can be kept, the pause between two packs holds within a
/// session all the same.
fn services(clock: Clock) -> Services {
    let journal = journal::ours().as_ref().ok();
    Services {
        calendar: Arc::new(move |moment| clock.calendar(moment)),
        seen: Arc::new(move |moment| clock.seen(moment)),
        new_id: Arc::new(journal::new_id),
        lately: match journal {
            Some(journal) => Arc::new(recent_history(journal)),
            None => Arc::new(|_| RecentHistory { unread: true, ..RecentHistory::default() }),
        },
        claim: Arc::new(move |id| journal.map_or(Some(true), |journal| journal.claim_in_time(id))),
    }
}

/// What was done lately, whenever it is asked; a disk that hangs is not waited for for long.
fn recent_history(journal: &'static Journal) -> impl Fn(Patience) -> RecentHistory {
    let latest = background::latest(|| lately(journal));
    move |patience| {
        let (history, is_current) = latest(patience);
        RecentHistory { unread: history.unread || !is_current, ..history }
    }
}

fn lately(journal: &Journal) -> RecentHistory {
    let (broken_off, elsewhere) = (journal.broken_off(), journal.played_elsewhere());
    let now = Clock::local();
    let history = journal.lately(now.date());
    let open = broken_off.value.into_iter().chain(elsewhere.value);
    RecentHistory {
        unread: broken_off.cut_short || elsewhere.cut_short || history.cut_short,
        history: history.value,
        open: open.flat_map(|left| left.had(Stamp::of(&now))).collect(),
    }
}
