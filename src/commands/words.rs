//! `supple completions` and `supple man`: the definitions of the command line for shells and
//! readers.

use clap_complete::Shell;

use crate::cli::definitions;

/// The completions for a shell.
pub fn completions(shell: Shell) -> String {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut definitions(), "supple", &mut script);
    String::from_utf8_lossy(&script).into_owned()
}

/// The man page, in roff: `supple` and, after it, each of its commands.
pub fn man() -> String {
    let mut page = Vec::new();
    let mut definitions = definitions();
    definitions.build();
    let main = clap_mangen::Man::new(definitions.clone());
    // Writing into memory can't fail.
    let _ = main.render(&mut page);
    for command in definitions.get_subcommands() {
        if command.is_hide_set() || command.get_name() == "help" {
            continue;
        }
        let man = clap_mangen::Man::new(command.clone());
        page.extend(format!(".SH SUPPLE {}\n", command.get_name().to_uppercase()).bytes());
        let _ = man.render_description_section(&mut page);
        let _ = man.render_options_section(&mut page);
    }
    String::from_utf8_lossy(&page).into_owned()
}
