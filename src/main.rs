//! Words in, exit status out.

use std::collections::HashSet;
use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use supple::app::book::{Book, Lately, Left};
use supple::app::full::{Full, World};
use supple::app::history::Looking;
use supple::app::play::{WallClock, Wishes};
use supple::app::stats::Stats;
use supple::app::watch::Watch;
use supple::app::{Effect, Exit, Front};
use supple::cli::{self, Command, Heard, OfSettings};
use supple::commands::edit::Ended;
use supple::commands::settings::{Loaded, with_flags};
use supple::commands::{self, Failure};
use supple::editor::server::Server;
use supple::feed::Shown;
use supple::history::figures::{Figures, Known};
use supple::history::report::Report;
use supple::history::{Id, Line, Stamp};
use supple::host::clock::Clock;
use supple::host::journal::Journal;
use supple::host::language_server::{self, End};
use supple::host::neighbours::feed::Outlet;
use supple::host::neighbours::{Wanted, door, status};
use supple::host::{disk, drive, editor, journal, keep, keeper, paper, places, terminal};
use supple::library::Library;
use supple::plain::Plain;
use supple::problem::Look;
use supple::seconds::Moment;
use supple::settings::Settings;
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
            let checked = commands::check::run(&library(), &words, &read, &folder, paper::look())?;
            let status = print(&checked.text)?;
            Ok(if checked.good {
                status
            } else {
                ExitCode::from(ERROR)
            })
        }
        Command::Explain(words) => print(&commands::explain::run(&words, width)?),
        Command::Fmt(words) => {
            let read = |path: &Path| match path == Path::new("-") {
                true => disk::read_input(),
                false => disk::read(path),
            };
            let done = commands::fmt::run(&library(), &words, &read, &keep::rewrite);
            let status = print(&done.text)?;
            paper::complain(&done.complaints);
            Ok(if done.good {
                status
            } else {
                ExitCode::from(ERROR)
            })
        }
        Command::New(words) => {
            let mut ask = editor::ask;
            let ask: Option<commands::new::Ask<'_>> = match editor::can_ask() {
                true => Some(&mut ask),
                false => None,
            };
            let told = commands::new::run(&library(), &words, &read, ask, &keep::create)?;
            print(&told)
        }
        Command::Edit(words) => edit(&words),
        Command::Watch(words) => watch(&words),
        Command::LanguageServer => speak_with_an_editor(),
        Command::Completions { shell } => print(&commands::words::completions(shell)),
        Command::Man => print(&commands::words::man()),
        Command::Play(words) => play(&words),
        Command::Resume(words) => resume(&words),
        Command::Pick { plain } => {
            let library = Arc::new(library());
            let settings = settings(&Heard::default());
            let wishes = Wishes {
                hooks: settings.hooks.clone(),
                settings,
                ..Wishes::default()
            };
            let wanted = wanted(&wishes, None);
            match plain || in_lines() {
                true => {
                    let front = |library, wishes, world, _| Ok(Plain::list(library, wishes, world));
                    in_lines_of(wishes, wanted, Box::new(std::io::stdout()), library, front)
                }
                false => play_on_screen(wishes, wanted, library, |library, wishes, world, _| {
                    Ok(Full::list(library, wishes, world))
                }),
            }
        }
        Command::History(words) => history(&words, width),
        Command::Stats(words) => stats(&words, width),
        Command::Report(words) => report(&words, width),
        Command::Export(words) => export(&words),
        Command::Import(words) => import(&words),
        Command::Forget(words) => forget(&words),
        Command::Settings(words) => match words.what {
            Some(OfSettings::Show(flags)) => show_settings(&flags),
            None => create_settings(),
        },
        Command::Status(words) => print(&commands::status::run(&sessions(), &words)),
        Command::Answer(words) => {
            let run = places::places().map(|places| places.run);
            let ask = |shown: &Shown, wish: &str| match &run {
                Some(run) => door::ask(run, shown, wish),
                None => Err("there is no home directory".into()),
            };
            print(&commands::answer::run(&sessions(), &words.words, &ask)?)
        }
    }
}

/// Whether there is no screen to fill.
fn in_lines() -> bool {
    !std::io::stdout().is_terminal() || terminal::is_dumb()
}

/// What runs now, the newest first.
fn sessions() -> Vec<Shown> {
    places::places().map_or_else(Vec::new, |places| status::read(&places.run))
}

fn open_events(path: &Path) -> Result<Outlet, Failure> {
    Outlet::open(path).map_err(|why| {
        let path = path.display();
        Failure::new(format!("can't write events to `{path}`: {why}"), "")
    })
}

/// Who is told of what is played.
fn wanted(wishes: &Wishes, events: Option<Outlet>) -> Wanted {
    Wanted {
        events,
        hooks: wishes.hooks.clone(),
        run: places::places().map(|places| places.run),
    }
}

fn play(words: &cli::Play) -> Result<ExitCode, Failure> {
    let library = Arc::new(library());
    let read = |path: &Path| disk::read(path);
    let settings = settings(&words.heard);
    let (mut piece, wishes) = commands::play::prepare(&library, words, &read, settings)?;
    // Whoever takes it up again may stand in another folder.
    piece.path = piece.path.map(|path| disk::absolute(&path));
    let opened = words.events.as_deref().map(open_events).transpose()?;
    // Standard output has room for one of the two.
    let to_stdout = matches!(opened, Some(Outlet::Stdout));
    let wanted = wanted(&wishes, opened);
    let words_out: Box<dyn Write> = match to_stdout {
        true => Box::new(std::io::stderr()),
        false => Box::new(std::io::stdout()),
    };
    match words.plain || to_stdout || in_lines() {
        true => {
            let front =
                |library, wishes, world, now| Ok(Plain::one(library, wishes, world, piece, now));
            in_lines_of(wishes, wanted, words_out, library, front)
        }
        false => play_on_screen(wishes, wanted, library, |library, wishes, world, now| {
            Ok(Full::one(library, wishes, world, piece, now))
        }),
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

/// Takes up the last session that was broken off, or sees to it in another way.
fn resume(words: &cli::Resume) -> Result<ExitCode, Failure> {
    let library = Arc::new(library());
    let journal = journal::ours().as_ref();
    let journal = journal.map_err(|why| Failure::new(why.clone(), ""))?;
    for complaint in journal.broken_off().complaints {
        paper::complain(&format!("warning: {}\n", supple::text::line(&complaint)));
    }
    let settings = settings(&Heard::default());
    let wishes = Wishes {
        hooks: settings.hooks.clone(),
        settings,
        ..Wishes::default()
    };
    let clock = clock(&wishes);
    let now = clock.now();
    let (Some(left), Some(book)) = (broken_off(&library).pop(), book(clock)) else {
        return Err(Failure::new("nothing was broken off", ""));
    };
    if words.keep || words.discard || !left.goes_on(&book, now) {
        let told = left.words(&book, now);
        let mut keeper = keeper::Keeper::for_one();
        let (said, kept) = match left.settle(!words.discard, &book, now) {
            Effect::Record(record) => ("It is recorded as far as it came.", keeper.record(*record)),
            Effect::Discard(id) => ("It is discarded.", keeper.discard(id)),
            _ => ("", Ok(())),
        };
        kept.map_err(|why| Failure::new(why, ""))?;
        return print(&format!("{told}\n{said}\n"));
    }
    let wanted = wanted(&wishes, None);
    let refused = |why| Failure::new(why, "");
    match words.plain || in_lines() {
        true => {
            let front = |library, wishes, world, now| {
                Plain::taking_up(library, wishes, world, now).map_err(refused)
            };
            in_lines_of(wishes, wanted, Box::new(std::io::stdout()), library, front)
        }
        false => play_on_screen(wishes, wanted, library, |library, wishes, world, now| {
            Full::taking_up(library, wishes, world, now).map_err(refused)
        }),
    }
}

fn watch(words: &cli::Watch) -> Result<ExitCode, Failure> {
    let library = Arc::new(library());
    let file = commands::watch::file(&library, words, &|path| disk::read(path))?;
    if terminal::refusal().is_some() {
        let help = format!("`supple check {}` needs none", words.file);
        return Err(Failure::new("watching a file needs a terminal", help));
    }
    let clock = Clock::start(1.0);
    let settings = settings(&Heard::default());
    let world = world(&library, clock);
    let mut front = Watch::new(library, world, &file);
    ended(drive::watching(&mut front, &clock, &settings, &file))
}

fn edit(words: &cli::Edit) -> Result<ExitCode, Failure> {
    let depth = Depth::from_env(editor::variable);
    let ended = commands::edit::run(
        words,
        &commands::edit::Hands {
            library: &library,
            read: &|path| disk::read(path),
            create: &keep::create,
            take_back: &keep::take_back,
            variable: &editor::variable,
            exists: &editor::exists,
            start: &editor::run,
            say: &paper::complain,
            ask: editor::can_ask().then_some(&editor::ask),
            look: match editor::can_ask() && depth != Depth::None {
                true => Look::Styled,
                false => Look::Plain,
            },
        },
    )?;
    match ended {
        Ended::Play(routine) => play(&cli::Play::of(routine)),
        Ended::Stopped { good: true } => Ok(ExitCode::SUCCESS),
        Ended::Stopped { good: false } => Ok(ExitCode::from(ERROR)),
    }
}

fn play_on_screen(
    wishes: Wishes,
    wanted: Wanted,
    library: Arc<Library>,
    front: impl FnOnce(Arc<Library>, Wishes, World, Moment) -> Result<Full, Failure>,
) -> Result<ExitCode, Failure> {
    let clock = clock(&wishes);
    let settings = wishes.settings.clone();
    let world = world(&library, clock);
    let mut front = front(library, wishes, world, clock.now())?;
    ended(drive::full_screen(&mut front, &clock, &settings, wanted))
}

fn in_lines_of(
    wishes: Wishes,
    wanted: Wanted,
    mut out: Box<dyn Write>,
    library: Arc<Library>,
    front: impl FnOnce(Arc<Library>, Wishes, World, Moment) -> Result<Plain, Failure>,
) -> Result<ExitCode, Failure> {
    let clock = clock(&wishes);
    let settings = wishes.settings.clone();
    let world = world(&library, clock);
    let mut front = front(library, wishes, world, clock.now())?;
    ended(drive::plain(
        &mut front, &clock, &mut out, &settings, wanted,
    ))
}

/// What was read of the settings file, and where that is. What can't be read at all is told, and
/// the defaults hold.
fn load_settings() -> (Loaded, Option<PathBuf>, bool) {
    let Some(path) = keep::settings_path() else {
        return (Loaded::default(), None, false);
    };
    let text = keep::settings_text(&path).unwrap_or_else(|why| {
        let file = path.display();
        let warning = format!("your settings in `{file}` can't be read: {why}");
        paper::complain(&format!("warning: {}\n", supple::text::line(&warning)));
        None
    });
    let exists = text.is_some();
    (Loaded::new(text), Some(path), exists)
}

/// What holds for playing. Mistakes in the file are told, and cost nobody their session.
fn settings(flags: &Heard) -> Settings {
    let (loaded, path, _) = load_settings();
    if let Some(path) = path.filter(|_| !loaded.problems.is_empty()) {
        paper::complain(&loaded.complaint(&path));
    }
    with_flags(loaded.effective, flags).settings
}

fn show_settings(flags: &Heard) -> Result<ExitCode, Failure> {
    let (loaded, path, exists) = load_settings();
    let effective = with_flags(loaded.effective.clone(), flags);
    let status = print(&commands::settings::show(
        &effective,
        path.as_deref(),
        exists,
    ))?;
    match path.filter(|_| !loaded.problems.is_empty()) {
        Some(path) => {
            paper::complain(&loaded.complaint(&path));
            Ok(ExitCode::from(ERROR))
        }
        None => Ok(status),
    }
}

fn create_settings() -> Result<ExitCode, Failure> {
    let refused = |why: String| commands::settings::refused(&why);
    let path = keep::settings_path().ok_or_else(|| refused("there is no home directory".into()))?;
    let fresh = keep::settings_text(&path).map_err(refused)?.is_none();
    if fresh {
        let template = supple::settings::template();
        keep::replace(&path, template.as_bytes()).map_err(|error| refused(error.to_string()))?;
    }
    print(&commands::settings::created(&path, fresh))
}

/// What the machine tells a front end once, at the start.
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
    let (clock, settings) = (Clock::start(1.0), settings(&Heard::default()));
    ended(drive::full_screen(
        front,
        &clock,
        &settings,
        Wanted::default(),
    ))
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

fn speak_with_an_editor() -> Result<ExitCode, Failure> {
    if std::io::stdin().is_terminal() {
        return Err(Failure::new(
            "an editor starts `supple language-server` and speaks with it; here is a terminal",
            "`supple check FILE` tells a person what is wrong with a routine",
        ));
    }
    let mut server = Server::new(Box::new(library));
    let (stdin, stdout) = (std::io::stdin().lock(), std::io::stdout().lock());
    let complain = |why: &str| paper::complain(&format!("warning: {}\n", supple::text::line(why)));
    let end = language_server::converse(stdin, stdout, complain, |message| {
        let answers = server.handle(message);
        (!server.is_over()).then_some(answers)
    });
    match end {
        Err(why) => Err(Failure::new(why, "")),
        Ok(_) if server.is_shut_down() => Ok(ExitCode::SUCCESS),
        Ok(End::Done) => Err(Failure::new("the editor said `exit` before `shutdown`", "")),
        Ok(End::HangUp) => Err(Failure::new("the editor has gone without `shutdown`", "")),
    }
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
