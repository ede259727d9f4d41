//! What explains supple itself: `supple explain` (an error or a warning, and the reference of the
//! format) and `supple man`.

use std::process::ExitCode;

use super::paper::Paper;
use super::{Failure, print};
use crate::cli::definitions;
use crate::problem::Severity;
use crate::reference;
use crate::routine::explain::{Example, Explanation, all, in_settings, of};
use crate::routine::vocabulary::nearest;
use crate::words::naming::did_you_mean;
use crate::words::writing as said;

/// Prints all about one name, or a line about each.
///
/// # Errors
/// If there is no such name.
pub fn run(name: Option<&str>) -> Result<ExitCode, Failure> {
    let Some(word) = name else {
        return print(&list());
    };
    // Whoever copies `error[bad-length]` out of a terminal means the name.
    let name = word.trim();
    let name = name.split_once('[').map_or(name, |(_, inside)| inside);
    let name = name.trim_end_matches(']');
    match (name, of(name)) {
        ("format", _) => print(&reference::format()),
        ("poses", _) => print(&reference::figure()),
        (_, Some(explanation)) => print(&about(&explanation)),
        (_, None) => {
            let like = nearest(name, all().map(|one| one.name));
            let like = like.map(|like| did_you_mean(format!("`{like}`")));
            Err(Failure::of(said::no_such(word, like.as_deref().unwrap_or(said::ALL_LISTED))))
        }
    }
}

/// Every name with its line.
fn list() -> String {
    let longest = all().map(|one| one.name.len()).max().unwrap_or(0);
    let mut paper = Paper::new();
    for (severity, heading) in
        [(Severity::Error, said::ERRORS), (Severity::Warning, said::WARNINGS)]
    {
        paper.row(heading);
        let mut some: Vec<Explanation> = all().filter(|one| one.severity == severity).collect();
        some.sort_by_key(|one| one.name);
        for one in some {
            paper.hang(&format!("  {:longest$}  ", one.name), one.line);
        }
        paper.row("");
    }
    said::MORE.iter().for_each(|words| paper.row(words));
    paper.text
}

fn about(one: &Explanation) -> String {
    let mut paper = Paper::new();
    paper.row(&format!("{}[{}]: {}", one.severity.word(), one.name, one.line));
    paper.head(one.means);
    match one.example {
        Example::Words(words) => paper.head(words),
        Example::Steps(before, after)
        | Example::Fields(before, after)
        | Example::Files(before, after) => {
            code(said::BEFORE, before, &mut paper);
            code(said::AFTER, after, &mut paper);
        }
    }
    match one.severity {
        Severity::Error if in_settings(one.name) => paper.head(said::MENDED_IN_A_ROUTINE),
        Severity::Error => paper.head(said::MUST_BE_MENDED),
        Severity::Warning => paper.head(&said::may_be_allowed(one.name)),
    }
    paper.text
}

/// An example as it stands in a file, without the indent that it has there.
fn code(heading: &str, lines: &str, paper: &mut Paper) {
    paper.head(heading);
    paper.row("");
    let indent = |line: &str| line.len() - line.trim_start().len();
    let least = lines.lines().map(indent).min().unwrap_or(0);
    lines.lines().for_each(|line| paper.row(&format!("    {}", &line[least..])));
}

/// The man page, in roff: `supple`, and in it each of its commands.
pub fn man() -> String {
    let mut page = Vec::new();
    write_man(&mut page).expect("memory takes whatever is written");
    String::from_utf8_lossy(&page).into_owned()
}

fn write_man(page: &mut Vec<u8>) -> std::io::Result<()> {
    let mut definitions = definitions();
    definitions.build();
    let main = clap_mangen::Man::new(definitions.clone());
    main.render_title(page)?;
    main.render_name_section(page)?;
    main.render_synopsis_section(page)?;
    main.render_description_section(page)?;
    let commands = definitions.get_subcommands();
    for command in commands.filter(|command| command.get_name() != "help") {
        let man = clap_mangen::Man::new(command.clone());
        let mut section = Vec::new();
        man.render_synopsis_section(&mut section)?;
        man.render_description_section(&mut section)?;
        man.render_options_section(&mut section)?;
        // Every section of the command becomes a part of its own section.
        let section = String::from_utf8_lossy(&section).replace("\n.SH ", "\n.SS ");
        let name = command.get_bin_name().unwrap_or_default();
        page.extend(format!(".SH \"{}\"\n", name.to_uppercase()).bytes());
        page.extend(section.bytes());
    }
    main.render_options_section(page)?;
    main.render_extra_section(page)?;
    main.render_version_section(page)
}
