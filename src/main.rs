//! Words in, exit status out.

use std::io::IsTerminal;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use supple::app::book::{Book, Lately, Left};
use supple::app::full::{Full, World};
use supple::app::play::{Piece, Play, WallClock, Wishes};
use supple::app::{Effect, Exit};
use supple::back;
use supple::cli::{self, Command};
use supple::commands::{self, Failure};
use supple::host::clock::Clock;
use supple::host::{disk, drive, journal, keep, keeper, paper, places, terminal};
use supple::library::Library;
use supple::plain::Plain;
use supple::seconds::Moment;
use supple::view::{Depth, Theme};

/// The exit status after an error; clap has its own, 2, for words that it does not understand.
const ERROR: u8 = 1;

fn main() -> ExitCode {
    let command = match cli::read(std::env::args_os()) {
        Ok(command) => command,
        Err(answer) => {
            // Help and version are printed on standard output, mistakes on standard error. If
            // nobody reads them, the status still tells.
            let _ = answer.print();
            return ExitCode::from(u8::try_from(answer.exit_code()).unwrap_or(ERROR));
        }
    };
    match run(command) {
        Ok(status) => status,
        Err(failure) => {
            paper::complain(&failure.to_string());
            ExitCode::from(ERROR)
        }
    }
}

fn run(command: Command) -> Result<ExitCode, Failure> {
    let read = |path: &Path| disk::read(path);
    let width = paper::columns();
    match command {
        Command::Plan(words) => print(&commands::plan::run(&library(), &words, width, &read)?),
        Command::List(words) => print(&commands::list::run(&library(), words, width)),
        Command::Show(words) => print(&commands::show::run(&library(), &words, width, &read)?),
        Command::Check(words) => {
            let folder = |path: &Path| path.is_dir().then(|| disk::routines(path));
            let checked = commands::check::run(&library(), &words, &read, &folder)?;
            let status = print(&checked.text)?;
            Ok(if checked.good {
                status
            } else {
                ExitCode::from(ERROR)
            })
        }
        Command::Completions { shell } => print(&commands::words::completions(shell)),
        Command::Man => print(&commands::words::man()),
        Command::Play(words) => {
            let library = Arc::new(library());
            let (mut piece, wishes) = commands::play::prepare(&library, &words, &read)?;
            // Whoever takes it up again may stand in another folder.
            piece.path = piece.path.map(|path| disk::absolute(&path));
            match words.plain || !std::io::stdout().is_terminal() || terminal::is_dumb() {
                true => play_in_lines(&library, piece, wishes),
                false => play_on_screen(library, wishes, |library, wishes, world, now| {
                    Ok(Full::one(library, wishes, world, piece, now))
                }),
            }
        }
        Command::Resume(words) => resume(&words),
        Command::Pick => play_on_screen(
            Arc::new(library()),
            Wishes::default(),
            |library, wishes, world, _| Ok(Full::list(library, wishes, world)),
        ),
    }
}

/// A clock for these wishes. At true speed it begins late enough that a pack which was on before
/// the program began has a moment too.
fn clock(wishes: &Wishes) -> Clock {
    match wishes.speed == 1.0 {
        true => Clock::start_at(Moment::secs(60 * 60)),
        false => Clock::start(wishes.speed),
    }
}

fn world(library: &Library, clock: Clock) -> World {
    let book = book(clock);
    World {
        started: clock.zero(),
        wall: wall(clock),
        theme: Theme::new(Depth::from_env(|name| std::env::var(name).ok())),
        back: keep::kept_back(),
        left: match &book {
            Some(_) => broken_off(library),
            None => Vec::new(),
        },
        book,
        asked: keep::kept_asked(),
    }
}

fn play_on_screen(
    library: Arc<Library>,
    wishes: Wishes,
    front: impl FnOnce(Arc<Library>, Wishes, World, Moment) -> Result<Full, Failure>,
) -> Result<ExitCode, Failure> {
    let clock = clock(&wishes);
    let world = world(&library, clock);
    let mut front = front(library, wishes, world, clock.now())?;
    ended(drive::full_screen(&mut front, &clock))
}

fn play_in_lines(library: &Library, piece: Piece, wishes: Wishes) -> Result<ExitCode, Failure> {
    let clock = clock(&wishes);
    let now = clock.now();
    let mut play = Play::new(piece, &wishes, wall(clock), now);
    let stage = keep::kept_back().map_or(back::UNASKED, |back| back.stage(Clock::wall()));
    play.gate = play.piece.routine.stage > stage && !wishes.hands_free;
    let book = book(clock);
    if let Some(book) = book.clone() {
        play.keep_book(book, keep::kept_asked(), now);
    }
    let mut plain = Plain::new(play);
    if let Some(book) = book.filter(|_| wishes.speed == 1.0)
        && let Some(left) = broken_off(library).last()
    {
        let words = left.words(&book, now);
        plain.say_first(format!("{words} `supple resume` sees to it."));
    }
    let mut out = std::io::stdout().lock();
    ended(drive::plain(&mut plain, &clock, &mut out))
}

/// Takes up the last session that was broken off, or sees to it in another way.
fn resume(words: &cli::Resume) -> Result<ExitCode, Failure> {
    let library = Arc::new(library());
    let wishes = Wishes::default();
    let clock = clock(&wishes);
    let now = clock.now();
    let journal = journal::ours().as_ref();
    let journal = journal.map_err(|why| Failure::new(why.clone(), ""))?;
    let found = journal.broken_off();
    for complaint in &found.complaints {
        paper::complain(&format!("warning: {}\n", supple::text::line(complaint)));
    }
    let (Some(left), Some(book)) = (broken_off(&library).pop(), book(clock)) else {
        return Err(Failure::new("nothing was broken off", ""));
    };
    let told = left.words(&book, now);
    let goes_on = left.goes_on(&book, now);
    if words.keep || words.discard || !goes_on {
        let mut keeper = keeper::Keeper::for_one();
        let (said, kept) = match left.settle(!words.discard, &book, now) {
            Effect::Record(record) => ("It is recorded as far as it came.", keeper.record(*record)),
            Effect::Discard(id) => ("It is discarded.", keeper.discard(id)),
            _ => ("", Ok(())),
        };
        kept.map_err(|why| Failure::new(why, ""))?;
        return print(&format!("{told}\n{said}\n"));
    }
    if words.plain || !std::io::stdout().is_terminal() {
        let (play, events) = left
            .take_up(&wishes, wall(clock), &book, now)
            .map_err(|why| Failure::new(why, ""))?;
        let mut plain = Plain::taken_up(play, events);
        let mut out = std::io::stdout().lock();
        return ended(drive::plain(&mut plain, &clock, &mut out));
    }
    play_on_screen(library, wishes, |library, wishes, world, now| {
        Full::taking_up(library, wishes, world, now).map_err(|why| Failure::new(why, ""))
    })
}

/// What records are made of; `None` where none can be kept.
fn book(clock: Clock) -> Option<Book> {
    let journal = journal::ours().as_ref().ok()?;
    Some(Book {
        calendar: Arc::new(move |moment| clock.calendar(moment)),
        seen: Arc::new(move |moment| clock.seen(moment)),
        new_id: Arc::new(journal::new_id),
        lately: Arc::new(|| Lately {
            history: journal.lately(Clock::local().date()).value,
            open: journal
                .broken_off()
                .value
                .into_iter()
                .flat_map(|left| left.record.applications)
                .collect(),
        }),
        claim: Arc::new(|id| journal.claim(id).unwrap_or(true)),
    })
}

/// The sessions that were broken off, with their routines.
fn broken_off(library: &Library) -> Vec<Left> {
    let Ok(journal) = journal::ours() else {
        return Vec::new();
    };
    let read = |path: &Path| disk::read(path);
    let left = journal.broken_off().value.into_iter();
    left.map(|checkpoint| Left {
        piece: commands::play::piece_of(library, &checkpoint.record, &read),
        checkpoint,
    })
    .collect()
}

/// Tells the time of day of a moment.
fn wall(clock: Clock) -> WallClock {
    Arc::new(move |moment| clock.time_of_day(moment))
}

fn ended(played: Result<Exit, String>) -> Result<ExitCode, Failure> {
    match played {
        Ok(exit) => Ok(ExitCode::from(exit.status)),
        Err(why) => Err(Failure::new(why, "")),
    }
}

fn print(text: &str) -> Result<ExitCode, Failure> {
    match paper::print(text) {
        Ok(()) => Ok(ExitCode::SUCCESS),
        Err(error) => Err(Failure::new(format!("can't write the answer: {error}"), "")),
    }
}

/// The built-in routines and the person's own. A folder that can't be read is told about, and
/// the built-in ones are there all the same.
fn library() -> Library {
    let Some(places) = places::places() else {
        return Library::new(None, Vec::new());
    };
    let own = disk::routines(&places.routines).unwrap_or_else(|why| {
        let folder = places.routines.display();
        let warning = format!("your own routines in `{folder}` can't be read: {why}");
        paper::complain(&format!("warning: {}\n", supple::text::line(&warning)));
        Vec::new()
    });
    Library::new(Some(places.routines), own)
}
