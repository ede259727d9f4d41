//! `supple edit`: opens a routine in the person's editor, and what there is to say and to choose
//! when they leave it.
//!
//! `supple watch`: which file is to be watched.
//!
//! Which file, which command, which line: those are decided here.

use std::path::{Path, PathBuf};

use super::{Failure, entry, told, unwritable};
use crate::cli::{EditArgs, WatchArgs};
use crate::host::{disk, processes, small_files, stdio};
use crate::library::{Entry, File, Found, Library, Origin};
use crate::problem::{Look, Problem, Severity};
use crate::routine::vocabulary::is_id;
use crate::{problem, text};

/// How editing ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EditOutcome {
    /// The person wants to play it: the word for `supple play`.
    Play(String),
    /// They have had enough.
    Stopped {
        /// Whether the file can be played.
        good: bool,
    },
}

/// Opens the editor, checks when it is left, and asks what to do next, until that is to stop or
/// to play.
///
/// `library` gives the library as it is just then, `style` is how problems may look.
pub fn run(
    words: &EditArgs,
    library: &dyn Fn() -> Library,
    style: Look,
) -> Result<EditOutcome, Failure> {
    let editor = editor(stdio::variable, processes::is_there)?;
    let opened = open(&library(), &words.routine)?;
    let path = &opened.path;
    let check = || look(&library(), path, style);
    let copied = opened.copy.as_deref();
    let unchanged = || copied.is_some_and(|copy| small_files::take_back(path, copy.as_bytes()));
    // A file that is broken already is opened where it is.
    let mut line = check().line;
    loop {
        let command = command(&editor, path, line);
        match stdio::run_editor(&command) {
            Ok(true) => {}
            Ok(false) => stdio::complain(&format!("`{}` ended with an error\n", editor[0])),
            Err(why) => {
                unchanged();
                return Err(Failure::new(
                    format!("can't start the editor `{}`: {why}", editor[0]),
                    "$VISUAL or $EDITOR names it, like `export EDITOR=nano`",
                ));
            }
        }
        let looked = check();
        stdio::complain(&looked.told);
        if looked.good {
            let path = text::line(&path.display().to_string());
            stdio::complain(&format!("{path}: it can be played\n"));
        }
        line = looked.line;
        let next = loop {
            let asked = stdio::can_ask().then(|| stdio::ask(question(&looked)));
            let Some(said) = asked.flatten() else {
                break AfterEditing::Stop;
            };
            if let Some(next) = answer(&looked, &said) {
                break next;
            }
        };
        match next {
            AfterEditing::Edit => {}
            AfterEditing::Play => return Ok(EditOutcome::Play(opened.word)),
            AfterEditing::Stop => {
                if unchanged() {
                    stdio::complain("nothing was changed, so the built-in routine stays in use\n");
                }
                return Ok(EditOutcome::Stopped { good: looked.good });
            }
        }
    }
}

/// The file that is to be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenedInEditor {
    pub path: PathBuf,
    /// What `supple play` calls it.
    pub word: String,
    /// What was copied to make it: a built-in routine. Left as it is, it is taken away again.
    pub copy: Option<String>,
}

/// The file of a routine, broken or not. A built-in routine is copied into the person's own
/// folder, where it stands in the place of the built-in one.
pub fn open(library: &Library, word: &str) -> Result<OpenedInEditor, Failure> {
    let entry = entry(library, word).map_err(|failure| {
        let unknown = matches!(library.find(word), Found::NotFound { .. });
        match unknown && is_id(word) {
            true => Failure {
                help: format!("{}; `supple new {word}` begins one", failure.help),
                ..failure
            },
            false => failure,
        }
    })?;
    if let Some(path) = entry.path() {
        let word = match &entry.origin {
            Origin::Path(_) => word.to_owned(),
            _ => entry.id.clone(),
        };
        return Ok(OpenedInEditor { path: path.clone(), word, copy: None });
    }
    let Some(folder) = &library.folder else {
        return Err(Failure::new(
            format!("`{}` is built in, and there is no home directory to copy it to", entry.id),
            "",
        ));
    };
    let path = folder.join(format!("{}.ron", entry.id));
    let created = small_files::create(&path, entry.text().as_bytes());
    created.map_err(|why| unwritable(&path, &why))?;
    Ok(OpenedInEditor { path, word: entry.id.clone(), copy: Some(entry.text().to_owned()) })
}

/// The editors that are looked for where none is named, the easiest first.
pub const USUAL: [&str; 3] = ["nano", "vi", "vim"];

/// The words of the person's editor: `$VISUAL`, or `$EDITOR`, or the first of [`USUAL`] that
/// there is.
pub fn editor(
    variable: impl Fn(&str) -> Option<String>,
    exists: impl Fn(&str) -> bool,
) -> Result<Vec<String>, Failure> {
    let mut set = ["VISUAL", "EDITOR"].into_iter().filter_map(|name| {
        let value = variable(name).filter(|value| !value.trim().is_empty())?;
        Some((name, value))
    });
    if let Some((name, value)) = set.next() {
        return match split(&value) {
            Some(words) if !words.is_empty() => Ok(words),
            _ => Err(Failure::new(
                format!("`{value}` in ${name} is no command: a quote in it is never closed"),
                format!("write it like `export {name}=nano`"),
            )),
        };
    }
    match USUAL.into_iter().find(|name| exists(name)) {
        Some(name) => Ok(vec![name.into()]),
        None => Err(Failure::new(
            "there is no editor: neither $VISUAL nor $EDITOR is set, and there is no nano and no vi",
            "write `export EDITOR=` and the name of your editor, and try again",
        )),
    }
}

/// A command line in words, as a shell splits it: blanks part them, quotes and backslashes keep
/// them together. Nothing else is done that a shell would do. `None` where a quote stays open.
pub fn split(line: &str) -> Option<Vec<String>> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut letters = line.chars();
    while let Some(letter) = letters.next() {
        match letter {
            ' ' | '\t' | '\n' => words.extend(word.take()),
            '\'' => loop {
                let word = word.get_or_insert_default();
                match letters.next()? {
                    '\'' => break,
                    inner => word.push(inner),
                }
            },
            '"' => loop {
                let word = word.get_or_insert_default();
                match letters.next()? {
                    '"' => break,
                    '\\' => match letters.next()? {
                        inner @ ('"' | '\\' | '$' | '`') => word.push(inner),
                        inner => word.extend(['\\', inner]),
                    },
                    inner => word.push(inner),
                }
            },
            '\\' => word.get_or_insert_default().push(letters.next()?),
            letter => word.get_or_insert_default().push(letter),
        }
    }
    words.extend(word);
    Some(words)
}

/// The whole command: the editor, and the file at a line, as far as it is known how this editor
/// is told one.
pub fn command(editor: &[String], path: &Path, line: Option<usize>) -> Vec<String> {
    let program = editor.first().map_or("", String::as_str);
    let name = Path::new(program).file_stem();
    let name = name.and_then(|name| name.to_str()).unwrap_or_default();
    let file = path.display().to_string();
    // A path that begins with a dash would be taken for an option.
    let file = match file.starts_with('-') {
        true => format!("./{file}"),
        false => file,
    };
    let mut words = editor.to_vec();
    match (name, line) {
        (
            "vi" | "vim" | "nvim" | "view" | "nano" | "pico" | "emacs" | "emacsclient" | "micro"
            | "kak" | "joe" | "jed" | "ne" | "mg" | "gedit" | "gvim" | "mcedit",
            Some(line),
        ) => words.extend([format!("+{line}"), file]),
        ("hx" | "helix" | "subl" | "zed", Some(line)) => words.push(format!("{file}:{line}")),
        ("code" | "codium" | "code-insiders", Some(line)) => {
            words.extend(["--goto".into(), format!("{file}:{line}")]);
        }
        _ => words.push(file),
    }
    words
}

/// What there is to say of the file when the editor has been left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Looked {
    /// The problems, as `check` tells them; empty where there are none.
    pub told: String,
    /// The line of the first problem, an error before a warning.
    pub line: Option<usize>,
    /// Whether it can be played.
    pub good: bool,
}

/// Checks the file, with what it includes.
pub fn look(library: &Library, path: &Path, style: Look) -> Looked {
    let entry = Entry::of_path(File { path: path.to_path_buf(), bytes: disk::read(path) });
    let problems = library.problems(&entry);
    let is_error = |problem: &&Problem| problem.severity == Severity::Error;
    let first = problems.iter().find(is_error).or(problems.first());
    Looked {
        told: told(&entry, &problems, style),
        line: first
            .filter(|_| !entry.text().is_empty())
            .map(|one| problem::position(entry.text(), one.at.start).0),
        good: !problems.iter().any(|problem| is_error(&problem)),
    }
}

/// What the person wants to do next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AfterEditing {
    Edit,
    Play,
    Stop,
}

/// The question after the editor, and what the answers to it mean.
pub fn question(looked: &Looked) -> &'static str {
    match (looked.good, looked.line) {
        (false, _) => "Enter goes back to that line, s stops: ",
        (true, Some(_)) => "Enter goes back to that line, p plays it, s stops: ",
        (true, None) => "p plays it, e goes back to the editor, Enter stops: ",
    }
}

/// What an answer to [`question`] means; `None` if it means nothing.
pub fn answer(looked: &Looked, said: &str) -> Option<AfterEditing> {
    match said.trim().to_lowercase().as_str() {
        "" if looked.good && looked.line.is_none() => Some(AfterEditing::Stop),
        "" | "e" | "edit" => Some(AfterEditing::Edit),
        "p" | "play" if looked.good => Some(AfterEditing::Play),
        "s" | "stop" | "q" | "quit" => Some(AfterEditing::Stop),
        _ => None,
    }
}

// Watching is the business of `app` and `host`.

/// The path of the file. One that is named by its path need not be there yet.
pub fn watched(library: &Library, words: &WatchArgs) -> Result<PathBuf, Failure> {
    if let Found::Path(path) = library.find(&words.file) {
        return Ok(path);
    }
    let entry = entry(library, &words.file)?;
    match entry.path() {
        Some(path) => Ok(path.clone()),
        None => Err(Failure::new(
            format!("`{}` is built in, so that it never changes", entry.id),
            format!("`supple edit {}` makes a copy of your own first", entry.id),
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_line_is_split_as_a_shell_does() {
        let some = |all: &[&str]| Some(all.iter().map(|&one| one.to_owned()).collect());
        assert_eq!(split("vim"), some(&["vim"]));
        assert_eq!(split("  code  --wait "), some(&["code", "--wait"]));
        assert_eq!(
            split(r#"'/my apps/ed' -c "a \"b\" \n" c\ d"#),
            some(&["/my apps/ed", "-c", "a \"b\" \\n", "c d"])
        );
        assert_eq!(split(r#"a'b'"c"d '' "#), some(&["abcd", ""]));
        assert_eq!(split("$HOME `ls` ; rm"), some(&["$HOME", "`ls`", ";", "rm"]));
        assert_eq!(split(""), some(&[]));
        for open in ["'a", "\"a", "a\\", "\"a\\"] {
            assert_eq!(split(open), None, "{open}");
        }
    }

    #[test]
    fn an_editor_is_told_the_line_in_its_own_way() {
        let told = |editor: &str, line| {
            let editor = split(editor).unwrap();
            command(&editor, Path::new("a.ron"), line).join(" ")
        };
        assert_eq!(told("vim", Some(7)), "vim +7 a.ron");
        assert_eq!(told("/usr/bin/nano -l", Some(7)), "/usr/bin/nano -l +7 a.ron");
        assert_eq!(told("hx", Some(7)), "hx a.ron:7");
        assert_eq!(told("code --wait", Some(7)), "code --wait --goto a.ron:7");
        assert_eq!(told("my-editor", Some(7)), "my-editor a.ron");
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
        assert!(editor(set("'a", ""), |_| true).is_err());
    }

    proptest::proptest! {
        #[test]
        fn no_command_line_makes_it_panic(line in "[ a'\"\\\\$]{0,20}") {
            let _ = split(&line);
        }
    }
}
