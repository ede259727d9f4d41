//! `supple edit`: opens a routine in the person's editor, and asks what to do when they leave it.
//! And what an editor starts: `supple language-server`.
//!
//! Which file, which command, which line: those are decided here.

use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::{Failure, entry, library, play, problems_told, shown, status, unwritable};
use crate::cli::PlayArgs;
use crate::editor::server::Server;
use crate::host::language_server::{self, End};
use crate::host::{disk, processes, small_files, stdio};
use crate::library::{Entry, File, Found, Library, Origin};
use crate::problem::{Look, Severity, position};
use crate::routine::vocabulary::is_id;
use crate::view::{Depth, Theme};
use crate::words::{naming, writing};

/// Opens the editor, checks when it is left, and asks what to do next, until that is to stop or
/// to play.
///
/// # Errors
/// If there is no such routine or no editor.
pub fn run(word: &str) -> Result<ExitCode, Failure> {
    let editor = editor(stdio::variable, processes::is_there)?;
    let opened = open(&library(), word)?;
    let path = &opened.path;
    let take_back = || {
        let copied = opened.copied.as_ref();
        copied.is_some_and(|entry| small_files::take_back(path, entry.text().as_bytes()))
    };
    // A file that is broken already is opened where it is.
    let mut line = Looked::at(path).line;
    loop {
        let ran = stdio::run_editor(&command(&editor, path, line)).map_err(|why| {
            take_back();
            Failure::of(writing::no_such_editor(&editor[0], why))
        })?;
        if !ran {
            stdio::complain(&(writing::editor_failed(&editor[0]) + "\n"));
        }
        let looked = Looked::at(path);
        stdio::complain(&looked.told);
        if looked.good {
            stdio::complain(&(writing::playable(shown(path)) + "\n"));
        }
        line = looked.line;
        match looked.ask() {
            AfterEditing::Edit => {}
            AfterEditing::Play => return play::run(&PlayArgs::of(opened.word)),
            AfterEditing::Stop => {
                if take_back() {
                    stdio::complain(&format!("{}\n", writing::UNCHANGED));
                }
                return Ok(status(looked.good && ran));
            }
        }
    }
}

/// The file that is to be opened.
struct OpenedInEditor {
    path: PathBuf,
    /// What `supple play` calls it.
    word: String,
    /// The built-in routine that was copied to make it. Left as it is, it is taken away again.
    copied: Option<std::sync::Arc<Entry>>,
}

/// The file of a routine, broken or not. A built-in routine is copied into the person's own
/// folder, where it stands in the place of the built-in one.
fn open(library: &Library, word: &str) -> Result<OpenedInEditor, Failure> {
    let entry = entry(library, word).map_err(|mut failure| {
        if is_id(word) && matches!(library.find(word), Found::NotFound { .. }) {
            failure.help = naming::begins_one(failure.help, word);
        }
        failure
    })?;
    let id = entry.id.clone();
    if let Some(path) = entry.path().cloned() {
        let word = if matches!(entry.origin, Origin::Path(_)) { word.to_owned() } else { id };
        return Ok(OpenedInEditor { path, word, copied: None });
    }
    let folder = library.folder.as_ref().ok_or_else(|| writing::nowhere_to_copy(&id))?;
    let path = folder.join(format!("{id}.ron"));
    let created = small_files::create(&path, entry.text().as_bytes());
    created.map_err(|why| unwritable(&path, &why))?;
    Ok(OpenedInEditor { path, word: id, copied: Some(entry) })
}

/// The editors that are looked for where none is named, the easiest first.
const USUAL: [&str; 3] = ["nano", "vi", "vim"];

/// The words of the person's editor: `$VISUAL`, or `$EDITOR`, or the first of [`USUAL`] that
/// there is. Blanks part them, quotes and backslashes keep them together; nothing else is done that
/// a shell would do.
fn editor(
    variable: impl Fn(&str) -> Option<String>,
    exists: impl Fn(&str) -> bool,
) -> Result<Vec<String>, Failure> {
    let set = |name| Some((name, variable(name).filter(|value| !value.trim().is_empty())?));
    if let Some((name, value)) = set("VISUAL").or_else(|| set("EDITOR")) {
        let words = shlex::split(&value).filter(|words| !words.is_empty());
        return words.ok_or_else(|| Failure::of(writing::open_quote(&value, name)));
    }
    let found = USUAL.into_iter().find(|name| exists(name));
    found.map(|name| vec![name.into()]).ok_or_else(|| Failure::of(writing::NO_EDITOR))
}

/// The whole command: the editor, and the file at a line, as far as it is known how this editor
/// is told one.
fn command(editor: &[String], path: &Path, line: Option<usize>) -> Vec<String> {
    let name = editor.first().and_then(|program| Path::new(program).file_stem()?.to_str());
    let file = path.display().to_string();
    // A path that begins with a dash would be taken for an option.
    let file = if file.starts_with('-') { format!("./{file}") } else { file };
    let told = match (name.unwrap_or_default(), line) {
        (
            "vi" | "vim" | "nvim" | "view" | "nano" | "pico" | "emacs" | "emacsclient" | "micro"
            | "kak" | "joe" | "jed" | "ne" | "mg" | "gedit" | "gvim" | "mcedit",
            Some(line),
        ) => vec![format!("+{line}"), file],
        ("hx" | "helix" | "subl" | "zed", Some(line)) => vec![format!("{file}:{line}")],
        ("code" | "codium" | "code-insiders", Some(line)) => {
            vec!["--goto".into(), format!("{file}:{line}")]
        }
        _ => vec![file],
    };
    [editor, &told].concat()
}

/// What there is to say of the file when the editor has been left.
struct Looked {
    /// The problems, as `check` tells them; empty where there are none.
    told: String,
    /// The line of the first problem, an error before a warning.
    line: Option<usize>,
    /// Whether it can be played.
    good: bool,
}

/// What the person wants to do next.
#[derive(Clone, Copy)]
enum AfterEditing {
    Edit,
    Play,
    Stop,
}

impl Looked {
    /// Checks the file, with what it includes.
    fn at(path: &Path) -> Looked {
        let entry = Entry::of_path(File { path: path.to_path_buf(), bytes: disk::read(path) });
        let problems = library().problems(&entry);
        let error = problems.iter().find(|problem| problem.severity == Severity::Error);
        let first = error.or(problems.first()).filter(|_| !entry.text().is_empty());
        let is_plain = !stdio::can_ask() || Theme::from_env(stdio::variable).depth == Depth::None;
        let look = if is_plain { Look::Plain } else { Look::Styled };
        Looked {
            told: problems_told(&entry, &problems, look),
            line: first.map(|one| position(entry.text(), one.at.start).0),
            good: error.is_none(),
        }
    }

    /// Asks what is next, until there is an answer; to stop, where nobody gives one.
    fn ask(&self) -> AfterEditing {
        use AfterEditing::{Edit, Play, Stop};
        let (question, by_enter) = match (self.good, self.line) {
            (false, _) => (writing::BACK_TO_LINE, Edit),
            (true, Some(_)) => (writing::BACK_OR_PLAY, Edit),
            (true, None) => (writing::PLAY_OR_STOP, Stop),
        };
        loop {
            let said = stdio::can_ask().then(|| stdio::ask(question)).flatten();
            let Some(said) = said else { return Stop };
            match said.trim().to_lowercase().as_str() {
                "" => return by_enter,
                "e" | "edit" => return Edit,
                "p" | "play" if self.good => return Play,
                "s" | "stop" | "q" | "quit" => return Stop,
                _ => {}
            }
        }
    }
}

/// `supple language-server`: speaks with the editor that has started it.
///
/// # Errors
/// If a terminal is there in the place of an editor, or it has gone without a word.
pub fn speak_with_an_editor() -> Result<ExitCode, Failure> {
    if std::io::stdin().is_terminal() {
        return Err(Failure::of(writing::FOR_AN_EDITOR));
    }
    let mut server = Server::new(Box::new(library));
    let (stdin, stdout) = (std::io::stdin().lock(), std::io::stdout().lock());
    let end = language_server::converse(stdin, stdout, stdio::warn, |message| {
        let answers = server.handle(message);
        (!server.is_over()).then_some(answers)
    });
    match end? {
        _ if server.is_shut_down() => Ok(ExitCode::SUCCESS),
        End::Done => Err(writing::EXIT_TOO_SOON.into()),
        End::HangUp => Err(writing::EDITOR_GONE.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_editor_is_told_the_line_in_its_own_way() {
        let told = |words: &str, line| {
            let words = editor(|_| Some(words.to_owned()), |_| false).unwrap();
            command(&words, Path::new("a.ron"), line).join(" ")
        };
        assert_eq!(told("vim", Some(7)), "vim +7 a.ron");
        assert_eq!(told("'/usr/my bin/nano' -l", Some(7)), "/usr/my bin/nano -l +7 a.ron");
        assert_eq!(told("hx", Some(7)), "hx a.ron:7");
        assert_eq!(told("code --wait", Some(7)), "code --wait --goto a.ron:7");
        assert_eq!(told("my-editor; $X", Some(7)), "my-editor; $X a.ron");
        assert_eq!(told("vim", None), "vim a.ron");
        let dash = command(&["vim".into()], Path::new("-c.ron"), None);
        assert_eq!(dash.join(" "), "vim ./-c.ron");
    }

    #[test]
    fn the_editor_is_the_persons_or_one_that_is_there() {
        let set = |visual: &'static str, edit: &'static str| {
            move |name: &str| {
                let value = if name == "VISUAL" { visual } else { edit };
                (!value.is_empty()).then(|| value.to_owned())
            }
        };
        let first = |words: Result<Vec<String>, Failure>| words.map(|words| words[0].clone());
        assert_eq!(first(editor(set("a", "b"), |_| true)), Ok("a".into()));
        assert_eq!(first(editor(set(" ", "b"), |_| true)), Ok("b".into()));
        assert_eq!(first(editor(set("", ""), |_| true)), Ok("nano".into()));
        assert_eq!(first(editor(set("", ""), |name| name == "vi")), Ok("vi".into()));
        assert!(editor(set("", ""), |_| false).is_err());
        for open in ["'a", "\"a", "a\\", "\"a\\"] {
            assert!(editor(set(open, ""), |_| true).is_err(), "{open}");
        }
    }
}
