//! Words in, exit status out.

use std::collections::HashSet;
use std::io::IsTerminal;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use supple::app::book::{Book, Lately, Left};
use supple::app::full::{Full, World};
use supple::app::history::Looking;
use supple::app::play::{Piece, Play, WallClock, Wishes};
use supple::app::stats::Stats;
use supple::app::{Effect, Exit, Front};
use supple::back;
use supple::cli::{self, Command};
use supple::commands::{self, Failure};
use supple::history::figures::{Figures, Known};
use supple::history::report::Report;
use supple::history::{Id, Line, Stamp};
use supple::host::clock::Clock;
use supple::host::journal::Journal;
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
        Command::History(words) => history(&words, width),
        Command::Stats(words) => stats(&words, width),
        Command::Report(words) => report(&words, width),
        Command::Export(words) => export(&words),
        Command::Import(words) => import(&words),
        Command::Forget(words) => forget(&words),
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

/// The journal, or why there is none.
fn journal() -> Result<&'static Journal, Failure> {
    let journal = journal::ours().as_ref();
    journal.map_err(|why| Failure::new(why.clone(), ""))
}

/// What was read of the history; what could not be is told on standard error.
fn told<T>(read: journal::Read<T>) -> T {
    for complaint in &read.complaints {
        let complaint = supple::text::line(complaint);
        paper::complain(&format!("warning: {complaint}\n"));
    }
    read.value
}

/// One sentence for a screen about all that could not be read.
fn trouble(complaints: &[String]) -> Option<String> {
    let first = complaints.first()?;
    Some(match complaints.len() {
        1 => first.clone(),
        count => format!("{count} lines or files can't be read; the first: {first}"),
    })
}

fn theme() -> Theme {
    Theme::new(Depth::from_env(|name| std::env::var(name).ok()))
}

/// Shows a screen that only looks back.
fn look(front: &mut dyn Front) -> Result<ExitCode, Failure> {
    ended(drive::full_screen(front, &Clock::start(1.0)))
}

fn history(words: &cli::History, width: usize) -> Result<ExitCode, Failure> {
    let today = Clock::local().date();
    let journal = journal()?;
    let read = match words.since {
        Some(since) => journal.since(since.day(today)),
        None => journal.history(),
    };
    let library = library();
    let choose = |sessions| commands::history::chosen(sessions, words, &library, today);
    let in_print = words.json || words.csv || words.plain;
    if !in_print && std::io::stdout().is_terminal() {
        let trouble = trouble(&read.complaints);
        let sessions = choose(read.value.sessions)?;
        return look(&mut Looking::new(sessions, trouble, theme()));
    }
    let sessions = choose(told(read).sessions)?;
    print(&match (words.json, words.csv) {
        (true, _) => commands::history::json(&sessions),
        (_, true) => commands::history::csv(&sessions),
        _ => commands::history::table(&sessions, width),
    })
}

fn stats(words: &cli::Stats, width: usize) -> Result<ExitCode, Failure> {
    let today = Clock::local().date();
    let library = library();
    let asked = commands::prescribed(&library);
    let title = |id: &str| commands::title(&library, id);
    let read = journal()?.briefs();
    let figures = Figures::of(
        &read.value,
        Known {
            today,
            since: words.since.map(|since| since.day(today)),
            title: &title,
            asked: &asked,
        },
    );
    if !words.json && !words.plain && std::io::stdout().is_terminal() {
        let trouble = trouble(&read.complaints);
        return look(&mut Stats::new(figures, trouble, theme()));
    }
    told(read);
    print(&match words.json {
        true => commands::stats::json(&figures),
        false => commands::stats::plain(&figures, width),
    })
}

fn report(words: &cli::Report, width: usize) -> Result<ExitCode, Failure> {
    let today = Clock::local().date();
    let two_weeks = cli::Since::Ago(cli::Span::Days(14));
    let since = words.since.unwrap_or(two_weeks).day(today);
    let library = library();
    let asked = commands::prescribed(&library);
    let title = |id: &str| commands::title(&library, id);
    let sessions = told(journal()?.since(since)).sessions;
    let known = Known {
        today,
        since: Some(since),
        title: &title,
        asked: &asked,
    };
    let report = Report::of(&sessions, since, known);
    match &words.html {
        None => print(&commands::report::text(&report, width)),
        Some(path) if path.as_os_str() == "-" => print(&commands::report::html(&report)),
        Some(path) => {
            disk::write(
                path,
                commands::report::html(&report).as_bytes(),
                disk::Over::Replace,
            )
            .map_err(|why| unwritable(path, &why))?;
            print(&format!("Written: {}\n", path.display()))
        }
    }
}

fn unwritable(path: &Path, why: &str) -> Failure {
    Failure::new(format!("can't write `{}`: {why}", path.display()), "")
}

fn export(words: &cli::Export) -> Result<ExitCode, Failure> {
    let text = commands::export::run(told(journal()?.lines()));
    match &words.file {
        Some(path) if path.as_os_str() != "-" => {
            disk::write(path, text.as_bytes(), disk::Over::Refuse)
                .map_err(|why| unwritable(path, &why))?;
            Ok(ExitCode::SUCCESS)
        }
        _ => print(&text),
    }
}

fn import(words: &cli::Import) -> Result<ExitCode, Failure> {
    let path = &words.file;
    let unreadable = |why: String| {
        let what = format!("can't read `{}`: {why}", path.display());
        Failure::new(what, "")
    };
    let bytes = match path.as_os_str() == "-" {
        true => paper::all_of_input().map_err(unreadable)?,
        false => disk::read_all(path).map_err(unreadable)?,
    };
    let journal = journal()?;
    let taken = commands::import::run(&bytes, &told(journal.lines()))?;
    let warn = |words: &str| {
        let words = supple::text::line(words);
        paper::complain(&format!("warning: {words}\n"));
    };
    taken.complaints.iter().for_each(|words| warn(words));
    let said = journal.append_all(&taken.new);
    said.map_err(|why| Failure::new(why, "import it again: nothing is taken twice"))?
        .iter()
        .for_each(|words| warn(words));
    let gone: HashSet<Id> = taken.forgotten().collect();
    if !gone.is_empty() {
        let done = journal.rewrite_without(&gone);
        done.map_err(|why| Failure::new(why, ""))?;
    }
    print(&taken.told)
}

fn forget(words: &cli::Forget) -> Result<ExitCode, Failure> {
    let journal = journal()?;
    let meant = commands::forget::meant(&told(journal.history()), words)?;
    if !words.yes {
        if !std::io::stdin().is_terminal() {
            let what = format!("{}: nobody is there to be asked", meant.question);
            return Err(Failure::new(what, "--yes says yes beforehand"));
        }
        let question = format!("{}, for good, on every machine? [y/N] ", meant.question);
        print(&question)?;
        if !commands::forget::is_yes(&paper::answer()) {
            return print("Nothing is forgotten.\n");
        }
    }
    let now = Stamp::of(&Clock::local());
    let lines = commands::forget::tombstones(&meant, now);
    let lines: Vec<(Line, _)> = lines.into_iter().map(|line| (line, now.date())).collect();
    let failed = |why: String| Failure::new(why, "");
    for words in journal.append_all(&lines).map_err(failed)? {
        paper::complain(&format!("warning: {}\n", supple::text::line(&words)));
    }
    journal
        .rewrite_without(&meant.ids.iter().copied().collect())
        .map_err(failed)?;
    print(&match meant.ids.len() {
        1 => "Forgotten.\n".to_owned(),
        count => format!("All {count} sessions are forgotten.\n"),
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
