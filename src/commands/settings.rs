//! `supple settings`: the file of settings, what holds, and where each value comes from.

use std::path::Path;

use super::Failure;
use crate::cli::SoundArgs;
use crate::problem::{self, Look, Problem};
use crate::settings::{self, Effective, From};
use crate::text::line;

/// What was read of the settings file.
#[derive(Clone, Debug, Default)]
pub struct Loaded {
    pub effective: Effective,
    /// The text, and everything that is wrong with it.
    pub text: String,
    pub problems: Vec<Problem>,
}

impl Loaded {
    /// What a text says; without one, the defaults.
    pub fn new(text: Option<String>) -> Loaded {
        let text = text.unwrap_or_default();
        let (effective, problems) = settings::read(&text);
        Loaded { effective, text, problems }
    }

    /// The problems as they are printed on standard error; empty where there are none.
    pub fn complaint(&self, path: &Path) -> String {
        let path = path.display().to_string();
        problem::human(&path, &self.text, &self.problems, Look::Plain)
    }
}

/// Takes the flags of the command line over what the file says.
pub fn with_flags(mut effective: Effective, flags: &SoundArgs) -> Effective {
    let options = [
        (flags.voice, "voice", "true"),
        (flags.no_voice, "voice", "false"),
        (flags.no_sound, "ring", "Alarms"),
        (flags.bell, "tones", "false"),
        (flags.no_notify, "notify", "Never"),
    ];
    for (_, name, written) in options.iter().filter(|(asked, ..)| *asked) {
        // Each is a value that its option may have, as a test holds it to.
        let _ = effective.set(name, written, From::Flag);
    }
    effective
}

/// `supple settings show`: what holds, one option a line.
pub fn show(effective: &Effective, path: Option<&Path>, exists: bool) -> String {
    let place = path.map(|path| line(&path.display().to_string()));
    let head = match (place, exists) {
        (Some(path), true) => format!("// {path}\n"),
        (Some(path), false) => {
            format!("// There is no {path}: `supple settings` creates it.\n")
        }
        (None, _) => "// There is no home directory for a file of settings.\n".into(),
    };
    head + &effective.lines()
}

/// `supple settings`: what is printed when the file is there, made just now or before.
pub fn created(path: &Path, fresh: bool) -> String {
    let path = line(&path.display().to_string());
    match fresh {
        true => format!("Created {path}: every option stands in it with what it does.\n"),
        false => format!("{path} is there already; `supple settings show` tells what holds.\n"),
    }
}

/// Why there is no file of settings.
pub fn refused(why: &str) -> Failure {
    Failure::new(format!("the settings can't be written: {why}"), "")
}
