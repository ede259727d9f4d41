//! Commands that play: they join a front end to the machine. What is played, and how, is decided
//! elsewhere; here it is only put together.

use super::{library, settings};
use crate::app::full::App;
use crate::app::player::{Environment, Player};
use crate::app::prepared::{PlayOptions, WallClock};
use crate::app::recorder::{Patience, RecentHistory, Services};
use crate::app::unfinished::{KEPT_ALL_THE_SAME, Unfinished};
use crate::app::watch::Watch;
use crate::app::{Effect, Exit};
use crate::cli::{self, SoundArgs};
use crate::commands::edit::EditOutcome;
use crate::commands::{self, ERROR, Failure, print};
use crate::history::{Stamp, record};
use crate::host::clock::Clock;
use crate::host::journal::Journal;
use crate::host::remote::RemoteOptions;
use crate::host::remote::event_writer::Outlet;
use crate::host::{background, disk, event_loop, journal, places, small_files, stdio, terminal};
use crate::library::Library;
use crate::plain::Plain;
use crate::problem::Look;
use crate::seconds::Moment;
use crate::view::{Depth, Theme};
use std::io::{IsTerminal, Write};
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

/// Where the words go while events have standard output: to standard error; where that leads away
/// from somebody who types, to their terminal, so that no question is hidden from them.
fn beside_events() -> Result<Box<dyn Write + Send>, Failure> {
    if std::io::stderr().is_terminal() || !std::io::stdin().is_terminal() {
        return Ok(Box::new(std::io::stderr()));
    }
    match stdio::terminal() {
        Ok(terminal) => Ok(Box::new(terminal)),
        Err(why) => Err(Failure::new(
            format!("there is no terminal to ask on: {why}"),
            "leave standard error alone, or write the events to a file: `--events FILE`",
        )),
    }
}

pub(super) fn open_events(path: &Path) -> Result<Outlet, Failure> {
    Outlet::open(path).map_err(|why| {
        let path = path.display();
        Failure::new(format!("can't write events to `{path}`: {why}"), "")
    })
}

/// What holds where the command says nothing else.
fn usual() -> PlayOptions {
    let settings = settings(&SoundArgs::default());
    PlayOptions { hooks: settings.hooks.clone(), settings, ..PlayOptions::default() }
}

/// Plays on the whole screen, or in lines where that is wanted or the only way. `put_on` puts
/// before the person what they asked for.
fn play_with(
    options: PlayOptions,
    (in_lines, events): (bool, Option<Outlet>),
    library: Arc<Library>,
    put_on: impl FnOnce(Player, Moment) -> Result<Player, Failure>,
) -> Result<ExitCode, Failure> {
    // Standard output has room for one of the two.
    let out: Option<Box<dyn Write + Send>> = match events {
        Some(Outlet::Stdout) => Some(beside_events()?),
        _ if in_lines || !std::io::stdout().is_terminal() || terminal::is_dumb() => {
            Some(Box::new(std::io::stdout()))
        }
        _ => None,
    };
    let wanted = RemoteOptions {
        events,
        hooks: options.hooks.clone(),
        run: places::places().map(|places| places.run),
    };
    let clock = clock(&options);
    let settings = options.settings.clone();
    let environment = environment(&library, clock);
    let now = clock.now();
    let player = put_on(Player::new(library, options, environment), now)?;
    ended(match out {
        None => event_loop::full_screen(&mut App::new(player, now), &clock, &settings, wanted),
        Some(out) => {
            let mut front = Plain::new(player, now);
            if !std::io::stdout().is_terminal() {
                front = front.without_bell();
            }
            event_loop::plain(&mut front, &clock, out, &settings, wanted)
        }
    })
}

pub(super) fn pick(in_lines: bool) -> Result<ExitCode, Failure> {
    let library = Arc::new(library());
    play_with(usual(), (in_lines, None), library, |player, _| Ok(player))
}

pub(super) fn play(words: &cli::PlayArgs) -> Result<ExitCode, Failure> {
    let library = Arc::new(library());
    let settings = settings(&words.heard);
    if let Some(time) = words.minutes {
        let options = commands::play::options(words, settings);
        let events = words.events.as_deref().map(open_events).transpose()?;
        return play_with(options, (words.plain, events), library, |player, now| {
            let set = player.with_set(time, &words.routines.join(" "), now);
            set.map_err(|why| Failure::new(why, ""))
        });
    }
    let (mut prepared, options) = commands::play::prepare(&library, words, settings)?;
    // Whoever takes it up again may stand in another folder.
    prepared.path = prepared.path.map(|path| disk::absolute(&path));
    let events = words.events.as_deref().map(open_events).transpose()?;
    play_with(options, (words.plain, events), library, |player, now| Ok(player.with(prepared, now)))
}

/// What was on so long before the program began has a moment too.
const BEFORE: Moment = Moment::secs(366 * 24 * 60 * 60);

/// A clock for these wishes. At true speed it begins late enough that a pack which was on before
/// the program began has a moment too.
pub(super) fn clock(options: &PlayOptions) -> Clock {
    match options.speed == 1.0 {
        true => Clock::start_at(BEFORE),
        false => Clock::start(options.speed),
    }
}

/// Takes up the last session that was broken off, or sees to it in another way.
pub(super) fn resume(words: &cli::ResumeArgs) -> Result<ExitCode, Failure> {
    let library = Arc::new(library());
    let journal = journal::ours().as_ref();
    let journal = journal.map_err(|why| Failure::new(why.clone(), ""))?;
    let complaints = journal.broken_off().complaints;
    complaints.iter().for_each(|words| stdio::warn(words));
    let options = usual();
    let clock = clock(&options);
    let now = clock.now();
    let mut all = broken_off(&library);
    let Some(left) = all.pop() else {
        return Err(Failure::new(crate::words::past::NOTHING_BROKEN_OFF, ""));
    };
    let services = services(clock);
    let settles = words.keep || words.discard || !left.goes_on(&services, now);
    // Whatever becomes of the session: a pack that was on comes off first.
    let only_pack = settles && left.has_pack();
    if settles && !only_pack {
        let told = left.words(&services, now);
        let stopped = left.checkpoint.record.ended == record::Ended::Stopped;
        let settled = left.settle(!words.discard, &services, now);
        let (said, kept) = match settled.map_err(|why| Failure::new(why, ""))? {
            Effect::Record(record, _) if stopped => {
                ("It stays recorded as it was stopped.", journal.record(*record).map(drop))
            }
            Effect::Discard(id) if stopped => (
                "It stays recorded as it was stopped; `supple forget` takes it out.",
                journal.clear(id),
            ),
            Effect::Record(record, _) => {
                let said = match words.discard {
                    true => KEPT_ALL_THE_SAME,
                    false => crate::words::past::RECORDED_AS_FAR_AS_IT_CAME,
                };
                (said, journal.record(*record).map(drop))
            }
            Effect::Discard(id) => ("It is discarded.", journal.clear(id)),
            _ => ("", Ok(())),
        };
        kept.map_err(|why| Failure::new(why, ""))?;
        let more = match all.len() {
            0 => String::new(),
            1 => "One more was broken off: `supple resume` again sees to it.\n".to_owned(),
            count => format!("{count} more were broken off: `supple resume` sees to the next.\n"),
        };
        return print(&format!("{told}\n{said}\n{more}"));
    }
    play_with(options, (words.plain, None), library, |player, now| {
        let resuming = player.resuming(only_pack, now);
        resuming.map_err(|why| Failure::new(why, ""))
    })
}

pub(super) fn watch(words: &cli::WatchArgs) -> Result<ExitCode, Failure> {
    let library = Arc::new(library());
    let file = commands::edit::watched(&library, words)?;
    if terminal::refusal().is_some() {
        let help = format!("`supple check {}` needs none", words.file);
        return Err(Failure::new("watching a file needs a terminal", help));
    }
    let clock = Clock::start(1.0);
    let settings = settings(&SoundArgs::default());
    let environment = environment(&library, clock);
    let mut front = Watch::new(library, environment, &file);
    ended(event_loop::watching(&mut front, &clock, &settings, &file))
}

pub(super) fn edit(words: &cli::EditArgs) -> Result<ExitCode, Failure> {
    let plain = !stdio::can_ask() || Theme::from_env(stdio::variable).depth == Depth::None;
    let look = if plain { Look::Plain } else { Look::Styled };
    let ended = commands::edit::run(words, &library, look)?;
    match ended {
        EditOutcome::Play(routine) => play(&cli::PlayArgs::of(routine)),
        EditOutcome::Stopped { good: true } => Ok(ExitCode::SUCCESS),
        EditOutcome::Stopped { good: false } => Ok(ExitCode::from(ERROR)),
    }
}

/// What the machine tells a front end once, at the start.
pub(super) fn environment(library: &Library, clock: Clock) -> Environment {
    Environment {
        started: clock.zero(),
        wall: wall(clock),
        back: small_files::kept_back(),
        left: broken_off(library),
        services: Some(services(clock)),
    }
}

/// What records are made of; `None` where none can be kept.
///
/// Without a journal the pause between two packs holds within a session all the same.
pub(super) fn services(clock: Clock) -> Services {
    let journal = journal::ours().as_ref().ok();
    Services {
        calendar: Arc::new(move |moment| clock.calendar(moment)),
        seen: Arc::new(move |moment| clock.seen(moment)),
        new_id: Arc::new(journal::new_id),
        lately: match journal {
            Some(journal) => Arc::new(recent_history(journal)),
            None => Arc::new(|_| RecentHistory { unread: true, ..RecentHistory::default() }),
        },
        claim: Arc::new(move |id| match journal {
            Some(journal) => background::claim(journal, id),
            None => Some(true),
        }),
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
    let history = journal.lately(Clock::local().date());
    let open = broken_off.value.into_iter().chain(elsewhere.value);
    RecentHistory {
        unread: broken_off.cut_short || elsewhere.cut_short || history.cut_short,
        history: history.value,
        open: open.flat_map(|left| left.had(Stamp::of(&Clock::local()))).collect(),
    }
}

/// The sessions that were broken off, with their routines.
pub(super) fn broken_off(library: &Library) -> Vec<Unfinished> {
    let Ok(journal) = journal::ours() else {
        return Vec::new();
    };
    let left = journal.broken_off().value.into_iter();
    left.map(|checkpoint| Unfinished {
        prepared: commands::play::piece_of(library, &checkpoint.record),
        checkpoint,
    })
    .collect()
}

/// What there is to say of a pack that nobody has taken off.
pub(super) fn forgotten_pack(library: &Library) -> Option<String> {
    let clock = Clock::start_at(BEFORE);
    let left = broken_off(library).into_iter().rfind(Unfinished::has_pack)?;
    left.words_before_off(&services(clock), clock.now())
}

/// Tells the time of day of a moment.
pub(super) fn wall(clock: Clock) -> WallClock {
    Arc::new(move |moment| clock.time_of_day(moment))
}

pub(super) fn ended(played: Result<Exit, String>) -> Result<ExitCode, Failure> {
    match played {
        Ok(exit) => Ok(ExitCode::from(exit.status)),
        Err(why) => Err(Failure::new(why, "")),
    }
}
