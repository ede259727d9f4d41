//! Words in, exit status out.

use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use supple::app::book::{Book, Lately, Left};
use supple::app::full::{Full, World};
use supple::app::play::{WallClock, Wishes};
use supple::app::watch::Watch;
use supple::app::{Effect, Exit};
use supple::cli::{self, Command, Heard, OfSettings};
use supple::commands::edit::Ended;
use supple::commands::settings::{Loaded, with_flags};
use supple::commands::{self, Failure};
use supple::editor::server::Server;
use supple::feed::Shown;
use supple::host::clock::Clock;
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
